"""Names that sources or readers spell otherwise than this book, and words for one thing: one asks for all."""

from __future__ import annotations

#: Each group is one name or thing; the first word is the book's own.
SPELLINGS = (
    ("IS", "Islamic State", "ISIS", "ISIL", "Daesh"),
    ("IS-Khorasan", "ISKP", "ISIS-K", "IS-K"),
    ("Taliban", "Taleban"),
    ("Al-Qaida", "Al-Qaeda"),
    ("Mujahedin", "Mujahideen", "Mujahidin"),
    ("Haqqani", "Haqani"),
    ("Baradar", "Berader"),
    ("Mansour", "Mansur", "Mansoor"),
    ("Massoud", "Masood", "Masud"),
    ("Kunduz", "Konduz", "Qunduz"),
    ("Nangarhar", "Ningarhar"),
    ("Helmand", "Hilmand"),
    ("Jowzjan", "Jawzjan", "Jauzjan"),
    ("Kunar", "Konar"),
    ("Uruzgan", "Oruzgan"),
    ("Herat", "Hirat"),
    ("Khorasan", "Khurasan"),
    ("Türkiye", "Turkey"),
    ("Soviet Union", "USSR"),
    ("United States", "US", "USA"),
    ("United Nations", "UN"),
    ("drugs", "opium", "poppy"),
)

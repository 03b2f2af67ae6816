"""Addresses of pages that became part of another."""

from bs4 import BeautifulSoup

from dossier.site.moved import MOVED


def test_an_old_address_leads_to_where_its_words_stand_now(book):
    for page, (title, target, section) in MOVED.items():
        old = BeautifulSoup((book.html / f"{page}.html").read_text(encoding="utf-8"), "html.parser").find(
            "article"
        )
        link = old.select_one(f'a[href$="{target.split("/")[-1]}.html#{section}"]')
        now = BeautifulSoup((book.html / f"{target}.html").read_text(encoding="utf-8"), "html.parser")
        assert old.h1.get_text().startswith(title)
        assert link
        assert now.find(id=section).find(["h2", "h3"]).get_text().startswith(title)

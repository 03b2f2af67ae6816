"""States and armed groups: their codes and the one name the book uses for each.

States carry ISO 3166-1 alpha-3 codes. The Soviet Union keeps `SUN`, its former ISO code, because SIPRI and
UCDP treat it as another actor than Russia. Armed groups carry lower-case slugs, which no ISO code can equal.
"""

from __future__ import annotations

import functools

import pycountry

#: Codes outside ISO 3166 that publishers use: Kosovo's user-assigned code, and Yemen before 1990.
ADDED_STATES = {"XKX": "Kosovo", "YMD": "South Yemen"}

#: Slug of each armed group that the tables name, and the book's name for it.
GROUPS = {
    "taliban": "Taliban",
    "is": "Islamic State",
    "mujahedin": "Mujahedin",
    "northern-alliance": "Northern Alliance",
    "unknown-rebels": "unknown rebel group",
    "unknown-supplier": "unknown supplier",
}

#: Names the book prefers to ISO's formal ones.
HOUSE_NAMES = {
    "BOL": "Bolivia",
    "BRN": "Brunei",
    "CZE": "Czechia",
    "COD": "DR Congo",
    "CSK": "Czechoslovakia",
    "DDR": "East Germany",
    "FSM": "Micronesia",
    "GBR": "United Kingdom",
    "IRN": "Iran",
    "KOR": "South Korea",
    "LAO": "Laos",
    "MDA": "Moldova",
    "PRK": "North Korea",
    "PSE": "Palestine",
    "RUS": "Russia",
    "SUN": "Soviet Union",
    "SYR": "Syria",
    "TUR": "Türkiye",
    "TWN": "Taiwan",
    "TZA": "Tanzania",
    "USA": "United States",
    "VEN": "Venezuela",
    "VNM": "Viet Nam",
    "YUG": "Yugoslavia",
}


#: States whose name a sentence gives an article.
WITH_ARTICLE = frozenset({"ARE", "GBR", "NLD", "SUN", "USA"})


@functools.cache
def states() -> frozenset[str]:
    """Return every state code the tables may use, today's and former ones."""
    today = {country.alpha_3 for country in pycountry.countries}
    former = {country.alpha_3 for country in pycountry.historic_countries}
    return frozenset(today | former | set(ADDED_STATES))


def actors() -> frozenset[str]:
    """Return every code of a state or an armed group."""
    return states() | frozenset(GROUPS)


def name(code: str) -> str:
    """Return the book's name for a state or armed group.

    Raises
    ------
    KeyError
        If no state or group has the code.
    """
    for known in (HOUSE_NAMES, GROUPS, ADDED_STATES):
        if code in known:
            return known[code]
    country = pycountry.countries.get(alpha_3=code) or pycountry.historic_countries.get(alpha_3=code)
    if country is None:
        raise KeyError(f"{code!r} is neither an ISO 3166 alpha-3 code nor a group of dossier.entities")
    return getattr(country, "common_name", country.name)


def in_sentence(code: str) -> str:
    """Return the name as a sentence has it: `the United States`, `China`."""
    return f"the {name(code)}" if code in WITH_ARTICLE else name(code)

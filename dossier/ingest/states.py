"""Publishers' spellings of states and groups to the codes of `dossier.entities`."""

from __future__ import annotations

import functools

import pycountry

from dossier.errors import SourceError

#: Spellings that ISO 3166 does not list, by publisher's habit (SIPRI, UCDP, COW, USGS, GEM).
SPELLINGS = {
    "Antigua & Barbuda": "ATG",
    "Bosnia-Herzegovina": "BIH",
    "Brunei": "BRN",
    "Cambodia (Kampuchea)": "KHM",
    "Cape Verde": "CPV",
    "Congo": "COG",
    "Cote d'Ivoire": "CIV",
    "Czech Republic": "CZE",
    "Czechoslovakia": "CSK",
    "Côte d'Ivoire": "CIV",
    "DR Congo": "COD",
    "DR Congo (Zaire)": "COD",
    "East Germany": "DDR",
    "East Germany (GDR)": "DDR",
    "East Timor": "TLS",
    "German Democratic Republic": "DDR",
    "Hyderabad": "IND",
    "Iran": "IRN",
    "Iran (Persia)": "IRN",
    "Ivory Coast": "CIV",
    "Kingdom of eSwatini (Swaziland)": "SWZ",
    "Kosovo": "XKX",
    "Laos": "LAO",
    "Macedonia": "MKD",
    "Madagascar (Malagasy)": "MDG",
    "Moldova": "MDA",
    "Mujahedin (Afghanistan)*": "mujahedin",
    "Myanmar (Burma)": "MMR",
    "North Korea": "PRK",
    "Northern Alliance (Afghanistan)*": "northern-alliance",
    "Palestine": "PSE",
    "Russia": "RUS",
    "Russia (Soviet Union)": "RUS",
    "Russia/USSR": "RUS",
    "Samoa (Western Samoa)": "WSM",
    "Serbia (Yugoslavia)": "SRB",
    "South Korea": "KOR",
    "South Vietnam": "VNM",
    "South Yemen": "YMD",
    "Soviet Union": "SUN",
    "Swaziland": "SWZ",
    "Syria": "SYR",
    "Taiwan": "TWN",
    "Tanzania": "TZA",
    "Turkey": "TUR",
    "Turkiye": "TUR",
    "UAE": "ARE",
    "United Kingdom": "GBR",
    "United States": "USA",
    "Vatican City State": "VAT",
    "Viet Nam": "VNM",
    "Vietnam": "VNM",
    "Vietnam (North Vietnam)": "VNM",
    "Yemen (North Yemen)": "YEM",
    "Yemen (South Yemen)": "YMD",
    "Yugoslavia": "YUG",
    "Zimbabwe (Rhodesia)": "ZWE",
    "Unknown supplier(s)": "unknown-supplier",
    "unknown supplier(s)": "unknown-supplier",
    "unknown rebel group*": "unknown-rebels",
}


KNOWN = "an ISO 3166 name or an entry of SPELLINGS"


@functools.cache
def code(spelling: str) -> str:
    """Return the code of a state or group as a publisher spells it.

    Raises
    ------
    SourceError
        If the spelling is unknown; a guess would put figures on the wrong state.
    """
    if spelling in SPELLINGS:
        return SPELLINGS[spelling]
    try:
        # pycountry would take R's NA, for a missing value, as Namibia, and numbers as states too.
        if not isinstance(spelling, str) or len(spelling) < 3 or spelling.isdigit():
            raise LookupError(spelling)
        return pycountry.countries.lookup(spelling).alpha_3
    except LookupError:
        raise SourceError(
            "dossier/ingest/states.py",
            f"the spelling {spelling!r} is unknown",
            KNOWN,
            "Add it there with the code it stands for.",
        ) from None

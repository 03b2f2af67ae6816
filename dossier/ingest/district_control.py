"""Who held Afghan districts: SIGAR's assessment by district, national counts, reports of capture in 2021."""

from __future__ import annotations

from dossier.ingest.reading import (
    ADDRESS,
    DAY,
    FLAG,
    PCODE,
    REAL,
    STATED_DAY,
    TEXT,
    WHOLE,
    address,
    coded,
    like,
    one_of,
)
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources
from dossier.tables.control import COUNTS

DISTRICTS, COUNTED, CAPTURES = (
    "afg-district-control-sigar-2015-2018",
    "afg-control-national-compiled",
    "afg-tolonews-district-captures-2021",
)
COUNTED_RELEASE = "district counts of SIGAR, Long War Journal and others as pages gave them"
CAPTURES_RELEASE = "TOLOnews reports of May to August 2021, coded by Looram and Roth"
#: Assessors as the compilations word them.
ASSESSORS = coded(
    {
        "SIGAR / Resolute Support": "resolute-support",
        "RS/USFOR-A via SIGAR": "resolute-support",
        "Long War Journal": "long-war-journal",
        "US Joint Chiefs (Milley)": "joint-chiefs",
        "Taliban delegation in Moscow (claim)": "taliban-claim",
    }
)
#: How a count came about, in sentences that name what was read or derived.
BASIS = like("claim.*|.*(?:read|derived).*", "words that say whether it was read, derived or claimed")
#: Columns of the compilations after those of `COUNTS`, in the same order.
SIGAR_COUNTS = ["gov_control", "gov_influence", "gov_total", "contested"]
SIGAR_COUNTS += ["insurgent_influence", "insurgent_control", "insurgent_total"]
DATED_COUNTS = ["gov_control", "gov_influence", "gov_total", "contested"]
DATED_COUNTS += ["ins_influence", "ins_control", "ins_total"]
#: A row of the compilation names no address that opens; the other compilation has the same count and this page.
ADDRESSES = {
    "https://github.com/nixworks/public news/2015/10/21 (quotes longwarjournal.org 2015-10)": (
        "http://www.longwarjournal.org/archives/2015/10/taliban-seizes-another-district-in-western-afghanistan.php"
    ),
}
#: Names that stand for districts of several provinces, from the description of the file.
SEVERAL = {
    "Arghandab",
    "Baharak",
    "Dawlatabad",
    "Kohistan",
    "Muqur",
    "Nawa",
    "Qarabagh",
    "Reg",
    "Tagab",
}
#: First reports that are wrong by weeks beside public record, from the description of the file.
WRONG = {"Bamyan", "Maydan Shahr", "Maymana", "Panjsher", "Qala-I-Naw", "Qalat"}


@derives(
    "territory/district_control",
    {
        DISTRICTS: "SIGAR addendum of February 2018, district table of Tai et al.",
        "afg-province-crosswalk": "Crosswalk of Afghan province names by this project",
    },
    kept="The 398 districts with province, capital, language, area, and whether the assessment of 15 October 2017 "
    "put them outside the government. Provinces are joined by name; regions are left out.",
    warnings=[
        "Not under the government means contested, insurgent influence or control: not `Taliban control`."
    ],
)
def districts(sources: Sources):
    """Districts in the order of their numbers."""
    names = {
        "distid": "district",
        "province": "province",
        "provincial_capital": "capital",
        "majority_language_group": "language",
        "area_km2": "area_km2",
        "not_government_oct2017": "not_government",
    }
    spelled = {"names_cso": TEXT, "pcode": PCODE}
    provinces = sources.csv("afg-province-crosswalk", "crosswalk.csv", list(spelled), cells=spelled)
    cells = {
        "distid": WHOLE,
        "province": coded(dict(zip(provinces["names_cso"], provinces["pcode"], strict=True))),
    }
    cells |= {"provincial_capital": FLAG, "majority_language_group": TEXT.or_empty()}
    cells |= {"area_km2": REAL, "not_government_oct2017": FLAG}
    raw = sources.csv(DISTRICTS, "district_control_oct2017.csv", list(names), cells=cells)
    return raw.rename(columns=names).sort_values("district")


@derives(
    "territory/district_control_counts",
    {DISTRICTS: "SIGAR and Long War Journal counts as pages gave them"},
    kept="Every count with assessor, date, districts by level of control and address. Remarks are left out.",
    warnings=["Two assessors with levels of their own: never one line through both."],
)
def counts(sources: Sources):
    """Counts of districts by assessor and date."""
    dated = like(r"[0-9]{4}(?:-[0-9]{2}){0,2}(?: \(.*\))?", f"{STATED_DAY.expected}, perhaps with a remark")
    cells = {"assessor": ASSESSORS, "as_of": dated, "districts": WHOLE}
    cells |= dict.fromkeys(SIGAR_COUNTS, WHOLE.or_empty()) | {"source_url": ADDRESS}
    raw = sources.csv(DISTRICTS, "district_control_national_2015_2018.csv", list(cells), cells=cells)
    frame = raw.rename(columns=dict(zip(SIGAR_COUNTS, COUNTS, strict=True)) | {"source_url": "url"})
    # `2017-02 (report of 30 April 2017)`: the date alone.
    return frame.assign(as_of=frame["as_of"].str.split().str[0]).sort_values(["assessor", "as_of"])


@derives(
    "territory/control_by_date",
    {COUNTED: COUNTED_RELEASE},
    kept="Every count with assessor, date, districts by level of control, printed shares, whether it was read or "
    "derived, and address. One address that does not open is replaced by the page of the same count.",
)
def by_date(sources: Sources):
    """Counts of districts by assessor and date, to July 2021."""
    shares = {"gov_pct": "government_percent", "contested_pct": "contested_percent"}
    shares |= {"ins_pct": "insurgent_percent"}
    cells = {"assessor": ASSESSORS, "as_of": STATED_DAY, "unit": one_of(["district", "district centre"])}
    cells |= {"districts_total": WHOLE} | dict.fromkeys(DATED_COUNTS, WHOLE.or_empty())
    cells |= dict.fromkeys(shares, REAL.or_empty()) | {"basis": BASIS, "url": address(ADDRESSES)}
    raw = sources.csv(COUNTED, "control_by_date.csv", list(cells), cells=cells)
    names = dict(zip(DATED_COUNTS, COUNTS, strict=True)) | shares | {"districts_total": "districts"}
    frame = raw.rename(columns=names)
    return frame.assign(basis=frame["basis"].map(_basis)).sort_values(["assessor", "as_of"])


@derives(
    "territory/control_of_people",
    {COUNTED: COUNTED_RELEASE},
    kept="Shares of population and land by control, as printed, for four quarters, with addresses.",
)
def of_people(sources: Sources):
    """Shares of population and land by date."""
    sides = {"gov": "government", "contested": "contested", "ins": "insurgent"}
    names = {
        f"{short}_{what}_pct": f"{side}_{word}_percent"
        for what, word in (("pop", "people"), ("area", "land"))
        for short, side in sides.items()
    }
    cells = {"as_of": DAY} | dict.fromkeys(names, REAL.or_empty()) | {"url": ADDRESS}
    raw = sources.csv(COUNTED, "population_control.csv", list(cells), cells=cells)
    return raw.rename(columns=names).sort_values("as_of")


@derives(
    "territory/captures",
    {CAPTURES: CAPTURES_RELEASE},
    kept="Every district name with the first day of a report; names of several districts and dates known to be "
    "wrong are marked. Days on which capitals fell are kept where a page was read for them.",
    warnings=["Illustration only: reports, with known errors, for fewer than half of the names."],
)
def captures(sources: Sources):
    """First reports by district name."""
    cells = {"district": TEXT, "capital_date_basis": TEXT.or_empty()}
    cells |= dict.fromkeys(["first_reported_capture", "capital_fell_on"], DAY.or_empty())
    raw = sources.csv(CAPTURES, "district_first_capture.csv", list(cells), cells=cells)
    read = raw["capital_date_basis"].str.startswith("page read").fillna(False)
    frame = raw.assign(
        first_reported=raw["first_reported_capture"],
        several_districts=raw["district"].isin(SEVERAL),
        capital_fell=raw["capital_fell_on"].where(read),
        known_wrong=raw["district"].isin(WRONG),
    )
    kept = ["district", "first_reported", "several_districts", "capital_fell", "known_wrong"]
    return frame[kept].sort_values("district")


@derives(
    "territory/capture_days",
    {CAPTURES: CAPTURES_RELEASE},
    kept="Rows reported captured by each of the 37 days.",
)
def capture_days(sources: Sources):
    """Reports summed by day."""
    cells = {"date": DAY, "reported_captured": WHOLE, "districts": WHOLE}
    raw = sources.csv(CAPTURES, "captured_by_date.csv", list(cells), cells=cells)
    return raw.rename(columns={"reported_captured": "captured"}).sort_values("date")


def _basis(words: str) -> str:
    """A count of which any part was derived is derived."""
    if words.startswith("claim"):
        return "claim"
    return "derived" if "derived" in words else "read"

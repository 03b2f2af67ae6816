"""Contracts of what Moscow's English outlets told the world, and of polls taken in later."""

from dossier.tables.base import Table, address, day, flag, real, state, stated_day, text, whole, year
from dossier.tables.cuts import by_day, by_lag

#: Themes of a headline of RT or TASS, found by regular expression.
PRESS_THEMES = {
    "afghan": "Afghanistan or Kabul",
    "taliban": "the Taliban",
    "isil": "Islamic State",
    "us_nato": "the United States, NATO, Britain or their leaders",
    "talks": "talks",
    "recognition": "recognition or the ban on the Taliban",
    "economy": "economy, energy or minerals",
    "attack": "an attack",
    "drugs": "drugs",
    "central_asia": "Central Asia or its organisations",
    "pakistan": "Pakistan",
    "russia": "Russia or its leaders",
}
OUTLETS = ("rt", "tass")
#: Questions of the polls taken in later.
LATER_QUESTIONS = (
    "country-right-direction",
    "heard-of-taliban-visit",
    "is-biggest-threat-east",
    "soviet-war-compensation-consider",
    "soviet-war-compensation-reject",
    "syria-new-afghanistan",
    "syria-strikes-approve",
    "taliban-biggest-threat-northwest",
    "taliban-no-sympathy",
    "taliban-talks-admissible",
    "taliban-talks-not-admissible",
)
GALLUP_ITEMS = (
    "difficult-to-get-by",
    "disapprove-us-leadership",
    "economy-getting-worse",
    "not-enough-for-food",
    "suffering",
    "women-not-respected",
    "would-leave",
)

TABLES = {
    "diplomacy/rt_tass_headlines": Table(
        title="Headlines of RT and TASS in English on Afghanistan or the Taliban, 2013-2026",
        columns={
            "headline": whole("Number in the order of outlets and dates", low=1),
            "outlet": text("Outlet", allowed=OUTLETS),
            "date": day("Day of the headline"),
            **{name: flag(f"The headline has this theme: {words}") for name, words in PRESS_THEMES.items()},
        },
        key=("headline",),
        rows=305,
        cut=by_day("date"),
    ),
    "diplomacy/rt_tass_months": Table(
        title="Headlines of RT and TASS in English by month, 2013-2026, and what they name",
        columns={
            "outlet": text("Outlet", allowed=OUTLETS),
            "month": text("Calendar month", pattern=r"\d{4}-\d{2}"),
            "headlines": whole("Headlines in the sample", "headlines", low=1),
            "afghan_or_taliban": whole("Naming Afghanistan, Kabul or the Taliban", "headlines", low=0),
            "isil": whole("Naming Islamic State, anywhere in the world", "headlines", low=0),
        },
        key=("outlet", "month"),
        rows=149,
        cut=by_day("month"),
    ),
    "diplomacy/polls_later": Table(
        title="Further poll results in Afghanistan and Russia, 2000-2021 (compiled)",
        columns={
            "pollster": text("Pollster", allowed=("Asia Foundation", "FOM", "Levada")),
            "country": state("Where people were asked"),
            "asked": stated_day("When they were asked"),
            "question": text("Question, as this book names it", allowed=LATER_QUESTIONS),
            "percent": real("Share who gave the answer", "per cent of respondents", 0, 100),
            "respondents": whole("Respondents", "people", low=1, nullable=True),
            "url": address(),
        },
        key=("pollster", "asked", "question"),
        rows=11,
        cut=by_lag("asked", 3, "Polls are reported within months of the asking", "row"),
    ),
    "diplomacy/gallup_afghanistan": Table(
        title="Afghans' lives in Gallup's surveys, 2008-2022",
        columns={
            "year": year("Year of the survey", 2008, 2022),
            "item": text("What is measured", allowed=GALLUP_ITEMS),
            "percent": real("Share, read off charts", "per cent of respondents", 0, 100),
        },
        key=("year", "item"),
        rows=97,
        cut=by_lag("year", 12, "A year's surveys are reported in the course of the next"),
    ),
}

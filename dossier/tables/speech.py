"""Contracts of `data/diplomacy/`: what governments said and signed, whom the UN lists, what people answered."""

from dossier.tables.base import Table, address, day, flag, real, state, text, whole, year
from dossier.tables.cuts import by_day, by_lag

#: Themes of the opening of a Russian statement at the United Nations, as one reader coded them.
UN_THEMES = {
    "isil": "Islamic State",
    "terrorism": "terrorism, Al-Qaida included",
    "drugs": "drugs",
    "central_asia": "Central Asia",
    "us_nato_blame": "blame of the United States or NATO",
    "peace_talks": "peace talks",
    "engage_de_facto": "dealing with the Taliban authorities",
    "economy_sanctions_assets": "economy, sanctions or frozen assets",
    "humanitarian": "humanitarian aid",
}
#: Themes of the opening of a Telegram post, found by regular expression.
POST_THEMES = {
    "taliban": "the Taliban",
    "terror_attack": "an attack or condolences",
    "us_nato_blame": "the United States, NATO or the West",
    "denies_arming": "denial of arming the Taliban",
    "reconciliation": "peace, talks or a ceasefire",
    "moscow_format": "the Moscow format",
    "troika_quad": "the troika or the four neighbours",
    "sco_csto": "the Shanghai organisation or the Collective Security Treaty",
    "neighbours": "the neighbours",
    "pakistan": "Pakistan",
    "china": "China",
    "iran": "Iran",
    "isil": "Islamic State",
    "drugs": "drugs",
    "economy_aid": "economy or aid",
    "recognition": "recognition or the ban on the Taliban",
}
#: Themes of a television headline that names Afghanistan, Kabul or the Taliban.
HEADLINE_THEMES = {
    "afghan": "Afghanistan or Kabul",
    "taliban": "the Taliban",
    "isil": "Islamic State",
    "drugs": "drugs",
    "us_nato": "the United States or NATO",
    "talks": "talks",
    "economy": "economy",
    "attack": "an attack",
    "pakistan": "Pakistan",
    "central_asia": "Central Asia",
}
#: Word lists counted in a whole speech of the General Debate, and in its Afghan window.
SPEECH_TERMS = {
    "afghan": "Afghanistan or Kabul",
    "taliban": "the Taliban",
    "isil": "Islamic State",
    "terrorism": "terrorism, extremism or Al-Qaida",
    "drugs": "drugs",
    "us_nato": "the United States, NATO or foreign troops",
    "neighbours": "Pakistan, Central Asia, India, Iran, China or their organisations",
}
WINDOW_TERMS = {
    **{name: words for name, words in SPEECH_TERMS.items() if name != "afghan"},
    "reconciliation": "reconciliation or talks",
    "economy": "economy",
    "humanitarian": "humanitarian aid, refugees or assets",
    "recognition": "recognition or legitimacy",
}
#: Poll questions as this book groups them.
QUESTIONS = (
    "armed-opposition-sympathy",
    "is-no-sympathy",
    "peace-talks-support",
    "reconciliation-possible",
    "reconciliation-support",
    "soviet-troops-right",
    "soviet-troops-wrong",
    "soviet-war-gamble",
    "taliban-no-sympathy",
    "taliban-sympathy",
    "us-campaign-approve-putin",
    "us-campaign-oppose",
    "us-campaign-support",
)
MONTH = r"\d{4}-(?:0[1-9]|1[0-2])"


def _flags(themes: dict[str, str], where: str) -> dict:
    return {name: flag(f"{where} has this theme: {words}") for name, words in themes.items()}


def _counts(terms: dict[str, str], where: str, prefix: str = "") -> dict:
    return {f"{prefix}{name}": whole(f"Mentions of {words} {where}", low=0) for name, words in terms.items()}


TABLES = {
    "diplomacy/general_debate_terms": Table(
        title="Words of every speaker in the UN General Debate, counted, 1979-2024",
        columns={
            "speaker": state("Speaker; SUN is the Soviet Union up to 1991"),
            "year": year("Year of the debate, held in September", 1979, 2024),
            "words": whole("Words in the speech", "words", low=1),
            **_counts(SPEECH_TERMS, "in the speech"),
            "window_words": whole("Words in the Afghan window", "words", low=0),
            "afghan_sentences": whole("Sentences that name Afghanistan, Kabul or the Taliban", low=0),
            **_counts(WINDOW_TERMS, "in the Afghan window", "window_"),
        },
        key=("speaker", "year"),
        rows=8137,
        format="parquet",
        cut=by_lag(
            "year", 0, "The debate is held in September and its records are published by the end of the year"
        ),
    ),
    "diplomacy/key_statements": Table(
        title="Seven Russian statements on the Taliban and the reasons they gave, 2015-2023",
        columns={
            "date": day("Day of the statement"),
            "speaker": text("Who spoke"),
            "reasons": text(
                "Reasons given, separated by semicolons; `denies-isil` where the reason was rejected",
                pattern=r"[a-z-]+(?:;[a-z-]+)*",
            ),
            "address": address(),
        },
        key=("date", "speaker"),
        rows=7,
        cut=by_day("date"),
    ),
    "diplomacy/mfa_telegram_months": Table(
        title="Posts of the Russian Foreign Ministry's English Telegram channel by month, 2016-2026",
        columns={
            "month": text("Calendar month", pattern=MONTH),
            "posts": whole("Posts whose opening could be searched", "posts", low=0),
        },
        key=("month",),
        rows=113,
        cut=by_day("month"),
    ),
    "diplomacy/mfa_telegram_posts": Table(
        title="Posts on Afghanistan of the Russian Foreign Ministry's English Telegram channel, 2016-2026",
        columns={
            "post": whole("Number in the order of dates", low=1),
            "date": day("Day of the post"),
            **_flags(POST_THEMES, "The opening"),
        },
        key=("post",),
        rows=141,
        cut=by_day("date"),
    ),
    "diplomacy/peace_agreements": Table(
        title="Written agreements on Afghanistan, 1992-2020",
        columns={
            "agreement": whole("PA-X number", low=1),
            "date": day("Day of the agreement"),
            "process": text(
                "Peace process as PA-X groups it",
                allowed=("taliban-1990s", "post-intervention", "emirate-intra-afghan"),
            ),
            "contains": text(
                "inter-state and intra-state, intra-state, or local",
                allowed=("InterIntra", "Intra", "IntraLocal"),
            ),
            "stage": text("PA-X stage", allowed=("Imp", "Oth", "Pre", "SubPar")),
            "states": text("States the agreement is filed under", pattern=r"[A-Z]{3}(?:;[A-Z]{3})*"),
            "names_russia": flag("Russia is among parties, witnesses or participants"),
            "names_pakistan": flag("Pakistan is"),
            "names_taliban": flag("The Taliban are"),
        },
        key=("agreement",),
        rows=25,
        cut=by_day("date", why="An agreement was published when it was signed"),
    ),
    "diplomacy/polls": Table(
        title="Poll results in Afghanistan and Russia, as press reports gave them, 1999-2019",
        columns={
            "pollster": text("Pollster", allowed=("Asia Foundation", "FOM", "VCIOM")),
            "country": state("Where people were asked"),
            "year": year("Year of the survey", 1999, 2019),
            "question": text("Question, grouped by this book", allowed=QUESTIONS),
            "report": whole("1, or 2 for a second press report of the same result", low=1, high=2),
            "percent": real("Share who gave the answer", "per cent of respondents", 0, 100),
            "address": address(),
        },
        key=("pollster", "year", "question", "report"),
        rows=19,
        cut=by_lag(
            "year",
            3,
            "Most of the polls were reported by the pollster within the year; a quarter more is allowed",
        ),
    ),
    "diplomacy/sanctions_counts": Table(
        title="Entries on two UN sanctions lists on six days, 2017-2025",
        columns={
            "snapshot": day("Day on which the list was generated"),
            "list": text(
                "taliban: resolution 1988; isil-alqaida: resolutions 1267, 1989 and 2253",
                allowed=("taliban", "isil-alqaida"),
            ),
            "individuals": whole("People listed, dead ones included", "entries", low=0),
            "entities": whole("Organisations and firms listed", "entries", low=0),
        },
        key=("snapshot", "list"),
        rows=12,
        cut=by_day("snapshot"),
    ),
    "diplomacy/sanctions_listings": Table(
        title="When IS-Khorasan, its leaders and the Taliban-linked organisations were put on UN lists",
        columns={
            "reference": text("Permanent UN reference", pattern=r"(?:QD|TA)[ei]\.\d{3}"),
            "list": text("UN list", allowed=("taliban", "isil-alqaida")),
            "kind": text("Person or organisation", allowed=("individual", "entity")),
            "listed_on": day("Day of listing"),
            "names_is_khorasan": flag("Listed as IS-Khorasan or one of its leaders"),
        },
        key=("reference",),
        rows=9,
        cut=by_day("listed_on"),
    ),
    "diplomacy/tv_headlines": Table(
        title="Headlines of Channel One Russia on Afghanistan or the Taliban, 2000-2025",
        columns={
            "headline": whole("Number in the order of dates", low=1),
            "date": day("Day of the headline"),
            **_flags(HEADLINE_THEMES, "The headline"),
        },
        key=("headline",),
        rows=696,
        cut=by_day("date"),
    ),
    "diplomacy/tv_headlines_months": Table(
        title="A sample of Channel One Russia's headlines by month, 2000-2026, and what they name",
        columns={
            "month": text("Calendar month", pattern=MONTH),
            "headlines": whole("Headlines in the sample", "headlines", low=1),
            "afghan_or_taliban": whole("Naming Afghanistan, Kabul or the Taliban", "headlines", low=0),
            "isil": whole("Naming Islamic State, anywhere in the world", "headlines", low=0),
            "drugs": whole("Naming drugs, from anywhere in the world", "headlines", low=0),
        },
        key=("month",),
        rows=315,
        cut=by_day("month"),
    ),
    "diplomacy/un_statements": Table(
        title="Russian statements on Afghanistan at the United Nations, 2016-2025, themes of their openings",
        columns={
            "date": day("Day of the statement"),
            "date_basis": text(
                "Printed on the page, read from its address, or inferred from events it names",
                allowed=("page", "address", "inferred"),
            ),
            "speaker": text("Who spoke for Russia"),
            "occasion": text(
                "Occasion", allowed=("briefing", "explanation-of-vote", "open-debate", "assembly")
            ),
            "vote": text(
                "Russia's vote, where the statement explains one", allowed=("abstain", "yes"), nullable=True
            ),
            "address": address(),
            **_flags(UN_THEMES, "The opening"),
        },
        key=("date",),
        rows=25,
        cut=by_day("date"),
    ),
}

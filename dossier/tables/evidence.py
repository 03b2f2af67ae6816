"""Contracts of `data/evidence/`: what this project wrote and keeps by hand."""

import pandas as pd

from dossier.clocks import CLOCKS
from dossier.scales import LIKELIHOOD_ASKED, LIKELIHOODS, NO_LIKELIHOOD, VERDICTS
from dossier.tables.base import WHEN, Table, day, state, text
from dossier.tables.cuts import Cut, beside, by_day, last_days, stated, timeless

#: One or more keys of `references.bib`.
KEYS = r"[a-z0-9_]+(?:;[a-z0-9_]+)*"
CERTAINTIES = ("low", "moderate", "high")
#: What a date stands for: `span` means some time between `date` and `date_end`.
PRECISIONS = ("day", "month", "year", "span")
CATEGORIES = ("arms", "attack", "diplomacy", "economy", "exercise", "legal", "recognition")
#: Contact, legitimation, material support.
OUTCOMES = ("O1", "O2", "O3")
#: The four reasons of the article, then the rivals that it does not name.
HYPOTHESES = ("H1", "H2", "H3", "H4", "A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7")
#: An item of evidence; a letter where one item was split.
ITEM = r"E\d{2}[a-d]?"
#: Tests of `dossier.inference.battery` that an item can be left to.
BATTERY = ("order", "dose", "switch", "place", "comparators", "own", "statements")
#: Very consistent, consistent, says nothing, inconsistent, very inconsistent.
RATINGS = ("CC", "C", "N", "I", "II")
#: What an act did to the US effort in Afghanistan; `alleged`: harm that is charged and not established.
EFFECTS = ("helped", "harmed", "neither", "alleged")
#: What an item of evidence can rest on.
SUPPORT = ("event", "figure", "measure", "reference")
CLAIM = r"C\d{2}"
#: At most twelve words.
QUOTATION = r"\S+(?: \S+){0,11}"
#: One or more events of the timeline; one or more published figures.
EVENTS = r"V\d{3}(?:;V\d{3})*"
FIGURES = r"[a-z0-9]+(?:-[a-z0-9]+)+(?:;[a-z0-9]+(?:-[a-z0-9]+)+)*"

#: Steps toward the Taliban that the base-rate panel follows, in the order in which they are usually taken.
STEPS = ("first_contact", "hosting", "embassy", "delisting", "recognition")

#: What has no day of its own is public on every clock.
EVER = pd.Timestamp("1900-01-01")


def days_of_events(timeline: pd.DataFrame) -> pd.Series:
    """Return the last day on which each event can have become public: of the first account, or of its end."""
    return stated("reported")(timeline).fillna(last_days(ends_of(timeline)))


def ends_of(dated: pd.DataFrame) -> pd.Series:
    """Return the date by which a row certainly fell, or began if it lasted: the end of a span, else its date."""
    return dated["date_end"].where(dated["precision"].eq("span"), dated["date"])


def _days_of_steps(steps: pd.DataFrame) -> pd.Series:
    return last_days(ends_of(steps)).fillna(EVER)


def _days_of_records(records: pd.DataFrame) -> pd.Series:
    return records["clock"].map({"A": EVER}).astype("datetime64[s]")


TABLES = {
    "evidence/ach_items": Table(
        title="Items of evidence that twelve hypotheses are rated on",
        columns={
            "evidence_id": text("Item", pattern=ITEM),
            "evidence": text("What is observed, in this project's words"),
            "known_by": text(
                "2017-04: known by 20 April 2017; later: known since", allowed=("2017-04", "later")
            ),
            "credibility": text("How far the item can be believed", allowed=CERTAINTIES),
            "test": text(
                "Test of `dossier.inference.battery` that asks the item's own question; such an item is left to it "
                "and not scored",
                allowed=tuple(f"battery:{name}" for name in BATTERY),
                nullable=True,
            ),
            "sources": text("Keys of references.bib", pattern=KEYS),
        },
        key=("evidence_id",),
        cut=timeless("Items are this project's own; `known_by` says which hold on clock A"),
    ),
    "evidence/ach_ratings": Table(
        title="Ratings of items of evidence against twelve hypotheses, made twice apart from each other",
        columns={
            "evidence_id": text("Item of `evidence/ach_items`", pattern=ITEM),
            "hypothesis": text("Hypothesis", allowed=HYPOTHESES),
            "coder": text("Which rating", allowed=("first", "second")),
            "rating": text("CC, C, N, I or II; codebook_rivals.md says when which", allowed=RATINGS),
            "why": text("Reason; may be empty where the hypothesis says nothing", nullable=True),
        },
        key=("evidence_id", "hypothesis", "coder"),
        cut=timeless("Ratings are this project's own; `known_by` of their items says which hold on clock A"),
    ),
    "evidence/ach_support": Table(
        title="What each rated item of evidence rests on",
        columns={
            "evidence_id": text("Item of `evidence/ach_items`", pattern=ITEM),
            "kind": text("What it is linked to", allowed=SUPPORT),
            "target": text(
                "Id of a figure, id of an event in the timeline, function in dossier.inference.ratings, or key of "
                "references.bib"
            ),
            "note": text("What the target shows"),
        },
        key=("evidence_id", "kind", "target"),
        cut=timeless("It links ratings to what they rest on"),
    ),
    "evidence/claims": Table(
        title="Atomic claims of the article under examination and of its reader comment",
        columns={
            "claim_id": text("Claim; ids never change", pattern=CLAIM),
            "section": text(
                "Where it stands: in the article (introduction, reason 1 to 4), or in a reader's comment under it",
                allowed=("intro", "r1", "r2", "r3", "r4", "comment"),
            ),
            "locator": text("Paragraph and sentence of the article (P), or of the comment (K)"),
            "quotation": text(
                "The article's own words, at most twelve; the ledger refuses a claim without them",
                pattern=QUOTATION,
                nullable=True,
            ),
            "not_quoted": text(
                "What the claim says beyond the words quoted, whose wording is not at hand", nullable=True
            ),
            "paraphrase": text("The claim in this project's words"),
            "kind": text("Kind of claim", allowed=("fact", "causal", "opinion", "prediction")),
            "testable": text("Whether data can test it", allowed=("yes", "partly", "no")),
            "how_to_test": text("The measure, and what true and false would look like"),
            "by_its_test": text(
                "Which side of that test the record meets; empty for a claim that a rule judges",
                nullable=True,
            ),
            "likelihood_asked": text(
                "Whether a likelihood can be stated: yes; no, the claim hangs on a definition; no, it is a fact "
                "known to be half true",
                allowed=tuple(LIKELIHOOD_ASKED),
            ),
            "public_record": text("What the public record says"),
            "verdict_prior": text("Verdict before the data work", allowed=VERDICTS),
            "verdict_confidence": text("Confidence in that verdict", allowed=CERTAINTIES),
            "sources": text("Keys of references.bib", pattern=KEYS),
            "notes": text("Remarks", nullable=True),
            "cannot_show": text("What no evidence at hand can show about it"),
            "figures": text("Figures that bear on it, by id", pattern=FIGURES, nullable=True),
        },
        key=("claim_id",),
        cut=timeless("It is the article itself, with this project's reading of it"),
    ),
    "evidence/corrections": Table(
        title="Verdicts on claims that were changed, with the reason",
        columns={
            "correction_id": text("Change, in the order in which it was made", pattern=r"K\d{2}"),
            "date": day("Day of the change"),
            "claim_id": text("Claim", pattern=CLAIM),
            "clock": text("A: known by 20 April 2017; B: known since", allowed=CLOCKS),
            "old_verdict": text("Verdict before", allowed=VERDICTS),
            "new_verdict": text("Verdict after", allowed=VERDICTS),
            "why": text("What was wrong, or what was learnt"),
        },
        key=("correction_id",),
        cut=by_day("date"),
    ),
    "evidence/forecasts": Table(
        title="Dated forecasts on Afghanistan and what became of them, 2016-2025",
        columns={
            "forecast_id": text("Forecast", pattern=r"F\d{2}"),
            "made_on": text("Day or month on which it was made", pattern=WHEN),
            "precision": text("What that date stands for", allowed=("day", "month")),
            "speaker": text("Who made it"),
            "side": text(
                "Whose it is: Russia, the United Nations or the article under examination",
                allowed=("RUS", "UN", "article"),
            ),
            "kind": text(
                "A forecast; an announcement of one's own step; or hindsight, said after the event",
                allowed=("forecast", "announcement", "hindsight"),
            ),
            "topic": text(
                "What it is about",
                allowed=("taliban-power", "talks", "is", "war", "ties", "listing", "recognition"),
            ),
            "expects": text(
                "Of the Taliban's power: that they rule or lead, have a share, or do not take it",
                allowed=("rule", "share", "not"),
                nullable=True,
            ),
            "forecast": text("What was forecast, in this project's words"),
            "horizon": text("By when, as it was put", pattern=rf"none stated|{WHEN}"),
            "outcome": text("What happened"),
            "outcome_on": text("When that was settled", pattern=WHEN, nullable=True),
            "came_true": text("Whether it came true", allowed=("yes", "partly", "no", "not scorable")),
            "basis": text(
                "Event of the timeline or claim of the ledger that carries it",
                pattern=r"V\d{3}|C\d{2}",
                nullable=True,
            ),
            "source_key": text("Keys of references.bib", pattern=KEYS),
        },
        key=("forecast_id",),
        cut=by_day("made_on").hiding(
            {"outcome": pd.NA, "came_true": "open", "outcome_on": pd.NA}, stated("outcome_on")
        ),
    ),
    "evidence/hypotheses": Table(
        title="The four reasons and eight rivals, in falsifiable form",
        columns={
            "hypothesis": text("H1 to H4 from the article; A0 to A7 its rivals", allowed=HYPOTHESES),
            "name": text("Short form"),
            "statement": text("What would have to be true"),
        },
        key=("hypothesis",),
        cut=timeless("Hypotheses are this project's own"),
    ),
    "evidence/records": Table(
        title="Verdicts of the record on each claim, on both clocks, for claims that no rule judges",
        columns={
            "claim_id": text("Claim", pattern=CLAIM),
            "clock": text("A: known by 20 April 2017; B: known since", allowed=CLOCKS),
            "basis": text(
                "What kind of claim the record judges: what documents settle, an opinion, a forecast",
                allowed=("document", "opinion", "prediction"),
            ),
            "verdict": text("Verdict", allowed=VERDICTS),
            "likelihood": text("Word of ICD 203, or none stated", allowed=(*LIKELIHOODS, NO_LIKELIHOOD)),
            "because": text("What the record says, as far as it was known on the clock"),
            "caveats": text("What a reader should hold against it, separated by semicolons", nullable=True),
            "silence": text("Whether it leans on what was not found", allowed=("yes", "no")),
            "weighed": text(
                "Whether one reader had to weigh it: a cause, a motive, an opinion, what a word means",
                allowed=("yes", "no"),
            ),
            "sources": text("Keys of references.bib", pattern=KEYS, nullable=True),
            "events": text("Events of evidence/timeline", pattern=EVENTS, nullable=True),
        },
        key=("claim_id", "clock"),
        cut=Cut("A row says on which clock it holds", _days_of_records),
    ),
    "evidence/regional_steps": Table(
        title="First steps of fourteen states toward the Taliban, 2010-2025",
        columns={
            "state": state("State"),
            "step": text(
                "First public contact, first meeting hosted, first Taliban diplomat accredited, end of a "
                "national ban, recognition",
                allowed=STEPS,
            ),
            "status": text(
                "taken: on `date`; none_by: not up to `date`; unknown: the sources do not say",
                allowed=("taken", "none_by", "unknown"),
            ),
            "date": text("Day, month or year", pattern=WHEN, nullable=True),
            "precision": text("What the date stands for", allowed=PRECISIONS, nullable=True),
            "date_end": text("End of the span in which it fell", pattern=WHEN, nullable=True),
            "certainty": text("How sure it is", allowed=CERTAINTIES, nullable=True),
            "event_id": text("Event of the timeline that carries it", pattern=r"V\d{3}", nullable=True),
            "source_key": text("Keys of references.bib", pattern=KEYS, nullable=True),
            "note": text("What the cell rests on", nullable=True),
        },
        key=("state", "step"),
        cut=Cut(
            "A step was public once it was taken; that a state is not known to have taken it has no day",
            _days_of_steps,
        ),
    ),
    "evidence/opium_district_codes": Table(
        title="Which district of 2018 each name of the opium survey stands for",
        columns={
            "province": text("Province as the survey writes it"),
            "district": text("District as the survey writes it"),
            "pcode": text("OCHA P-code of the district of May 2018", pattern=r"AF\d{4}", nullable=True),
            "match": text(
                "How the names were matched",
                allowed=("same name", "spelling", "by hand", "other province", "none"),
            ),
        },
        key=("province", "district"),
        cut=timeless("It says which district a name stands for"),
    ),
    "evidence/timeline": Table(
        title="Dated events in the relations of Moscow, Kabul, the Taliban and their neighbours, 1979-2026",
        columns={
            "event_id": text("Event; ids never change and do not follow the dates", pattern=r"V\d{3}"),
            "date": text("Day, month or year of the event, or of its beginning", pattern=WHEN),
            "precision": text("What the date stands for", allowed=PRECISIONS),
            "date_end": text(
                "End of an event that lasted, or of the span in which it fell", pattern=WHEN, nullable=True
            ),
            "actors": text("Who took part, separated by semicolons"),
            "event": text("What happened, in this project's words"),
            "category": text("Kind of event", allowed=CATEGORIES),
            "relevance": text("Reasons it bears on, separated by semicolons", pattern=r"r[1-4](?:;r[1-4])*"),
            "outcome": text(
                "What Russia and the Taliban had to do with each other in it: O1 contact, O2 legitimation, "
                "O3 material support; empty for every other event",
                allowed=OUTCOMES,
                nullable=True,
            ),
            "reported": text(
                "Day, month or year in which an account became public, where later than the event",
                pattern=WHEN,
                nullable=True,
            ),
            "source_key": text("Keys of references.bib", pattern=KEYS),
            "certainty": text("How sure it is that this happened then", allowed=CERTAINTIES),
        },
        key=("event_id",),
        cut=Cut(
            "An event is public on the day of the first account of it, or when it was over if no account came later",
            days_of_events,
        ),
    ),
    "evidence/us_effort": Table(
        title="Russian acts coded as helping or harming the US effort in Afghanistan, 2001-2021",
        columns={
            "event_id": text("Event of evidence/timeline", pattern=r"V\d{3}"),
            "effect": text("Main coding of what it did to the US effort", allowed=EFFECTS),
            "effect_wide": text("Wide coding, in favour of the hypothesis of revenge", allowed=EFFECTS),
            "reason": text("Why, in this project's words"),
        },
        key=("event_id",),
        cut=beside("evidence/timeline", "event_id", "It codes events of the timeline"),
    ),
}

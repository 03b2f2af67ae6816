"""Contracts of `data/evidence/`: what this project wrote and keeps by hand."""

from dossier.tables.base import Table, day, text, whole

#: A calendar day, month or year, as precise as the record is.
WHEN = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
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
#: Very consistent, consistent, says nothing, inconsistent, very inconsistent.
RATINGS = ("CC", "C", "N", "I", "II")
#: The scales of the book; `dossier.verdicts.scale` says what they mean.
VERDICTS = (
    "supported",
    "mostly supported",
    "mixed",
    "mostly unsupported",
    "refuted",
    "untestable",
)
LIKELIHOODS = (
    "almost no chance",
    "very unlikely",
    "unlikely",
    "roughly even chance",
    "likely",
    "very likely",
    "almost certain",
    "none stated",
)
#: What was known by 20 April 2017; what is known since.
CLOCKS = ("A", "B")
CLAIM = r"C\d{2}"
#: One or more events of the timeline; one or more published figures.
EVENTS = r"V\d{3}(?:;V\d{3})*"
FIGURES = r"[a-z0-9]+(?:-[a-z0-9]+)+(?:;[a-z0-9]+(?:-[a-z0-9]+)+)*"

TABLES = {
    "evidence/ach_matrix": Table(
        title="Items of evidence rated against twelve hypotheses",
        columns={
            "evidence_id": text("Item", pattern=r"E\d{2}"),
            "evidence": text("What is observed, in this project's words"),
            "known_by": text(
                "2017-04: known by 20 April 2017; later: known since; both: it held at either time",
                allowed=("2017-04", "both", "later"),
            ),
            "credibility": text("How far the item can be believed", allowed=CERTAINTIES),
            "sources": text("Keys of references.bib", pattern=KEYS),
            **{
                name: text(f"Rating against {name}: CC, C, N, I or II", allowed=RATINGS)
                for name in HYPOTHESES
            },
        },
        key=("evidence_id",),
        rows=23,
    ),
    "evidence/claims": Table(
        title="Atomic claims of the article under examination and of its reader comment",
        columns={
            "claim_id": text("Claim; ids never change", pattern=CLAIM),
            "section": text(
                "Where it stands: introduction, reason 1 to 4, or the reader comment",
                allowed=("intro", "r1", "r2", "r3", "r4", "comment"),
            ),
            "quote_locator": text("Paragraph and sentence, with an anchor of at most twelve words"),
            "paraphrase": text("The claim in this project's words"),
            "kind": text("Kind of claim", allowed=("fact", "causal", "opinion", "prediction")),
            "testable": text("Whether data can test it", allowed=("yes", "partly", "no")),
            "how_to_test": text("The measure, and what true and false would look like"),
            "public_record": text("What the public record says"),
            "verdict_prior": text("Verdict before the data work", allowed=VERDICTS),
            "verdict_confidence": text("Confidence in that verdict", allowed=CERTAINTIES),
            "sources": text("Keys of references.bib", pattern=KEYS),
            "notes": text("Remarks", nullable=True),
            "cannot_show": text("What no evidence at hand can show about it"),
            "figures": text("Figures that bear on it, by id", pattern=FIGURES, nullable=True),
        },
        key=("claim_id",),
        rows=74,
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
        rows=10,
    ),
    "evidence/hypotheses": Table(
        title="The four reasons and eight rivals, in falsifiable form",
        columns={
            "hypothesis": text("H1 to H4 from the article; A0 to A7 its rivals", allowed=HYPOTHESES),
            "name": text("Short form"),
            "statement": text("What would have to be true"),
        },
        key=("hypothesis",),
        rows=12,
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
            "likelihood": text("Word of ICD 203, or none stated", allowed=LIKELIHOODS),
            "because": text("What the record says, as far as it was known on the clock"),
            "lowered_by": text("Reasons that lower confidence, separated by semicolons", nullable=True),
            "sources": text("Keys of references.bib", pattern=KEYS, nullable=True),
            "events": text("Events of evidence/timeline", pattern=EVENTS, nullable=True),
        },
        key=("claim_id", "clock"),
        rows=148,
    ),
    "evidence/strength_estimates": Table(
        title="How many fighters officials gave IS in Afghanistan, 2015-2022",
        columns={
            "estimate_id": text("Statement", pattern=r"S\d{2}"),
            "date": text("Day, month or year of the statement", pattern=WHEN),
            "precision": text("What the date stands for", allowed=("day", "month", "year")),
            "side": text(
                "Whose figure: Russia, the United States, the United Nations", allowed=("RUS", "USA", "UN")
            ),
            "speaker": text("Who gave it"),
            "low": whole("Lowest figure named", "fighters", low=1, nullable=True),
            "high": whole("Highest figure named", "fighters", low=1, nullable=True),
            "bound": text("How the figure was put", allowed=("about", "between", "at least", "at most")),
            "scope": text(
                "What it counts: the whole country or the north only", allowed=("country", "north")
            ),
            "source_key": text("Keys of references.bib", pattern=KEYS),
            "certainty": text("How sure it is that it was said so and then", allowed=CERTAINTIES),
        },
        key=("estimate_id",),
        rows=20,
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
        rows=136,
    ),
}

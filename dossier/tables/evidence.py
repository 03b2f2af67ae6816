"""Contracts of `data/evidence/`: what this project wrote and keeps by hand."""

from dossier.tables.base import Table, real, text, whole

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
PRIOR_VERDICTS = (
    "supported",
    "mostly supported",
    "mixed",
    "mostly unsupported",
    "refuted",
    "untestable",
)

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
            "claim_id": text("Claim", pattern=r"C\d{2}"),
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
            "verdict_prior": text("Verdict before the data work", allowed=PRIOR_VERDICTS),
            "verdict_confidence": text("Confidence in that verdict", allowed=CERTAINTIES),
            "sources": text("Keys of references.bib", pattern=KEYS),
            "notes": text("Remarks", nullable=True),
        },
        key=("claim_id",),
        rows=74,
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
    "evidence/reported_figures": Table(
        title="Reported figures of Afghan minerals, oil, gas and trade with Russia, 2006-2025",
        columns={
            "figure_id": text("Figure", pattern=r"F\d{2}"),
            "date": text("Day, month or year in which it was reported", pattern=WHEN),
            "precision": text("What the date stands for", allowed=("day", "month", "year")),
            "subject": text(
                "What is counted",
                allowed=(
                    "oil undiscovered",
                    "gas undiscovered",
                    "minerals in the ground",
                    "trade with Russia",
                    "Afghan exports to Russia",
                ),
            ),
            "low": real(
                "Lowest value named, in the unit of the row; empty where only a ceiling was",
                low=0,
                nullable=True,
            ),
            "high": real("Highest value named; empty where only a floor was named", low=0, nullable=True),
            "bound": text("How the figure was put", allowed=("about", "at least", "nearly")),
            "unit": text("Unit of the values"),
            "months": whole("Months that a flow covers", "months", low=1, nullable=True),
            "speaker": text("Who gave it"),
            "kind": text(
                "What kind of source",
                allowed=("resource assessment", "press on officials", "press", "promoter", "ministry"),
            ),
            "source_key": text("Keys of references.bib", pattern=KEYS),
            "certainty": text("How far it can be relied on", allowed=CERTAINTIES),
        },
        key=("figure_id",),
        rows=7,
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
        rows=413,
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

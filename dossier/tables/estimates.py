"""Contracts of `data/evidence/`: figures that others gave of the Soviet war, of IS, of minerals and trade."""

from dossier.tables.base import WHEN, Table, real, text, whole
from dossier.tables.cuts import Cut, by_day, sourced
from dossier.tables.evidence import CERTAINTIES, KEYS

WAR_QUANTITIES = (
    "aircraft lost",
    "armed forces",
    "dead",
    "dead of those who served",
    "dead per million",
    "defence spending a year",
    "helicopters lost",
    "loss of oil income a year",
    "tanks lost",
    "war cost a year",
    "wounded",
)

TABLES = {
    "evidence/soviet_war": Table(
        title="What the war in Afghanistan cost the Soviet Union: figures from the literature",
        columns={
            "figure_id": text("Figure", pattern=r"W\d{2}"),
            "quantity": text("What is measured", allowed=WAR_QUANTITIES),
            "people": text("People or peoples of the Soviet Union, where it is not all", nullable=True),
            "low": real("Lowest figure named, in the unit of its row", low=0),
            "high": real("Highest figure named; empty where none is", low=0, nullable=True),
            "unit": text("Unit of the row"),
            "bound": text("How the figure was put", allowed=("about", "between", "at least")),
            "period": text("Years it is for"),
            "counts": text("What it counts, and how it was worked out"),
            "source_key": text("Keys of references.bib", pattern=KEYS),
            "certainty": text("How far the figure can be believed", allowed=CERTAINTIES),
        },
        key=("figure_id",),
        cut=Cut("A figure was public with the work that gives it", sourced("source_key")),
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
        cut=by_day("date"),
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
        cut=by_day("date"),
    ),
}

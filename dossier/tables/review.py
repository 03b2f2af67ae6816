"""Contract of what two sceptical readings of the book found, and of how each point was answered."""

from dossier.tables.base import Table, text, whole
from dossier.tables.cuts import timeless
from dossier.tables.evidence import KEYS

#: What was done: the book was changed; it was not, for the reason given; it waits for a step that changes rules.
DONE = ("mended", "answered", "moved")

TABLES = {
    "evidence/review": Table(
        title="What two sceptical readings found wrong, and how each point was answered",
        columns={
            "row": whole("Point, in the order of the readings", "points", low=1),
            "what": text("What was said to be wrong"),
            "done": text(
                "mended: the book was changed; answered: it stands, for the reason given; moved: left to the step that "
                "changes rules or adds tables",
                allowed=DONE,
            ),
            "where": text("Files or pages"),
            "how": text("What was done, or why not"),
            "source_key": text("Keys of references.bib", pattern=KEYS, nullable=True),
        },
        key=("row",),
        cut=timeless("It is about this book"),
    ),
}

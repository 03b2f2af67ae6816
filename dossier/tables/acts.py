"""Contracts of the acts in `data/evidence/`: what states did, how it was coded, and what was said and alleged.

`data/evidence/codebook.md` says what each code means.
"""

import pandas as pd

from dossier.scales import RANKS
from dossier.tables.base import Table, day, state, text, whole
from dossier.tables.cuts import by_day, stated, timeless

TOWARD = ("taliban", "kabul", "us_effort")
KINDS = ("contact", "legitimation", "material")
FORMS = ("meeting", "call", "statement", "legal", "agreement", "delivery", "invitation")
LEVELS = ("head", "minister", "envoy", "other")
PRESENT = ("yes", "no", "announced")
FORMATS = ("bilateral", "own", "troika", "other")
TOPICS = ("peace", "security", "economy", "aid", "drugs", "recognition", "general")
EFFECTS = ("helped", "harmed", "neither")
STEPS = (
    "first_contact",
    "hosting",
    "delisting_call",
    "diplomat_accepted",
    "embassy",
    "ambassador",
    "ban_lifted",
    "recognition",
    "ambassador_sent",
    "minister_visit",
    "material",
)
LISTS = ("A", "B", "AB", "K", "U", "O")
#: Reasons that statements give; what each means stands in the glossary of the chapter on acts.
THEMES = (
    "common_enemy_is",
    "security_central_asia",
    "drugs",
    "taliban_future",
    "us_failure_or_exit",
    "revenge_or_rivalry_with_us",
    "peace_process",
    "economy",
    "citizens_safety",
    "recognition_reality",
    "other",
)
#: What an accuser put before the public, from most to least.
SHOWN = ("papers", "things", "word", "nothing")
ACT = r"[TKUO]\d{3}"
#: Keys of `evidence/act_sources`, separated by semicolons.
KEYS = r"[a-z0-9]+(-\d+)?(;[a-z0-9]+(-\d+)?)*"
RECORD = r"[A-Z]\d-\d{3}"


def _codes(nullable: bool) -> dict:
    """Return the columns that were coded twice; a record that is no act has none of them."""
    return {
        "kind": text("Kind of step", allowed=KINDS, nullable=nullable),
        "form": text("Its form", allowed=FORMS, nullable=nullable),
        "level": text("Highest office named on the acting side", allowed=LEVELS, nullable=nullable),
        "present": text("Whether the other side was there", allowed=PRESENT, nullable=nullable),
        "format": text("Who convened it", allowed=FORMATS, nullable=nullable),
        "topic": text("Chief matter", allowed=TOPICS, nullable=nullable),
        "effect": text("What it did to the US effort, for acts on it", allowed=EFFECTS, nullable=True),
    }


def _shown(description: str):
    return text(description, allowed=SHOWN, nullable=True)


def _themes(description: str, nullable: bool = False):
    one = "|".join(THEMES)
    return text(description, pattern=f"(?:{one})(?:;(?:{one}))*", nullable=nullable)


TABLES = {
    "evidence/acts": Table(
        title="Dated acts of Moscow toward the Taliban, Kabul and the US effort, and of other states",
        columns={
            "act_id": text("Act: the letter of its sheet and a number", pattern=ACT),
            "actor": state("State that acts"),
            "toward": text("Whom or what it concerns", allowed=TOWARD),
            "date_from": day("First day on which it can have happened"),
            "date_to": day("Last day on which it can have happened"),
            "dating": text("Words or ground of the date", nullable=True),
            **_codes(nullable=False),
            "step": text("Which first or legal step of another state it is", allowed=STEPS, nullable=True),
            "place": text("Town", nullable=True),
            "what": text("What happened, in this book's words"),
            "with_whom": text("Names and offices on the other side", nullable=True),
            "public_on": day("Day of the earliest dated source; where none is dated, the last possible day"),
            "rank": text("Rank of the best source", allowed=RANKS),
            "sources": text("Sources by key, the best first", pattern=KEYS),
            "found_by": text("List or lists on which it was found", allowed=LISTS),
            "coder": text(
                "Whether both codings agreed or a disagreement was settled", allowed=("both", "settled")
            ),
        },
        key=("act_id",),
        rows=787,
        cut=by_day("public_on"),
    ),
    "evidence/act_codings": Table(
        title="Codings of each record of the search, made apart from each other",
        columns={
            "record": text("Record of the search", pattern=RECORD),
            "act_id": text("Act that it became; empty for none", pattern=ACT, nullable=True),
            "coder": text("Which coding", allowed=("first", "second", "third")),
            "is_act": text("Whether it is an act", allowed=("yes", "no")),
            "date_from": day("First possible day; empty where the page does not fix one", nullable=True),
            "date_to": day("Last possible day", nullable=True),
            **_codes(nullable=True),
        },
        key=("record", "coder"),
        rows=1990,
        cut=by_day("date_to", "date_from", why="A record is cut by the day that its coder gave it"),
    ),
    "evidence/act_disagreements": Table(
        title="Disagreements between the first two codings and how each was settled",
        columns={
            "record": text("Record of the search", pattern=RECORD),
            "act_id": text("Act that it became; empty for none", pattern=ACT, nullable=True),
            "field": text(
                "Column",
                allowed=("is_act", "date", "kind", "form", "level", "present", "format", "topic", "effect"),
            ),
            "first": text("First coding", nullable=True),
            "second": text("Second coding", nullable=True),
            "settled": text("What stands"),
            "why": text("Rule or words that decided"),
        },
        key=("record", "field"),
        rows=504,
        cut=timeless("Codings are this project's own, of records of every year"),
    ),
    "evidence/act_sources": Table(
        title="Pages behind acts, statements and allegations",
        columns={
            "source": text("Key", pattern=r"[a-z0-9]+(-\d+)?"),
            "publisher": text("Publisher"),
            "title": text(
                "Heading of the page; in brackets a description where none was seen", nullable=True
            ),
            "published_on": day("Day of publication, where the page says it", nullable=True),
            "rank": text("Rank; unranked where it is only a second source", allowed=(*RANKS, "unranked")),
            "url": text("Address", pattern=r"https?://\S+"),
        },
        key=("source",),
        rows=1188,
        cut=by_day("published_on", why="The page's own day; a page without one is not read on clock A"),
    ),
    "evidence/act_queries": Table(
        title="Queries by which acts, statements and allegations were looked for",
        columns={
            "number": whole("Number, in the order of the lists", low=1),
            "list": text("List", allowed=("A", "B", "K", "U", "O", "S")),
            "query": text("Words of the query"),
            "aimed_at": text("Month or matter that it was aimed at", nullable=True),
        },
        key=("number",),
        rows=788,
        cut=timeless("Queries are this project's own"),
    ),
    "evidence/stated_reasons": Table(
        title="Russian statements of reasons for dealing with the Taliban, 2014-2025",
        columns={
            "statement_id": text("Statement", pattern=r"M\d{3}"),
            "occasion": text("First statement of the same occasion", pattern=r"M\d{3}"),
            "said_from": day("First day on which it can have been said"),
            "said_to": day("Last day on which it can have been said"),
            "public_on": day("Day of the earliest dated source; where none is dated, the last possible day"),
            "speaker": text("Speaker"),
            "office": text("Office", nullable=True),
            "venue": text("Where it was said", nullable=True),
            "quotation": text("Words that give the reason, at most twelve, as the source has them"),
            "language": text("Language of the source", pattern=r"[a-z]{2}"),
            "is_reason_first": text(
                "First coding: a reason, context, or a denial", allowed=("yes", "context", "denial")
            ),
            "is_reason_second": text("Second coding", allowed=("yes", "context", "denial")),
            "themes_first": _themes("First coding of themes"),
            "themes_second": _themes("Second coding of themes"),
            "themes": _themes("Themes that both codings name; empty for none", nullable=True),
            "rank": text("Rank of the source", allowed=RANKS),
            "source": text("Source by key", pattern=r"[a-z0-9]+(-\d+)?"),
        },
        key=("statement_id",),
        rows=175,
        cut=by_day("public_on"),
    ),
    "evidence/allegations": Table(
        title="Allegations that Russia gave the Taliban arms, fuel, money, intelligence or bounties, 2015-2025",
        columns={
            "allegation_id": text("Allegation", pattern=r"G\d{2}"),
            "standing": text(
                "An allegation, or words that weigh against one", allowed=("allegation", "exculpatory")
            ),
            "made_from": day("First day on which it can have been made"),
            "made_to": day("Last day on which it can have been made"),
            "public_on": day("Day on which it became public"),
            "about_from": day("First day of the period alleged", nullable=True),
            "about_to": day("Last day of the period alleged", nullable=True),
            "speaker": text("Who made it"),
            "office": text("Office", nullable=True),
            "state": text("State or organisation of the speaker", nullable=True),
            "what": text(
                "What is alleged",
                allowed=(
                    "arms",
                    "fuel",
                    "cash",
                    "intelligence",
                    "training",
                    "bounties",
                    "treatment",
                    "other",
                ),
            ),
            "on_what_evidence": text("On what evidence", nullable=True),
            "shown": _shown("What was shown for it, by the codebook; empty for words that weigh against one"),
            "shown_first": _shown("First coding of what was shown"),
            "shown_second": _shown("Second coding of what was shown"),
            "denied_by": text("Who denied it", nullable=True),
            "denied_on": day("Day of the denial", nullable=True),
            "fate": text("What became of it", nullable=True),
            "rank": text("Rank of the source", allowed=RANKS),
            "source": text("Source by key", pattern=r"[a-z0-9]+(-\d+)?"),
        },
        key=("allegation_id",),
        rows=63,
        cut=by_day("public_on").hiding({"denied_on": pd.NaT}, stated("denied_on")),
    ),
}

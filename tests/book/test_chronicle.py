"""The list of events: all of them, whole, with their sources, and no character of theirs as markup."""

import json
import re

import pandas as pd
import pytest

from dossier import load
from dossier.book import chronicle


@pytest.fixture(scope="module")
def timeline():
    return load("evidence/timeline")


@pytest.fixture(scope="module")
def listed(timeline):
    """Return the list cut into its events, by id."""
    pieces = re.split(r'(?=<li id="event-)', chronicle.chronicle(timeline).myst)[1:]
    return {re.match(r'<li id="event-(V\d+)"', piece)[1]: piece for piece in pieces}


def made(**changes):
    facts = {
        "event_id": "V999",
        "date": "2015-01-26",
        "precision": "day",
        "date_end": None,
        "actors": "Russia;Taliban",
        "event": "Something happened",
        "category": "arms",
        "relevance": "r1",
        "outcome": None,
        "reported": None,
        "source_key": "coll2004",
        "certainty": "high",
    }
    return chronicle.chronicle(pd.DataFrame([facts | changes]).astype("str").replace("None", None)).myst


def test_every_event_is_listed_once_in_the_order_of_the_table(timeline, listed):
    assert sorted(listed) == sorted(timeline["event_id"])
    assert len(re.findall(r'id="event-', chronicle.chronicle(timeline).myst)) == len(timeline)


def test_every_event_names_its_kind_reasons_certainty_actors_and_sources(timeline, listed):
    for row in timeline.itertuples():
        piece = listed[row.event_id]
        assert chronicle.CATEGORIES[row.category] in piece
        assert f"{chronicle.CERTAINTIES[row.certainty]} certainty" in piece
        assert f"{{cite}}`{row.source_key.replace(';', ',')}`" in piece
        assert all(actor in piece for actor in row.actors.split(";"))
        assert all(reason in re.search(r"Reasons? [^·]*", piece)[0] for reason in row.relevance[1::3])


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"date": "2015-01-26"}, "26 January 2015"),
        ({"date": "2015-01", "precision": "month"}, "January 2015"),
        ({"date": "2015", "precision": "year"}, ">2015<"),
        ({"date": "2013", "precision": "span", "date_end": "2014"}, "between 2013 and 2014"),
        ({"date": "2016-09-24", "date_end": "2016-10-10"}, "24 September 2016 to 10 October 2016"),
        ({"date": "2013", "precision": "year", "reported": "2021-08-28"}, "made public 28 August 2021"),
        ({"outcome": "O2"}, "legitimation (O2)"),
    ],
)
def test_a_date_is_as_precise_as_the_record(facts, shown):
    assert shown in made(**facts)


def test_nothing_an_event_says_is_read_as_markup():
    myst = made(event="<b>*bold*</b> `code` [link](x) {cite}", actors="A & <i>B</i>;C")
    assert r"\<b\>\*bold\*\</b\> \`code\` \[link\](x) \{cite\}." in myst
    assert "A &amp; &lt;i&gt;B&lt;/i&gt; and C" in myst


def test_the_controls_wait_for_a_script_and_offer_every_code_of_the_table(timeline):
    myst = chronicle.chronicle(timeline).myst
    form = myst[myst.index("<form") : myst.index("</form>")]
    assert re.match(r"<form [^>]*\bhidden>", form)
    offered = set(re.findall(r'value="([^"]+)"', form))
    codes = set(timeline["category"]) | set(timeline["certainty"])
    assert offered == codes | set(timeline["relevance"].str.split(";").explode())


def test_the_json_holds_every_cell_of_the_table(timeline):
    read = dict.fromkeys(timeline["source_key"].str.split(";").explode(), True) | {"coll2004": False}
    events = json.loads(chronicle.as_json(timeline, read))["events"]
    assert [each["event_id"] for each in events] == timeline["event_id"].tolist()
    assert list(events[0]) == timeline.columns.tolist()
    unread = next(each for each in events if each["event_id"] == "V001")
    assert {"key": "coll2004", "read": False} in unread["source_key"]
    assert unread["outcome"] is None

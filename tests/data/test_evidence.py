"""The files that this project keeps by hand agree with themselves and with the references."""

import calendar
import itertools
import re
import tomllib

import pandas as pd
import pytest
from pybtex.database import parse_file
from pybtex.plugin import find_plugin

from dossier import catalogue, load, paths, rulebook
from dossier.checks import check_dated, check_sources_of_events
from dossier.errors import EvidenceError
from dossier.inference.declared import battery
from dossier.references import references as ranked
from dossier.scales import RANKS

#: Table and column that name sources by key.
CITING = {
    "evidence/ach_items": "sources",
    "evidence/claims": "sources",
    "evidence/forecasts": "source_key",
    "evidence/records": "sources",
    "evidence/regional_steps": "source_key",
    "evidence/review": "source_key",
    "evidence/soviet_war": "source_key",
    "evidence/reported_figures": "source_key",
    "evidence/strength_estimates": "source_key",
    "evidence/timeline": "source_key",
}

#: Anchors of the claim ledger quote at most this many words of the article.
QUOTED_WORDS = 12

LENGTHS = {"day": 10, "month": 7, "year": 4}


@pytest.fixture(scope="module")
def references():
    return parse_file(str(paths.data_dir() / "evidence" / "references.bib")).entries


@pytest.fixture(scope="module")
def timeline():
    return load("evidence/timeline")


def first_day(words):
    return pd.Period(words).start_time


@pytest.mark.parametrize("table", CITING)
def test_every_source_is_among_the_references(table, references):
    cited = set(load(table)[CITING[table]].dropna().str.split(";").explode())
    assert not cited - set(references)


def test_every_citation_of_a_chapter_is_among_the_references(references):
    cited = set()
    for chapter in (paths.ROOT / "chapters").rglob("*.md"):
        for keys in re.findall(r"\{cite(?::\w+)?\}`([^`]+)`", chapter.read_text(encoding="utf-8")):
            cited |= {key.strip() for key in keys.split(",")}
    assert not cited - set(references)


def test_every_reference_is_cited_by_a_table_or_a_chapter(references):
    texts = list((paths.data_dir() / "evidence").glob("*.csv"))
    texts += (paths.ROOT / "chapters").rglob("*.md")
    named = {word for path in texts for word in re.findall(r"[a-z0-9_]+", path.read_text(encoding="utf-8"))}
    assert not set(references) - named


def test_every_reference_says_in_print_whether_it_was_read(references):
    style = find_plugin("pybtex.style.formatting", "unsrt")()
    plain = find_plugin("pybtex.backends", "plaintext")()
    for entry in style.format_entries(references.values()):
        printed = entry.text.render(plain)
        assert re.search(r"[.]”? (Retrieved|Not retrieved)\b", printed), printed


def test_a_reference_that_was_read_has_an_address_or_says_where_it_was_read(references):
    silent = [
        key
        for key, entry in references.items()
        if entry.fields["note"].startswith("Retrieved")
        and "url" not in entry.fields
        and not re.search(r"repost|reader|page|publisher|author copy|article under", entry.fields["note"])
    ]
    assert not silent


def test_dates_are_as_long_as_their_precision(timeline):
    for frame in (timeline, load("evidence/strength_estimates"), load("evidence/reported_figures")):
        exact = frame[frame["precision"].ne("span")]
        assert exact["date"].str.len().eq(exact["precision"].map(LENGTHS)).all()


def test_every_day_exists(timeline):
    dates = pd.concat([timeline[column].dropna() for column in ("date", "date_end", "reported")])
    days = dates[dates.str.len().eq(10)].str.split("-", expand=True).astype(int)
    assert all(day <= calendar.monthrange(year, month)[1] for year, month, day in days.to_numpy())


def test_a_span_has_an_end_and_ends_follow_beginnings(timeline):
    assert timeline.loc[timeline["precision"].eq("span"), "date_end"].notna().all()
    lasting = timeline.dropna(subset="date_end")
    assert (lasting["date_end"].map(first_day) >= lasting["date"].map(first_day)).all()


def test_an_account_becomes_public_after_the_event(timeline):
    later = timeline.dropna(subset="reported")
    assert (later["reported"].map(first_day) > later["date"].map(first_day)).all()


@pytest.mark.parametrize(
    "table", ["evidence/timeline", "evidence/strength_estimates", "evidence/reported_figures"]
)
def test_nothing_is_dated_after_the_table_was_written(table):
    written = pd.Timestamp(catalogue.card(table).sources[0].obtained_on)
    frame = load(table)
    assert (frame["date"].map(first_day) <= written).all()


def test_rows_stand_in_the_order_of_their_dates(timeline):
    assert timeline["date"].map(first_day).is_monotonic_increasing


def test_no_event_rests_on_memory(timeline):
    """Three did, until sources were found; the marker is left to claims that carry no weight."""
    assert not timeline["source_key"].str.split(";").explode().eq("memory").any()


def test_every_event_is_as_certain_as_its_sources_allow(timeline):
    check_sources_of_events(timeline, ranked())


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("tass2021doha", "rated high and rests on tass2021doha"),
        ("tass2021doha;islworld2021aug", "rated high"),
        ("wikiairstan;coll2004", "rated high"),
        ("heuer1999", "heuer1999 has no rank"),
        ("nobody1999", "nobody1999 does not exist"),
    ],
    ids=["one agency", "one report twice", "an encyclopaedia and a book", "unranked", "unknown"],
)
def test_an_event_rated_above_its_sources_stops_the_build_by_name(timeline, keys, said):
    spoiled = timeline.assign(source_key=timeline["source_key"].mask(timeline["event_id"].eq("V135"), keys))
    with pytest.raises(EvidenceError, match=f"V135.*{said}"):
        check_sources_of_events(spoiled, ranked())


@pytest.mark.parametrize(
    ("named", "where"),
    [
        (lambda declared: declared["drivers"]["us_exit"]["rises"].append("V999"), "drivers.us_exit"),
        (
            lambda declared: declared["battery"]["other_events"][0].update(rises=["V999"]),
            "battery.other_events, taliban_strength",
        ),
    ],
    ids=["of a driver", "tried instead"],
)
def test_an_event_that_dates_a_driver_and_is_not_there_is_named(timeline, named, where):
    declared = tomllib.loads(rulebook.text())
    check_dated(battery(declared), timeline["event_id"])
    declared = tomllib.loads(rulebook.text())
    named(declared)
    with pytest.raises(EvidenceError, match=f"{where}: no event 'V999'"):
        check_dated(battery(declared), timeline["event_id"])


@pytest.mark.parametrize("keys", ["mid2017apr", "tass2021doha;bs2021zhirnov"])
def test_an_official_document_or_two_reports_carry_an_event(timeline, keys):
    changed = timeline.assign(source_key=timeline["source_key"].mask(timeline["event_id"].eq("V135"), keys))
    check_sources_of_events(changed, ranked())


def test_ranks_of_references_are_those_that_there_are(references):
    given = {entry.fields["rank"] for entry in references.values() if "rank" in entry.fields}
    assert given == set(RANKS)


def test_outcomes_are_acts_between_russia_and_the_taliban(timeline):
    coded = timeline.dropna(subset="outcome")
    assert coded["actors"].str.contains("Russia").all()
    assert not timeline.loc[timeline["outcome"].eq("O3"), "certainty"].eq("high").any()


def test_figures_of_a_claim_are_published_by_a_chapter():
    published = {path.stem for path in paths.figures_dir().glob("*.json")}
    named = set(load("evidence/claims")["figures"].dropna().str.split(";").explode())
    assert named
    assert named <= published


def test_quotations_are_short_and_every_claim_has_one():
    quotations = load("evidence/claims")["quotation"]
    assert quotations.notna().all()
    assert quotations.str.split().str.len().max() <= QUOTED_WORDS


def test_the_claims_of_the_comment_are_told_from_those_of_the_article():
    claims = load("evidence/claims")
    of_comment = claims["section"].eq("comment")
    assert 0 < of_comment.sum() < len(claims)
    assert claims["locator"].str.startswith("K").eq(of_comment).all()


@pytest.mark.parametrize("coder", ["first", "second"])
def test_every_item_is_rated_against_every_hypothesis(coder):
    ratings = load("evidence/ach_ratings").query("coder == @coder")
    wanted = itertools.product(
        load("evidence/ach_items")["evidence_id"], load("evidence/hypotheses")["hypothesis"]
    )
    assert list(zip(ratings["evidence_id"], ratings["hypothesis"], strict=True)) == list(wanted)
    speaks = ratings["rating"].ne("N")
    assert ratings.loc[speaks, "why"].notna().all()


def test_estimates_name_the_figures_that_their_bound_needs():
    frame = load("evidence/strength_estimates")
    named = {
        "about": (True, True),
        "between": (True, True),
        "at least": (True, False),
        "at most": (False, True),
    }
    for row in frame.itertuples():
        assert (pd.notna(row.low), pd.notna(row.high)) == named[row.bound], row.estimate_id
    both = frame.dropna(subset=["low", "high"])
    assert (both["low"] <= both["high"]).all()
    assert both.loc[both["bound"].eq("about"), "low"].eq(both.loc[both["bound"].eq("about"), "high"]).all()

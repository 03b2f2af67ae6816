"""Confidence by the rubric: where it begins, each step, and what each rule must declare."""

import csv
import dataclasses
import datetime

import pytest

from dossier import paths
from dossier.errors import EvidenceError
from dossier.references import Reference
from dossier.verdicts import confidence
from dossier.verdicts.confidence import Grounds, Rubric
from dossier.verdicts.rules import Rule
from dossier.verdicts.rules import rules as read_rules
from dossier.verdicts.scale import Judged, Verdict

RUBRIC = Rubric(("official", "dataset"), ("agency", "press"), fewest_acts=20, agreement=0.6, differing=1 / 3)
#: Nothing takes a step off.
CLEAN = Grounds("dataset", acts=(20, 50), coders=2, agreement=0.6, differs=(0.0, 0.3))


def source(rank, *outlets, read=True):
    return Reference("key", datetime.date(2016, 1, 1), read, rank, frozenset(outlets))


def of_rule(clock=1, **changed):
    return confidence.of_rule(dataclasses.replace(CLEAN, **changed), RUBRIC, clock)


def of_record(*sources, silence=False, weighed=False):
    return confidence.of_record(sources, silence, weighed, RUBRIC).word


@pytest.mark.parametrize(
    ("rank", "independent", "word"),
    [
        ("dataset", 1, "high"),
        ("official", 1, "high"),
        ("press", 2, "high"),
        ("press", 1, "moderate"),
        ("secondary", 2, "low"),
        ("weak", 5, "low"),
    ],
)
def test_sources_set_where_a_rule_begins(rank, independent, word):
    assert of_rule(rank=rank, independent=independent).word == word


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"acts": (4, 19)}, "it counts 19, where 20 are asked for"),
        ({"power": "unknown"}, "the power of its test is not known"),
        ({"coders": 1, "agreement": None}, "what it counts was coded once"),
        ({"agreement": 0.59}, "two codings agree by 0.59 only"),
        ({"differs": (0.0, 0.5)}, "50% of the defensible choices give another verdict"),
        ({"turned": (False, True)}, "leaving out one act gives another verdict"),
        ({"stands_in": True}, "its measure stands in for what is asked"),
    ],
)
def test_each_thing_on_the_list_takes_one_step_off_and_says_so(changed, told):
    assert of_rule().word == "high"
    found = of_rule(**changed)
    assert (found.word, found.because[1:]) == ("moderate", (told,))


def test_it_never_falls_under_low():
    assert of_rule(acts=(0, 0), power="unknown", coders=1, differs=(1.0, 1.0), stands_in=True).word == "low"


def test_each_clock_has_its_own_acts_and_choices():
    few_then = {"acts": (3, 30), "differs": (0.0, 0.9)}
    assert of_rule(0, **few_then).because[1:] == ("it counts 3, where 20 are asked for",)
    assert of_rule(1, **few_then).because[1:] == ("90% of the defensible choices give another verdict",)


def test_two_reports_of_one_outlet_are_one_source():
    assert of_record(source("press", "dawn", "afp"), source("press", "khaama", "afp")) == "moderate"
    assert of_record(source("press", "dawn", "afp"), source("press", "khaama")) == "high"


def test_what_was_not_read_does_not_count_for_high():
    assert of_record(source("official", "united nations")) == "high"
    assert of_record(source("official", "united nations", read=False)) == "moderate"
    assert of_record(source("press", "dawn"), source("press", "bbc", read=False)) == "moderate"
    assert of_record(source("weak", "a weblog"), source("weak", "a forum")) == "low"


def test_silence_and_weighing_take_a_step_off_each():
    official = source("official", "united nations")
    assert of_record(official, silence=True) == of_record(official, weighed=True) == "moderate"
    assert of_record(official, silence=True, weighed=True) == "low"


def test_caveats_change_nothing():
    fixed = read_rules()
    bare = Verdict("battlefield", "a statement", "mixed", "none stated", "so it is")
    careful = dataclasses.replace(bare, lowered_by=("one", "two", "three"))
    one, found = (
        confidence.graded({"battlefield": Judged(each, each)}, fixed)["battlefield"]
        for each in (bare, careful)
    )
    assert found.now.confidence == one.now.confidence == "moderate"
    assert found.then.confidence == one.then.confidence
    assert found.now.likelihood_asked == "definition"


def test_the_shares_declared_lie_on_the_side_of_the_line_on_which_the_published_grids_are():
    fixed = read_rules()
    with (paths.figures_dir() / "robust-summary.csv").open(encoding="utf-8") as file:
        published = {row["rule"]: (row["then"], row["now"]) for row in csv.DictReader(file)}
    assert set(published) <= set(fixed.grids)
    for name, shares in published.items():
        for share, declared in zip(shares, fixed[name].grounds.differs, strict=True):
            if share:
                line = fixed.rubric.differing
                assert (float(share) >= line) == (declared >= line), name


def test_every_rule_with_a_grid_declares_how_many_choices_differ_and_no_other_does():
    fixed = read_rules()
    declaring = {name for name, rule in fixed.by_name.items() if rule.grounds.differs}
    assert declaring == set(fixed.grids)


@pytest.mark.parametrize(
    ("line", "changed", "message"),
    [
        ('grounds = { rank = "official" }\n', "", "rule obstruction, grounds: found nothing; expected rank"),
        (
            '{ rank = "official" }',
            '{ rank = "hearsay" }',
            "grounds: found 'hearsay'; expected one of official",
        ),
        (
            '{ rank = "official" }',
            '{ rank = "official", mood = 1 }',
            "grounds: found rank, mood; expected rank",
        ),
        ('{ rank = "official" }', '{ rank = "official", power = "some" }', "grounds: found 'some'"),
        ('alone = ["official"', 'alone = ["rumour"', "confidence: found 'rumour'"),
        ('asked = "definition"', 'asked = "perhaps"', "likelihood_asked: found 'perhaps'"),
        ('asked = "definition"', 'asked = "yes"', "branch high: found 'none stated'; expected one of almost"),
    ],
)
def test_a_rule_that_does_not_say_what_it_rests_on_stops_the_build(
    tmp_path, monkeypatch, line, changed, message
):
    text = paths.rules_file().read_text(encoding="utf-8")
    assert line in text
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "rules.toml").write_text(text.replace(line, changed, 1), encoding="utf-8")
    monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
    with pytest.raises(EvidenceError, match=message):
        read_rules()


def test_the_phrase_leads_with_what_is_likely_and_names_the_evidence():
    told = Verdict("r", "s", "mostly unsupported", "unlikely", "so it is", confidence="low")
    assert told.phrase == "probably not; the evidence is thin"
    half = dataclasses.replace(
        told, verdict="mixed", likelihood="none stated", confidence="high", likelihood_asked="half-known"
    )
    assert half.phrase == "borne out in part; the evidence is strong"
    assert half.likely == "none stated, known to be true in part"
    assert dataclasses.replace(told, verdict="untestable", likelihood="none stated").phrase == (
        "it cannot be told"
    )


def test_a_rule_without_a_word_on_it_has_a_likelihood():
    assert Rule("a", {}).likelihood_asked == "yes"

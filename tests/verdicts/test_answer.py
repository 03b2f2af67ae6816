"""The four answers: each is its driver's, what would improve it is said, and what one act does to it."""

import datetime
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from dossier import paths, results, words
from dossier.book import answers as told
from dossier.inference.declared import Battery, Driver
from dossier.inference.testing import FAILS
from dossier.verdicts.answer import answers, best, would_change
from dossier.verdicts.driven import Driven
from dossier.verdicts.rules import Rules
from dossier.verdicts.rules import rules as read_rules
from dossier.verdicts.scale import NO_LIKELIHOOD, Judged, Verdict

BRANCHES = (
    {"when": "all fit", "verdict": "supported", "likelihood": "very likely"},
    {"when": "two fit", "verdict": "mixed", "likelihood": "roughly even chance"},
    {"when": "one fits", "verdict": "mixed", "likelihood": "unlikely"},
    {"when": "none fits", "verdict": "refuted", "likelihood": "almost no chance"},
    {"when": "nothing is known", "verdict": "untestable", "likelihood": NO_LIKELIHOOD},
)


def verdict(branch, because="the dose fits"):
    return Verdict("cause", "a statement", branch["verdict"], branch["likelihood"], because)


def cause(then, now, key="cause", **firm):
    driver = Driver(key, "A cause", "opium", 1, own={"form": "dose", "says": "acts double"})
    settled = {
        "passed": 0.02,
        "one_act": (),
        "turned": (),
        "elsewhere": {now["verdict"]: 0.75, "refuted": 0.25},
    } | firm
    simulated = {"if_true": 0.26, "best_if_true": 0.1, "by_chance": 0.27, "error": 0.26, "too_often": False}
    read = {"fits": ("dose",), "fails": (), "cannot_tell": ("own",)}
    return Driven(driver, Judged(verdict(then), verdict(now)), **settled, **read, **simulated)


@pytest.fixture
def rules():
    battery = Battery({"answers": {"r1": "cause"}}, BRANCHES, {}, {})
    asked = {"r1": {"reason": "A reason", "former": []}}
    return Rules(datetime.date(2017, 4, 20), "least favourable", {}, [], {}, {}, asked, {}, battery)


def answer(rules, branch, **firm):
    return answers({"cause": cause(branch, branch, **firm)}, rules)[0]


def test_the_driver_that_was_declared_answers_whatever_the_others_say(rules):
    yes, _, some, no, _ = BRANCHES
    found = {"other": cause(yes, yes, "other"), "cause": cause(no, some)}
    only = answers(found, rules)
    assert [(each.part, each.reason) for each in only] == [("r1", "A reason")]
    assert (only[0].then, only[0].now) == (verdict(no), verdict(some))


@pytest.mark.parametrize(
    ("today", "better"),
    [
        (0, []),
        (1, ["all fit"]),
        (2, ["all fit", "two fit"]),
        (3, ["all fit", "two fit", "one fits"]),
        (4, ["all fit", "two fit", "one fits", "none fits"]),
    ],
)
def test_what_would_change_a_verdict_is_better_or_likelier_and_can_be_tested(rules, today, better):
    found = would_change(answer(rules, BRANCHES[today]), rules)
    assert [branch["when"] for branch in found] == better
    if found:
        assert best(found)["when"] == "all fit"


def test_the_page_says_what_would_change_it_and_where_nothing_would(rules):
    def told_of(at, asked=True, why=""):
        row = {"driver": "cause", "test": "own", "asked": asked, "why": why, "reading": FAILS}
        return told.change_list(
            [answer(rules, BRANCHES[at])], rules, SimpleNamespace(results=pd.DataFrame([row]))
        ).myst

    open_, closed = told_of(3), told_of(0)
    assert "cannot be asked for it yet: years were searched unequally." in told_of(
        3, False, "years were searched unequally"
    )
    assert "would read *supported* if all fit." in open_
    assert "has no better verdict to reach." in closed
    assert "predicts that acts double. The acts known today do not bear that out." in open_


def test_a_card_leads_with_plain_words_and_folds_both_scales(rules):
    each = answers({"cause": cause(BRANCHES[3], BRANCHES[2])}, rules)[0]
    card = told.cards([each], {"r1": "Acts fell."}).myst
    said, folded = card.split("::::{dropdown}")
    assert "**Probably not; the evidence is thin.** Acts fell." in said
    assert "Likelihood" not in said
    assert "Likelihood: almost no chance." in folded
    assert "Likelihood: unlikely." in folded


@pytest.mark.parametrize(
    ("firm", "sentence"),
    [
        ({}, "No single act changes it."),
        ({"one_act": ("T1", "T2"), "turned": ("T1",)}, "One act, left out, changes this verdict."),
        (
            {"one_act": ("T1", "T2"), "turned": ("T1", "T2")},
            "Any one of two acts, left out, changes this verdict.",
        ),
        (
            {"one_act": ("T1", "T2")},
            "No single act changes this verdict; any one of two acts changes how likely it is.",
        ),
        ({"one_act": ("T1",)}, "No single act changes this verdict; one act changes how likely it is."),
    ],
)
def test_an_answer_says_whether_one_act_changes_it(rules, firm, sentence):
    said = told.firm(answer(rules, BRANCHES[1], **firm))
    assert said.startswith(sentence)
    assert "give, 75% lead to this verdict and 25% to *refuted*. With" in said
    assert "With the dates of acts shuffled the reason would pass in 2.0% of draws." in said


def test_what_simulated_records_give_is_said_and_that_what_cannot_be_asked_cannot_pass(rules):
    driven = answer(rules, BRANCHES[1]).driven
    said = told.simulated(driven)
    assert (
        "read 26% as today's and 10% earn the best verdict; of those in which it plays no part, 27%" in said
    )
    unasked = told.simulated(replace(driven, cannot_tell=()))
    assert unasked.endswith("It cannot earn the best verdict while its own prediction cannot be asked.")
    assert "earn the best verdict;" not in unasked


@pytest.mark.parametrize(
    ("if_true", "by_chance", "said"),
    [
        (0.53, 0.11, "five times as often where it is at work"),
        (0.03, 0.14, "five times as often where it plays no part"),
        (0.0, 0.98, "many times as often where it plays no part"),
        (0.5, 0.0, "many times as often where it is at work"),
        (0.31, 0.27, "too near each other"),
        (0.2, 0.5, "too near each other"),
    ],
)
def test_which_way_simulated_records_lean_is_said(rules, if_true, by_chance, said):
    driven = replace(answer(rules, BRANCHES[1]).driven, if_true=if_true, by_chance=by_chance)
    assert said in told.leaning(driven)
    assert ("takes no account of it" in told.leaning(driven)) == ("times" in said)


def test_the_answer_in_the_readme_is_the_one_that_is_computed():
    """The file that a visitor reads first is no page of the book, so that its words are typed."""
    found = results.drivers()
    now = {answer.part: answer.now for answer in answers(found, read_rules())}
    passing = [each for each in found.values() if each.supported]
    hardly = [answer for answer in answers(found, read_rules()) if not answer.driven.best_if_true]
    typed = (
        f"Put to the same tests, {words.of_them(len(passing))} of the four passes, though "
        f"{words.spelled(len(hardly))} of them hardly could, and neither does any rival",
        "That minerals and markets moved what Moscow is known to have done with the Taliban is "
        f"{now['r4'].likelihood},",
        f"that revenge did is {now['r2'].likelihood}, on a",
        f"whether the fight against IS-Khorasan did {now['r1'].phrase.removeprefix('it ')};",
        f"that its dealings rose as the Taliban grew stronger has a {now['r3'].likelihood}.",
    )
    minerals = next(each for each in answers(found, read_rules()) if each.part == "r4").driven
    assert (minerals.turned, minerals.same) == ((), 1.0), (
        "the README says that no act and no other record lifts it"
    )
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    assert [sentence for sentence in typed if sentence not in readme] == []

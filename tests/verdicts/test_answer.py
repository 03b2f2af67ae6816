"""The four answers: the best way in which a reason could have worked counts, and what would improve it is said."""

import datetime

import pytest

from dossier import evidence, paths, results, words
from dossier.evidence import Rule, Rules
from dossier.verdicts.answer import answers, best, would_change
from dossier.verdicts.scale import NO_LIKELIHOOD, Judged, Verdict


def verdict(word, likelihood, because="so it is"):
    return Verdict("rule", "a statement", word, likelihood, because)


@pytest.fixture
def rules():
    branches = {
        "yes": {"when": "both hold", "verdict": "supported", "likelihood": "very likely"},
        "some": {"when": "one holds", "verdict": "mixed", "likelihood": "roughly even chance"},
        "no": {"when": "none holds", "verdict": "refuted", "likelihood": "almost no chance"},
        "early": {"when": "nothing is known", "verdict": "untestable", "likelihood": NO_LIKELIHOOD},
    }
    named = {
        name: Rule(name, {"statement": f"statement of {name}", "branches": branches})
        for name in ("first", "second")
    }
    asked = {"r1": {"reason": "A reason", "rules": ["first", "second"]}}
    return Rules(datetime.date(2017, 4, 20), "least favourable", named, [], {}, {}, asked, {}, battery=None)


def test_the_most_favourable_rule_answers_and_each_rule_says_why(rules):
    low, mixed = verdict("refuted", "almost no chance", "low"), verdict("mixed", "unlikely", "middle")
    untested = verdict("untestable", NO_LIKELIHOOD, "nothing")
    answer = answers({"first": Judged(untested, low), "second": Judged(low, mixed)}, rules)[0]
    assert answer.now == mixed
    # What was tested goes before what could not be, even if it speaks against the reason.
    assert answer.then == low
    assert answer.why == ("low", "middle")


def test_what_would_change_a_verdict_is_better_and_can_be_tested(rules):
    mixed = Judged(verdict("mixed", "roughly even chance"), verdict("mixed", "roughly even chance"))
    answer = answers({"first": mixed, "second": mixed}, rules)[0]
    assert [branch["when"] for branch in would_change(answer, rules)] == ["both hold", "both hold"]


def test_a_likelier_word_for_the_same_verdict_counts_as_better(rules):
    unlikely = Judged(verdict("mixed", "unlikely"), verdict("mixed", "unlikely"))
    answer = answers({"first": unlikely, "second": unlikely}, rules)[0]
    better = would_change(answer, rules)
    assert {branch["when"] for branch in better} == {"both hold", "one holds"}
    assert best(better)["when"] == "both hold"


def test_the_answer_in_the_readme_is_the_one_that_is_computed():
    """The file that a visitor reads first is no page of the book, so that its words are typed."""
    four = answers(results.verdicts(), evidence.rules())
    now = {answer.part: answer.now for answer in four}
    against, holds = (
        sum(verdict.verdict in named for verdict in now.values())
        for named in (("mostly unsupported", "refuted"), ("supported", "mostly supported"))
    )
    assert now["r2"].likelihood == now["r4"].likelihood
    typed = (
        f"{words.of_them(against).capitalize()} of the four find little support in the data, "
        f"and {words.of_them(holds)} holds",
        f"Revenge, and minerals and markets, are {now['r2'].likelihood} as main motives",
        f"that the ties grew because of IS-Khorasan is {now['r1'].likelihood};",
        f"that the Taliban were the future has, in a weak form only, a {now['r3'].likelihood}",
    )
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    assert [sentence for sentence in typed if sentence not in readme] == []

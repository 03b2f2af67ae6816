"""The four answers as the first page shows them, and what would change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dossier import words
from dossier.book.blocks import CLOCKS, Block, brief
from dossier.inference.testing import FAILS, FITS, OPEN
from dossier.markdown import plain
from dossier.verdicts.answer import Answer, best, would_change
from dossier.verdicts.driven import Driven, Run
from dossier.verdicts.rules import Rules

#: What the acts known today say of a reason's own prediction, by how its test reads.
BORNE_OUT = {
    FITS: "The acts known today bear that out.",
    FAILS: "The acts known today do not bear that out.",
    OPEN: "The acts known today are too few to tell.",
}
#: What could change that of a first step, which no act to come can.
NO_LATER = " Only an earlier step, not known today, could."


def cards(answers: Sequence[Answer], why: Mapping[str, str]) -> Block:
    """Return one card a reason: the claim, a plain phrase, one sentence why; the scales on both clocks are folded.

    Parameters
    ----------
    answers : sequence of Answer
        As `dossier.verdicts.answer.answers` returns them.
    why : mapping
        Part to the sentence that was written for its verdict of today.
    """
    return Block("\n".join(_card(answer, why[answer.part]) for answer in answers))


def _card(answer: Answer, why: str) -> str:
    link = f"{{doc}}`{answer.reason} <reason-{answer.part[1:]}/index>`"
    scales = {
        "then": f"*{CLOCKS[0]}:*<br>{brief(answer.then)}",
        "now": f"*{CLOCKS[1]}:*<br>{brief(answer.now)}",
        "why": f"{words.sentence(plain(answer.now.because))} {firm(answer)} {simulated(answer.driven)}",
    }
    folded = "\n".join(f":::{{container}} answer-{part}\n{text}\n:::" for part, text in scales.items())
    lines = (
        ":::::{container} answer",
        f":::{{container}} answer-reason\n{link}\n:::",
        f":::{{container}} answer-said\n**{words.sentence(answer.now.phrase)}** {why}\n:::",
        f"::::{{dropdown}} On the scales\n{folded}\n::::",
        ":::::\n",
    )
    return "\n".join(lines)


def firm(answer: Answer) -> str:
    """Return what one act, other records and chance do to an answer, in sentences."""
    each = answer.driven
    turned, moved = len(each.turned), len(each.one_act)
    if turned:
        acts = f"{_any_one(turned)}, left out, changes this verdict."
    elif moved:
        acts = f"No single act changes this verdict; {_any_one(moved).lower()} changes how likely it is."
    else:
        acts = "No single act changes it."
    return (
        f"{acts} Of the records that other defensible choices of acts, coder, years and release give, "
        f"{_given(each)}. With the dates of acts shuffled the reason would pass in {words.percent(each.passed, 1)} of "
        "draws."
    )


def _given(each: Driven) -> str:
    """Return which share of other records leads to this verdict, and which to others."""
    today = each.judged.now.verdict
    others = [
        f"{words.percent(share)} to *{said}*" for said, share in each.elsewhere.items() if said != today
    ]
    return words.listing([f"{words.percent(each.same)} lead to this verdict", *others])


#: From how many times on nobody counts.
MANY = 20.0


def leaning(each: Driven) -> str:
    """Say which way simulated records lean, and that verdicts take no account of it."""
    if each.leans is None:
        return "The two are too near each other to say which is the likelier."
    return (
        f"That is {times(each)} times as often where it {'is at work' if each.leans == 'for' else 'plays no part'}; "
        "the verdict takes no account of it."
    )


def times(each: Driven) -> str:
    """Return in words how many times as often tests read as today's on the side that records lean to."""
    often = each.likelier if each.leans == "for" else 1 / each.likelier if each.likelier else MANY
    return words.spelled(round(often)) if often < MANY else "many"


def simulated(each: Driven) -> str:
    """Say what simulated records give; a best verdict that is hard to earn is no reproach to a reason without it."""
    earned = f" and {words.percent(each.best_if_true)} earn the best verdict" if each.own_asked else ""
    said = (
        "Of simulated records in which the reason moves the acts as much as was declared to matter, "
        f"tests read {words.percent(each.if_true)} as today's{earned}; of those in which it plays no part, "
        f"{words.percent(each.by_chance)}. {leaning(each)}"
    )
    if each.own_asked:
        return said
    return f"{said} It cannot earn the best verdict while its own prediction cannot be asked."


def _any_one(acts: int) -> str:
    return "One act" if acts == 1 else f"Any one of {words.counted(acts, 'act')}"


def change_list(answers: Sequence[Answer], rules: Rules, run: Run) -> Block:
    """Return what a better verdict asks for, said once where it is the same, and each reason's own prediction.

    Parameters
    ----------
    answers : sequence of Answer
        As `dossier.verdicts.answer.answers` returns them.
    rules : Rules
        As `dossier.verdicts.rules.rules` reads them.
    run : Run
        The battery on what is known today.
    """
    asked = run.results[run.results["test"].eq("own")].set_index("driver")
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        better = would_change(answer, rules)
        groups.setdefault(_if(best(better)) if better else "has no better verdict to reach.", []).append(
            answer
        )
    parts = []
    for told, group in groups.items():
        whole = len(group) == len(answers) > 1
        who = "Each reason" if whole else words.listing(f"“{answer.reason}”" for answer in group)
        lines = (_prediction(answer, asked.loc[answer.driven.driver.key]) for answer in group)
        parts.append("\n".join((f"{who} {told}\n", *lines)))
    return Block("\n\n".join(parts))


def _if(branch: Mapping) -> str:
    return f"would read *{branch['verdict']}* if {plain(branch['when'])}."


def _prediction(answer: Answer, test: pd.Series) -> str:
    """Return what a reason alone predicts, and whether the acts known today bear it out."""
    if test["asked"]:
        first = answer.driven.driver.own["form"] == "first" and test["reading"] == FAILS
        said = BORNE_OUT[test["reading"]] + NO_LATER * first
    else:
        said = f"This record cannot be asked for it yet: {plain(test['why'])}."
    return f"- **{answer.reason}** predicts that {plain(answer.driven.driver.own['says'])}. {said}"

"""The one ruler in words: what each driver comes to, test by test, and how firm it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from dossier import words
from dossier.book.answers import firm
from dossier.book.blocks import Block, brief, plain, verdict_table
from dossier.evidence import Rules
from dossier.inference.declared import TESTS, Battery
from dossier.inference.testing import FAILS, FITS, OPEN
from dossier.verdicts.answer import Answer
from dossier.verdicts.driven import NAMED, Driven, Run
from dossier.verdicts.scale import Judged, most_favourable

MARKS = {FITS: "fits", FAILS: "does not fit", OPEN: "cannot tell"}


def drivers_table(found: Mapping[str, Driven]) -> Block:
    """Return one row a driver: verdict on both clocks, chance, the acts that decide, agreement of other records."""
    head = (
        "| Driver | With what is known today | By April 2017 | Shuffled acts pass | One act changes it "
        "| Other records agree |\n|---|---|---|---|---|---|"
    )
    return Block("\n".join([head, *(_row(each) for each in found.values())]))


def _row(each: Driven) -> str:
    changing = words.counted(len(each.turned), "act") if each.turned else "no"
    return (
        f"| {each.driver.name} ({each.driver.hypothesis}) | {brief(each.judged.now)} | {brief(each.judged.then)} "
        f"| {words.percent(each.passed, 1)} | {changing} | {words.percent(each.same)} |"
    )


def tests_table(each: Driven, run: Run, declared: Battery) -> Block:
    """Return one row a test of one driver: what it asks, its effect, what it would find, and how it reads."""
    rows = run.results[run.results["driver"].eq(each.driver.key)].set_index("test")
    power = run.power[run.power["driver"].eq(each.driver.key)].set_index("test")
    head = (
        "| Test | Acts | Effect and interval | Smallest that would matter | Found if planted | Reading |\n"
        "|---|---|---|---|---|---|"
    )
    told = [_test(test, rows.loc[test], power) for test in TESTS if rows.loc[test, "asked"]]
    own = f"Its own prediction: {plain(each.driver.own['says'])}."
    return Block("\n".join([own, "", head, *told]))


def _test(test: str, row: pd.Series, power: pd.DataFrame) -> str:
    effect = "" if pd.isna(row["effect"]) else _interval(row)
    wanted = "" if pd.isna(row["wanted"]) else words.decimal(row["wanted"], 2)
    found = words.percent(power.loc[test, "found_at_declared"]) if test in power.index else ""
    why = f" ({plain(row['why'])})" if row["why"] else ""
    name = NAMED[test]
    counted = words.count(row["acts"]) if row["acts"] else ""
    read = f"{MARKS[row['reading']]}{why}"
    return f"| {name[:1].upper()}{name[1:]} | {counted} | {effect} | {wanted} | {found} | {read} |"


def _interval(row: pd.Series) -> str:
    high = "without limit" if row["high"] > 1000 else words.decimal(row["high"], 2)
    return f"{words.decimal(row['effect'], 2)} ({words.decimal(row['low'], 2)} to {high})"


def every_driver(found: Mapping[str, Driven], run: Run, declared: Battery) -> Block:
    """Return one folded table of tests a driver."""
    parts = []
    for each in found.values():
        table = tests_table(each, run, declared).myst
        parts.append(f"::::{{dropdown}} {each.driver.name}: {each.judged.now.verdict}\n{table}\n::::\n")
    return Block("\n".join(parts))


def former_table(answers: Sequence[Answer], judged: Mapping[str, Judged], rules: Rules) -> Block:
    """Return, for each reason, the rules that answered before the battery did, what they say today, and its answer."""
    lines = ["| Reason | Answered before by | It says today | The same tests say |", "|---|---|---|---|"]
    for answer in answers:
        former = rules.answers[answer.part]["former"]
        named = words.listing(f"`{name}`" for name in former)
        before = brief(most_favourable(judged[name].now for name in former))
        lines.append(f"| {answer.reason} | {named} | {before} | {brief(answer.now)} |")
    return Block("\n".join(lines))


def answer_section(answers: Sequence[Answer], part: str, run: Run, declared: Battery) -> Block:
    """Return the answer to one reason: in plain words first, then verdict and firmness, and its tests folded.

    Parameters
    ----------
    answers : sequence of Answer
        As `verdicts.answer.answers` returns them.
    part : str
        `r1` to `r4`.
    run : Run
        The battery on what is known today.
    declared : Battery
        Settings.
    """
    answer = next(each for each in answers if each.part == part)
    lines = [
        f"**That {plain(answer.now.statement)}: {answer.now.phrase}.** {brief(answer.now)} By 20 April 2017: "
        f"{brief(answer.then)}",
        "",
        f"In the tests that every driver goes through ({{doc}}`/chapters/ruler`), {plain(answer.now.because)}. "
        f"{firm(answer)}",
        "",
        ":::{dropdown} Test by test",
        tests_table(answer.driven, run, declared).myst,
        ":::",
    ]
    return Block("\n".join(lines))


def retired_table(judged: Mapping[str, Judged], rules: Rules) -> Block:
    """Return the rules that decide nothing any more, with their verdicts on both clocks."""
    retired = [name for name, rule in rules.by_name.items() if rule.retired]
    return verdict_table([judged[name] for name in retired])

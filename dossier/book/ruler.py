"""The one ruler in words: what each driver comes to, test by test, and how firm it is."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from dossier import markdown, words
from dossier.book.across import called
from dossier.book.answers import firm, simulated
from dossier.book.blocks import Block, brief, verdict_table
from dossier.indicators.drivers import MEASURED
from dossier.inference.calibration import branch_of
from dossier.inference.declared import Battery
from dossier.inference.testing import FAILS, FITS, OPEN
from dossier.markdown import plain
from dossier.tables.evidence import BATTERY
from dossier.verdicts.answer import Answer
from dossier.verdicts.driven import NAMED, Driven, Run
from dossier.verdicts.rules import Rules
from dossier.verdicts.scale import Judged, most_favourable

#: How to read the columns of a driver's tests.
READ_SO = (
    "An effect is how many times as many acts there are with more of the driver as with less, so that 1 is no change; "
    "of what Moscow said it is a share. *Found if planted* is how often the test finds the smallest effect that would "
    "matter, planted in simulated acts. A test that seldom finds it can still leave it out; how often "
    "tests wrongly speak against a driver is limited for the verdict as a whole."
)
MARKS = {FITS: "fits", FAILS: "does not fit", OPEN: "cannot tell"}


def drivers_table(found: Mapping[str, Driven], named: pd.DataFrame) -> Block:
    """Return one row a driver: verdict on both clocks, chance, the acts that decide, agreement of other records.

    Parameters
    ----------
    found : mapping
        Key of each driver to what it comes to.
    named : pandas.DataFrame
        `evidence/hypotheses`; a driver stands beside the explanation that it is of.
    """
    verdicts = ("With what is known today", "By April 2017")
    firmness = ("Shuffled acts pass", "Acts that, left out, change it", "Other records agree")
    return Block(
        markdown.table(("Driver", *verdicts, *firmness), (_row(each, named) for each in found.values()))
    )


def _row(each: Driven, named: pd.DataFrame) -> tuple[str, ...]:
    name = f"{each.driver.name}: {called([each.driver.hypothesis], named)}"
    now, then = brief(each.judged.now), brief(each.judged.then)
    changing = words.count(len(each.turned)) if each.turned else "none"
    passed = words.percent(each.passed, 1) if each.own_asked else "cannot pass"
    return name, now, then, passed, changing, words.percent(each.same)


def verdict_rule(run: Run, declared: Battery) -> Block:
    """Return the way from tests to verdicts, line by line, and how often chance and a true driver read each.

    Parameters
    ----------
    run : Run
        The battery on what is known today.
    declared : Battery
        Its verdicts.
    """
    head = ("If", "Verdict", "Read by shuffled acts", "Read if the driver moved the acts")
    rows = []
    for number, branch in enumerate(declared.verdicts):
        by_chance, if_true = ranges(run, number)
        rows.append(
            (plain(branch["when"]), f"{branch['verdict']}, {branch['likelihood']}", by_chance, if_true)
        )
    return Block(markdown.table(head, rows))


def ranges(run: Run, number: int) -> tuple[str, str]:
    """Return how often a branch is read, from the rarest to the commonest driver: by shuffled acts, and if true.

    Examples
    --------
    >>> passed = pd.DataFrame({"test": ["branch 0"] * 2, "passed": [0.0, 0.01]})
    >>> if_true = pd.DataFrame({"branch": [0, 0], "share": [0.5, 0.5]})
    >>> ranges(Run(None, None, None, if_true, passed), 0)
    ('0% to 1%', '50%')
    """
    by_chance = run.passed.loc[run.passed["test"].eq(branch_of(number)), "passed"]
    if_true = run.if_true.loc[run.if_true["branch"].eq(number), "share"]
    return span_of(by_chance), span_of(if_true)


def span_of(shares: Collection[float]) -> str:
    """Return the smallest and the largest of some shares in words.

    Examples
    --------
    >>> span_of([0.5, 0.25]), span_of([0.5])
    ('25% to 50%', '50%')
    """
    low, high = words.percent(min(shares)), words.percent(max(shares))
    return low if low == high else f"{low} to {high}"


def tests_table(each: Driven, run: Run, declared: Battery) -> Block:
    """Return one row a test of one driver: what it asks, its effect, what it would find, and how it reads."""
    rows = run.results[run.results["driver"].eq(each.driver.key)].set_index("test")
    power = run.power[run.power["driver"].eq(each.driver.key)].set_index("test")
    effects = ("Effect and interval", "Smallest that would matter", "Found if planted")
    table = markdown.table(
        ("Test", "Acts", *effects, "Reading"), (_test(test, rows.loc[test], power) for test in BATTERY)
    )
    series = f"Its series, by quarter: {MEASURED[each.driver.series]}." if each.driver.series else ""
    own = f"Its own prediction: {plain(each.driver.own['says'])}."
    onset = f" Its onset: {plain(each.driver.onset_is)}." if each.driver.onset_is else ""
    return Block(f"{series} {own}{onset}".strip() + f"\n\n{table}\n\n{READ_SO}")


def _test(test: str, row: pd.Series, power: pd.DataFrame) -> tuple[str, ...]:
    effect = "" if pd.isna(row["effect"]) else _interval(row)
    wanted = "" if pd.isna(row["wanted"]) else words.decimal(row["wanted"], 2)
    found = words.percent(power.loc[test, "found_at_declared"]) if test in power.index else ""
    said = plain(row["why"]) or _by_chance(row)
    why = f" ({said})" if said else ""
    name = NAMED[test]
    counted = words.count(row["acts"]) if row["acts"] else ""
    read = f"{MARKS[row['reading']] if row['asked'] else 'not asked'}{why}"
    return f"{name[:1].upper()}{name[1:]}", counted, effect, wanted, found, read


def _by_chance(row: pd.Series) -> str:
    """Say how often acts placed otherwise do as well, where that alone leaves a large effect untold."""
    large = row["effect"] >= row["wanted"] > 1 and row["low"] > 1
    turned = row["effect"] <= row["wanted"] < 1 and row["high"] < 1
    tried = row[["shuffled", "shifted"]].notna().any()
    if row["reading"] != OPEN or not tried or not (large or turned):
        return ""
    return f"acts placed otherwise in time do as well in {words.percent(row[['shuffled', 'shifted']].max())} of tries"


def _interval(row: pd.Series) -> str:
    if row["low"] == row["high"]:
        return words.decimal(row["effect"], 2)
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
    rows = []
    for answer in answers:
        former = rules.answers[answer.part]["former"]
        named = words.listing(f"`{name}`" for name in former)
        before = brief(most_favourable(judged[name].now for name in former))
        rows.append((answer.reason, named, before, brief(answer.now)))
    head = ("Reason", "Answered before by", "It says today", "The same tests say")
    return Block(markdown.table(head, rows))


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
        f"{brief(answer.then)} On what was public then, {plain(answer.then.because)}.",
        "",
        f"In the tests that every driver goes through ({{doc}}`/chapters/ruler`), {plain(answer.now.because)}."
        f"{_beside(answer.driven, run, declared)}",
        "",
        firm(answer),
        "",
        ":::{dropdown} Test by test",
        f"{simulated(answer.driven)}\n",
        tests_table(answer.driven, run, declared).myst,
        ":::",
    ]
    return Block("\n".join(lines))


def _beside(each: Driven, run: Run, declared: Battery) -> str:
    """Return which tests fit a driver, or do not, and decide nothing, in a sentence each."""
    rows = run.results[
        run.results["driver"].eq(each.driver.key) & ~run.results["test"].isin(declared["deciding"])
    ]
    told = ""
    for reading, one, several in (
        (FITS, "fits it, and is", "fit it, and are"),
        (FAILS, "does not fit it, and is", "do not fit it, and are"),
    ):
        beside = [NAMED[test] for test in rows.loc[rows["reading"].eq(reading), "test"]]
        if beside:
            listed = words.listing(beside)
            ending = words.agreeing(len(beside), one, several)
            told += f" {listed[:1].upper()}{listed[1:]} {ending} not counted."
    return told


def retired_table(judged: Mapping[str, Judged], rules: Rules) -> Block:
    """Return the rules that decide nothing any more, with their verdicts on both clocks."""
    retired = [name for name, rule in rules.by_name.items() if rule.retired]
    return verdict_table([judged[name] for name in retired])


def switches_table(found: Mapping[str, Driven], run: Run, events: pd.Series) -> Block:
    """Return the acts on each side of every dated rise and fall, window by window.

    Parameters
    ----------
    found : mapping
        Key of each driver to what it comes to.
    run : Run
        The battery on what is known today.
    events : pandas.Series
        What happened, by the event's id.
    """
    head = ("Driver", "Event and days on each side", "Acts where it is on", "Acts where it is off")
    asked = run.results[run.results["test"].eq("switch") & run.results["driver"].isin(list(found))]
    rows = (
        (found[row.driver].driver.name, f"{plain(events[event])}, {window}", *map(str, pair))
        for row in asked.itertuples()
        for name, pair in row.more.items()
        if isinstance(pair, tuple)
        for event, window in [name.split(", ")]
    )
    return Block(markdown.table(head, rows))


def other_events_list(found: Mapping[str, Driven], run: Run, declared: Battery) -> Block:
    """Return what drivers would read if other events dated their rises and falls.

    Parameters
    ----------
    found : mapping
        Key of each driver to what it comes to.
    run : Run
        The battery on what is known today.
    declared : Battery
        Its `other_events` and verdicts.
    """
    lines = []
    for tried, row in zip(declared.other_events, run.other_events.itertuples(), strict=True):
        driver, branch = found[row.driver].driver, declared.verdicts[row.branch]
        effect = (
            f"{words.decimal(row.effect, 2)}, {words.decimal(row.low, 2)} to {words.decimal(row.high, 2)}"
        )
        lines.append(
            f"- {driver.name}, {plain(tried['because'])}: the test {MARKS[row.reading]} ({effect}), and the verdict "
            f"{'stays' if _stays(found[row.driver], branch) else 'would be'} *{branch['verdict']}*, "
            f"{branch['likelihood']}."
        )
    return Block("\n".join(lines))


def _stays(each: Driven, branch: Mapping) -> bool:
    now = each.judged.now
    return (now.verdict, now.likelihood) == (branch["verdict"], branch["likelihood"])


def alike_list(run: Run, declared: Battery) -> Block:
    """Return the pairs of drivers whose series move so much alike that acts cannot part them."""
    pairs = {pair: run.alike.loc[pair] for pair in itertools.combinations(run.alike, 2)}
    near = sorted(
        (pair for pair in pairs if abs(pairs[pair]) >= declared["alike"]), key=pairs.get, reverse=True
    )
    names = {key: driver.name for key, driver in declared.drivers.items()}
    lines = [
        f"- {names[one]}, and {names[other]}: {words.decimal(pairs[one, other], 2)}" for one, other in near
    ]
    return Block("\n".join(lines) or "None.")


def machine(found: Mapping[str, Driven], run: Run) -> list[dict]:
    """Return the drivers for machines: verdicts on both clocks, tests, power, and what chance and single acts do."""
    power = run.power.set_index(["driver", "test"])
    return [_machine(each, run, power) for each in found.values()]


def _machine(each: Driven, run: Run, power: pd.DataFrame) -> dict:
    rows = run.results[run.results["driver"].eq(each.driver.key) & run.results["asked"]]
    clocks = {"clock_a": each.judged.then, "clock_b": each.judged.now}
    return {
        "driver": each.driver.key,
        "hypothesis": each.driver.hypothesis,
        "statement": each.driver.statement,
        **{
            clock: {
                name: getattr(verdict, name) for name in ("verdict", "likelihood", "confidence", "because")
            }
            for clock, verdict in clocks.items()
        },
        "tests": [_machine_test(row, power) for row in rows.itertuples()],
        "passed_by_shuffled_acts": round(each.passed, 4),
        "best_verdict_if_true": each.best_if_true,
        "spoken_against_if_true": round(each.error, 4),
        "fails_too_often_to_count": each.too_often,
        "acts_that_change_it": list(each.one_act),
        "records_that_agree": round(each.same, 4),
        "read_as_today_if_true": round(each.if_true, 4),
        "read_as_today_by_chance": round(each.by_chance, 4),
    }


def _machine_test(row, power: pd.DataFrame) -> dict:
    numbers = {
        name: getattr(row, name) for name in ("effect", "low", "high", "wanted", "shuffled", "shifted")
    }
    found = power.loc[(row.driver, row.test)] if (row.driver, row.test) in power.index else {}
    numbers |= {name: found[name] for name in ("found_at_declared", "detectable") if len(found)}
    told = {name: float(f"{value:.6g}") for name, value in numbers.items() if np.isfinite(value)}
    return {"test": row.test, "reading": row.reading, "acts": int(row.acts), **told}

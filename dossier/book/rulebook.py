"""The rules in the book: each with its verdicts, its branches and the claims it judges, and every change of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dossier import words
from dossier.book.blocks import CLOCKS, Block, brief, grounds
from dossier.markdown import plain, with_code
from dossier.verdicts.rules import BATTERY, Rule, Rules
from dossier.verdicts.scale import Judged, Verdict

#: How a verdict is headed that is the same on both clocks.
BOTH_CLOCKS = "Then and now"
#: How a reason is headed that only one clock gives.
ON_CLOCKS = ("In 2017", "Since")


def claim_link(claim_id: str) -> str:
    """Return a link to a claim.

    Examples
    --------
    >>> claim_link("C27")
    '{ref}`C27 <c27>`'
    """
    return f"{{ref}}`{claim_id} <{claim_id.lower()}>`"


def rules_of(fixed: Rules, judged: Mapping[str, Judged], names: Iterable[str]) -> Block:
    """Return each rule folded under its statement: what it comes to, what it reads, its branches, its claims.

    Parameters
    ----------
    fixed : Rules
        As `dossier.verdicts.rules.rules` reads them.
    judged : mapping
        Verdicts by name of the rule.
    names : iterable of str
        The rules to show.
    """
    changed = {change["rule"] for change in fixed.deviations}
    lines = []
    for name in names:
        rule = fixed[name]
        lines += [
            f"::::{{dropdown}} {plain(rule.statement)}",
            f":name: {_anchor('rule', name)}",
            "",
            *verdict_lines(judged[name]),
            "",
            f"**The rule.** It reads {plain(rule['reads'])}. {plain(rule['reason'])}",
            "",
            *(f"- If {plain(each['when'])}: {_outcome(each)}." for each in rule["branches"].values()),
            "",
            f"**Rule `{name}`.** {_dates(rule, name in changed)} *Claims:* {_claims(rule)}.",
            "::::",
            "",
        ]
    return Block("\n".join(lines))


def verdict_lines(judged: Judged) -> list[str]:
    """Return what a statement comes to on both clocks and why, each thing once where the clocks agree."""
    reasons = ([_because(each), grounds(each)] for each in (judged.then, judged.now))
    return [*headlines(judged.then, judged.now), "", *merged(*reasons), ""]


def headlines(then: Verdict, now: Verdict) -> list[str]:
    """Return verdict, likelihood and confidence: one paragraph where both clocks give the same, and else two."""
    if brief(then) == brief(now):
        return [f"**{BOTH_CLOCKS}:** {brief(now)}"]
    return [f"**{CLOCKS[0]}:** {brief(then)}", "", f"**{CLOCKS[1]}:** {brief(now)}"]


def merged(then: Sequence[str], now: Sequence[str]) -> list[str]:
    """Return the reasons on two clocks as one list, in which those that both give stand once.

    Examples
    --------
    >>> merged(["Nobody knew.", "One source."], ["It is on record.", "One source."])
    ['- *In 2017:* Nobody knew.', '- *Since:* It is on record.', '- One source.']
    """
    sides = ((ON_CLOCKS[0], then, now), (ON_CLOCKS[1], now, then))
    apart = [
        f"- *{clock}:* {' '.join(alone)}"
        for clock, own, other in sides
        if (alone := [each for each in own if each not in other])
    ]
    return apart + [f"- {each}" for each in now if each in then]


def _because(verdict: Verdict) -> str:
    why = plain(verdict.because)
    return f"{why[:1].upper()}{why[1:]}."


def _outcome(branch: Mapping) -> str:
    return f"*{branch['verdict']}*, {branch['likelihood']}"


def _dates(rule: Rule, changed: bool) -> str:
    told = f"Fixed on {words.date(rule.fixed_on)}."
    if rule.retired:
        told += f" Retired on {words.date(rule['retired'])}: it decides nothing."
    if changed:
        told += f" {{ref}}`Changed after its result was seen <{_anchor('changed', rule.name)}>`."
    return told


def _claims(rule: Rule) -> str:
    uses = {"judges": rule.judges, "judges in reverse": rule.judges_in_reverse, "bears on": rule.bears_on}
    told = (f"{use} {', '.join(map(claim_link, ids))}" for use, ids in uses.items() if ids)
    return "; ".join(told) or "none"


def rule_link(rule: str, statement: str) -> str:
    """Return a link to a rule, with what it judges.

    Examples
    --------
    >>> rule_link("un_hostility", "Votes drifted")
    '{ref}`Votes drifted <rule-un-hostility>`'
    """
    return f"{{ref}}`{plain(statement)} <{_anchor('rule', rule)}>`"


def _anchor(kind: str, rule: str) -> str:
    return f"{kind}-{rule.replace('_', '-')}"


def deviations(fixed: Rules) -> Block:
    """Return every change that was made after results were seen, folded by what it concerns, in the order of days."""
    lines = []
    changes = sorted(fixed.deviations, key=lambda each: each["changed_on"])
    for name in dict.fromkeys(change["rule"] for change in changes):
        own = [change for change in changes if change["rule"] == name]
        concerned, fixed_when = _concerned(own[0], fixed)
        lines += [
            f"::::{{dropdown}} {concerned} · {words.counted(len(own), 'change')}",
            f":name: {_anchor('changed', name)}",
            "",
            fixed_when,
            "",
        ]
        for change in own:
            lines += [
                f"**Changed on {words.date(change['changed_on'])}.** {with_code(change['change'])}",
                "",
                f"- *Why.* {with_code(change['why'])}",
                f"- *Effect.* {with_code(change['effect'])}",
                "",
            ]
        lines += ["::::", ""]
    return Block("\n".join(lines))


def _concerned(change: Mapping, fixed: Rules) -> tuple[str, str]:
    """Return what a change concerns: a rule, the scoring of rivals or the battery as a whole; and since when it is."""
    if change["rule"] == BATTERY:
        return "The tests that every driver goes through", "Section `battery` of the rules file."
    rule = fixed.changed(change)
    fixed_on = f"Rule `{rule.name}`, part {rule['part']}, fixed on {words.date(rule.fixed_on)}."
    return plain(rule.statement), fixed_on

"""The ledger in the book: every claim with its verdicts, for readers and for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from dossier import catalogue, cited, markdown, words
from dossier.book import filters
from dossier.book.blocks import CLOCKS, Block, grounds
from dossier.book.rulebook import claim_link, headlines, merged, rule_link
from dossier.markdown import plain
from dossier.verdicts.ledger import BASES, Claim, Entry, Finding
from dossier.verdicts.rules import Rule, Rules, rules
from dossier.verdicts.scale import (
    CONFIDENCES,
    LIKELIHOOD_ASKED,
    LIKELIHOODS,
    NO_LIKELIHOOD,
    VERDICTS,
    Verdict,
)

#: Parts of the article, as readers know them.
PARTS = {
    "intro": "Introduction",
    "r1": "Reason 1: a common enemy",
    "r2": "Reason 2: revenge",
    "r3": "Reason 3: the Taliban are the future",
    "r4": "Reason 4: minerals and markets",
    "comment": "A reader's comment",
}
#: Page that holds every claim, and the file beside the book's first page that holds the same for machines.
PAGE, FILE = "chapters/claims", "verdicts.json"
UNTESTABLE = "untestable"
#: How the reason of a claim that no rule judges begins, by what it rests on.
DECIDED_BY = {
    "document": "By the record",
    "opinion": "Held against the record",
    "prediction": "Held against the outcome",
}


def raw(markup: str) -> Block:
    """Return HTML that goes into the page as it is; none of ours holds six backticks in a row."""
    return Block(f"``````{{raw}} html\n{markup}\n``````")


def anchor(claim_id: str) -> str:
    """Return the anchor of a claim on the page of claims; it never changes."""
    return claim_id.lower()


def summary(entries: list[Entry]) -> Block:
    """Return how many claims have each verdict: on both clocks, and on what is known since by kind of claim."""
    kinds = ("fact", "causal", "prediction", "opinion")
    then = Counter(entry.then.headline.verdict for entry in entries)
    now = Counter((entry.claim.kind, entry.now.headline.verdict) for entry in entries)
    rows = []
    for verdict in VERDICTS:
        split = [now[kind, verdict] for kind in kinds]
        rows.append((verdict.capitalize(), *map(str, (then[verdict], sum(split), *split))))
    counted = (f"{name}:" for name in (*CLOCKS, *map(str.capitalize, kinds)))
    return Block(markdown.table(("Verdict", *counted), rows))


def download() -> Block:
    """Return the link to the file for machines."""
    return raw(
        f'<p>For machines: <a href="../{FILE}" download>{FILE}</a> holds every claim with both verdicts, '
        "reasons, sources and history. This page carries the same as schema.org ClaimReview.</p>"
    )


def filter_form() -> Block:
    """Return the form that narrows the claims down; nothing shows without a script."""
    verdicts = {_slug(verdict): verdict for verdict in VERDICTS}
    return raw(
        filters.form(
            "details.claim",
            "claims",
            filters.search(),
            filters.select("Part", "part", PARTS),
            filters.select(CLOCKS[0], "then", verdicts),
            filters.select(CLOCKS[1], "now", verdicts),
            filters.select("Confidence", "confidence", {each: each for each in CONFIDENCES}),
            filters.select("Rests on", "basis", BASES),
        )
    )


def part(entries: list[Entry], name: str) -> Block:
    """Return the claims of one part of the article, each folded under its verdicts."""
    events = catalogue.load("evidence/timeline").set_index("event_id")
    rulebook = rules().by_name
    return Block("\n".join(_detail(entry, events, rulebook) for entry in entries if entry.claim.part == name))


def _detail(entry: Entry, events: pd.DataFrame, rulebook: Mapping[str, Rule]) -> str:
    claim = entry.claim
    classes = ["claim", f"part-{claim.part}", f"then-{_slug(entry.then.headline.verdict)}"]
    classes += [f"now-{_slug(entry.now.headline.verdict)}", f"confidence-{entry.now.headline.confidence}"]
    classes += [f"basis-{entry.now.basis}"]
    reasons = (_reasons(finding, rulebook) for finding in (entry.then, entry.now))
    lines = [
        f"::::{{dropdown}} {_title(entry)}",
        f":name: {anchor(claim.id)}",
        f":class-container: {' '.join(classes)}",
        "",
        f"**{'The article' if claim.of_article else 'The comment'} says.** “{plain(claim.quotation)}” "
        f"({plain(claim.locator)}).{_not_quoted(claim)} *Kind:* {claim.kind}.",
        "",
        f"**The test.** {plain(claim.how_to_test)}{_met(entry)}",
        "",
        *headlines(entry.then.headline, entry.now.headline),
        "",
        *merged(*reasons),
        "",
        *_record(entry, events),
        "",
        f"**What cannot be shown.** {plain(claim.cannot_show)}",
        "",
    ]
    if claim.figures:
        lines += [f"**Figures.** {'; '.join(f'{{ref}}`{each} <{each}>`' for each in claim.figures)}.", ""]
    return "\n".join([*lines, _history(entry), "::::", ""])


def _not_quoted(claim: Claim) -> str:
    return f" *Not at hand word for word:* {plain(claim.not_quoted)}." if claim.not_quoted else ""


def _met(entry: Entry) -> str:
    """Return which side of its test a claim of the record meets; a rule says that itself."""
    return "" if entry.now.basis == "rule" else f" **By it.** {plain(entry.claim.by_its_test)}"


def _title(entry: Entry) -> str:
    then, now = (f"[{each.headline.verdict}]{{.verdict-word}}" for each in (entry.then, entry.now))
    chips = f"then and now: {now}" if then == now else f"2017: {then} · since: {now}"
    basis = "rule" if entry.now.basis == "rule" else "record"
    line = f"{chips} · {entry.now.headline.confidence} confidence · {basis}"
    return f"[{entry.claim.id}]{{.claim-id}} {plain(entry.claim.paraphrase)} [{line}]{{.claim-verdicts}}"


def _reasons(finding: Finding, rulebook: Mapping[str, Rule]) -> list[str]:
    """Return what decided on one clock, what gave the confidence, and what only bears on the claim, a line each."""
    if finding.basis == "rule":
        lines = [
            line
            for verdict in finding.verdicts
            for line in (_ruled(verdict, rulebook, verdict.rule in finding.reverse), grounds(verdict))
        ]
    else:
        because = plain(finding.headline.because)
        lines = [f"{DECIDED_BY[finding.basis]}: {because}.", grounds(finding.headline)]
    return lines + [
        f"Bears on it without deciding it: {_rule(verdict, rulebook)} (*{verdict.verdict}*)."
        for verdict in finding.beside
    ]


def _ruled(verdict: Verdict, rulebook: Mapping[str, Rule], reverse: bool) -> str:
    given = "the claim says the opposite, so the verdict is mirrored to " if reverse else ""
    return f"By the rule {_rule(verdict, rulebook)}: {given}*{verdict.verdict}*, because {plain(verdict.because)}."


def _rule(verdict: Verdict, rulebook: Mapping[str, Rule]) -> str:
    """Return a link to the rule behind a verdict; drivers are judged by the battery, which has a page of its own."""
    if verdict.rule in rulebook:
        return rule_link(verdict.rule, verdict.statement)
    return f"{{doc}}`{plain(verdict.statement)} <ruler>`"


def _record(entry: Entry, events: pd.DataFrame) -> list[str]:
    """Return the record with all that either clock rests on; the day of each says on which it counts."""
    findings = (entry.then, entry.now)
    sources = dict.fromkeys([*entry.claim.sources, *(key for each in findings for key in each.sources)])
    dated = dict.fromkeys(event for each in findings for event in each.events)
    told = f"**The record, to 2026.** {plain(entry.claim.public_record)} {{cite}}`{','.join(sources)}`"
    return [f"{told} *Dated:* {'; '.join(_event(events.loc[each]) for each in dated)}." if dated else told]


def _event(event: pd.Series) -> str:
    """Return the day of an event, with a link to its place in the timeline."""
    return f'<a href="timeline.html#event-{event.name}">{_when(event["date"])}</a>'


def _when(date: str) -> str:
    worded = {4: str, 7: words.month, 10: words.date}
    return worded[len(date)](date)


def _history(entry: Entry) -> str:
    claim = entry.claim
    told = f"**Before the data work.** {claim.prior.capitalize()}, {claim.prior_confidence} confidence."
    return f"{told} *See* {{doc}}`corrections`." if entry.history else told


def _slug(verdict: str) -> str:
    return verdict.replace(" ", "-")


def differing(entries: list[Entry]) -> Block:
    """Return the claims whose verdict on what is known today is not the one before the data work, by the change."""
    moved: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        change = (entry.claim.prior, entry.now.headline.verdict)
        if change[0] != change[1]:
            moved.setdefault(change, []).append(claim_link(entry.claim.id))
    rows = ((*change, ", ".join(moved[change])) for change in sorted(moved, key=_along_the_scale))
    return Block(markdown.table(("Before the data", "Now", "Claims"), rows))


def _along_the_scale(change: tuple[str, str]) -> tuple[int, ...]:
    return tuple(map(VERDICTS.index, change))


def corrections(entries: list[Entry]) -> Block:
    """Return the log of changed verdicts, a line a claim; what was changed for one reason is told once."""
    lines = []
    for entry in entries:
        told: dict[tuple, dict[tuple[str, str], list[str]]] = {}
        for each in sorted(entry.history, key=lambda each: each.id):
            steps = told.setdefault((each.date, each.why), {})
            steps.setdefault((each.old, each.new), []).append(each.clock)
        changes = (
            f"{words.date(date)}: {_steps(steps)}. {plain(why)}" for (date, why), steps in told.items()
        )
        if told:
            lines.append(f"- {claim_link(entry.claim.id)}. {' '.join(changes)}")
    return Block("\n".join(lines))


def _steps(steps: Mapping[tuple[str, str], Sequence[str]]) -> str:
    """Return what a verdict went from and to, on which clock if not on both."""
    return ", ".join(
        f"*{old}* to *{new}*" + ("" if len(clocks) > 1 else f" (clock {clocks[0]})")
        for (old, new), clocks in steps.items()
    )


def verdicts_json(entries: list[Entry], fixed: Rules, drivers: Sequence[dict] = ()) -> str:
    """Return the ledger for machines, as `verdicts.json` holds it; the same ledger gives the same bytes.

    Parameters
    ----------
    entries : list of Entry
        The ledger.
    fixed : Rules
        As `dossier.verdicts.rules.rules` reads them.
    drivers : sequence of dict
        The article's four and their rivals, as `dossier.book.ruler.machine` returns them.
    """
    book = cited.book()
    stated = {
        "title": book.title,
        "version": book.version,
        "released": book.day,
        "author": book.by,
        "licence": "CC BY 4.0",
        "clocks": {"A": CLOCKS[0], "B": CLOCKS[1], "last_day_of_a": fixed.clock_a.isoformat()},
        "scales": {
            "verdict": list(VERDICTS),
            "likelihood": [*LIKELIHOODS, NO_LIKELIHOOD],
            "likelihood_asked": LIKELIHOOD_ASKED,
            "confidence": list(CONFIDENCES),
            "basis": BASES,
        },
        "combination": fixed.combination,
        "drivers": list(drivers),
        "claims": [_machine(entry) for entry in entries],
    }
    return json.dumps(stated, indent=1, ensure_ascii=False) + "\n"


def _machine(entry: Entry) -> dict:
    claim = entry.claim
    return {
        "id": claim.id,
        "part": claim.part,
        "of": "article" if claim.of_article else "comment",
        "locator": claim.locator,
        "quotation": claim.quotation,
        "not_quoted": claim.not_quoted,
        "paraphrase": claim.paraphrase,
        "kind": claim.kind,
        "page": f"{PAGE}.html#{anchor(claim.id)}",
        "how_to_test": claim.how_to_test,
        "by_its_test": claim.by_its_test,
        "likelihood_asked": claim.likelihood_asked,
        "clock_a": _machine_finding(entry.then),
        "clock_b": _machine_finding(entry.now),
        "cannot_show": claim.cannot_show,
        "sources": list(claim.sources),
        "figures": list(claim.figures),
        "prior": {"verdict": claim.prior, "confidence": claim.prior_confidence},
        "history": [
            {
                "id": change.id,
                "date": change.date.isoformat(),
                "clock": change.clock,
                "from": change.old,
                "to": change.new,
                "why": change.why,
            }
            for change in entry.history
        ],
    }


def _machine_finding(finding: Finding) -> dict:
    return {
        **_machine_verdict(finding.headline),
        "basis": finding.basis,
        "rules": [
            {
                "rule": each.rule,
                "statement": each.statement,
                "reversed": each.rule in finding.reverse,
                **_machine_verdict(each),
            }
            for each in finding.verdicts
            if each.rule
        ],
        "sources": list(finding.sources),
        "events": list(finding.events),
    }


def _machine_verdict(verdict: Verdict) -> dict:
    return {
        "verdict": verdict.verdict,
        "likelihood": verdict.likelihood,
        "confidence": verdict.confidence,
        "because": verdict.because,
        "confidence_because": list(verdict.grounds),
        "caveats": list(verdict.lowered_by),
    }

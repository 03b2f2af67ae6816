"""The ledger in the book: every claim with its verdicts, for readers and for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from dossier import catalogue, cited, markdown, words
from dossier.book import filters
from dossier.book.blocks import CLOCKS, Block, brief, grounds, plain
from dossier.verdicts.ledger import BASES, Claim, Entry, Finding
from dossier.verdicts.rules import BATTERY, Rule, Rules, rules
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


def _raw(markup: str) -> Block:
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
    return _raw(
        f'<p>For machines: <a href="../{FILE}" download>{FILE}</a> holds every claim with both verdicts, '
        "reasons, sources and history. This page carries the same as schema.org ClaimReview.</p>"
    )


def filter_form() -> Block:
    """Return the form that narrows the claims down; nothing shows without a script."""
    verdicts = {_slug(verdict): verdict for verdict in VERDICTS}
    return _raw(
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
    fixed = rules()
    return Block("\n".join(_detail(entry, events, fixed) for entry in entries if entry.claim.part == name))


def _detail(entry: Entry, events: pd.DataFrame, fixed: Rules) -> str:
    claim = entry.claim
    classes = ["claim", f"part-{claim.part}", f"then-{_slug(entry.then.headline.verdict)}"]
    classes += [f"now-{_slug(entry.now.headline.verdict)}", f"confidence-{entry.now.headline.confidence}"]
    classes += [f"basis-{entry.now.basis}"]
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
    ]
    for clock, finding in zip(CLOCKS, (entry.then, entry.now), strict=True):
        lines += _finding(clock, finding, events, fixed)
    lines += [
        f"**The record, to 2026.** {plain(claim.public_record)} {_cited(claim.sources)}",
        "",
        f"**What cannot be shown.** {plain(claim.cannot_show)}",
        "",
    ]
    figures = "; ".join(f"{{ref}}`{figure} <{figure}>`" for figure in claim.figures)
    lines += [f"**Figures.** {figures or 'None is drawn for it'}.", ""]
    return "\n".join([*lines, *_history(entry), "::::", ""])


def _not_quoted(claim: Claim) -> str:
    return f" *Not at hand word for word:* {plain(claim.not_quoted)}." if claim.not_quoted else ""


def _met(entry: Entry) -> str:
    """Return which side of its test a claim of the record meets; a rule says that itself."""
    return "" if entry.now.basis == "rule" else f" **By it.** {plain(entry.claim.by_its_test)}"


def _title(entry: Entry) -> str:
    then, now = entry.then.headline, entry.now.headline
    chips = f"2017: [{then.verdict}]{{.verdict-word}} · since: [{now.verdict}]{{.verdict-word}}"
    basis = "rule" if entry.now.basis == "rule" else "record"
    line = f"{chips} · {now.confidence} confidence · {basis}"
    return f"[{entry.claim.id}]{{.claim-id}} {plain(entry.claim.paraphrase)} [{line}]{{.claim-verdicts}}"


def _finding(clock: str, finding: Finding, events: pd.DataFrame, fixed: Rules) -> list[str]:
    lines = [f"**{clock}:** {brief(finding.headline)}", ""]
    if finding.basis == "rule":
        lines += [
            line
            for verdict in finding.verdicts
            for line in (
                _ruled(verdict, fixed[verdict.rule], verdict.rule in finding.reverse),
                f"- {grounds(verdict)}",
            )
        ]
    else:
        lines += [f"- Rests on {BASES[finding.basis]}: {plain(finding.headline.because)}."]
        lines += [f"- {grounds(finding.headline)}"]
        if finding.sources:
            lines += [f"- Sources: {_cited(finding.sources)}"]
        lines += [f"- {_event(events.loc[event])}" for event in finding.events]
    lines += [
        f"- Bears on it without deciding it: “{plain(verdict.statement)}” is {verdict.verdict}, because "
        f"{plain(verdict.because)}."
        for verdict in finding.beside
    ]
    return [*lines, ""]


def _ruled(verdict: Verdict, rule: Rule, reverse: bool) -> str:
    given = "The claim says the opposite, so the verdict is mirrored" if reverse else "Its verdict"
    return (
        f"- Rests on the rule `{rule.name}`, “{plain(rule.statement)}”, fixed on {words.date(rule.fixed_on)}. It "
        f"reads {plain(rule['reads'])}. {given}: *{verdict.verdict}*, because {plain(verdict.because)}."
    )


def _event(event: pd.Series) -> str:
    return f"{_when(event['date'])}: {plain(event['event'])}"


def _when(date: str) -> str:
    worded = {4: str, 7: words.month, 10: words.date}
    return worded[len(date)](date)


def _cited(keys: tuple[str, ...]) -> str:
    return f"{{cite}}`{','.join(keys)}`"


def _history(entry: Entry) -> list[str]:
    claim = entry.claim
    lines = ["**History of the verdict.**", ""]
    lines += [f"- Before the data work: {claim.prior}, {claim.prior_confidence} confidence."]
    for change in entry.history:
        clock = CLOCKS["AB".index(change.clock)]
        clock = clock[0].lower() + clock[1:]
        lines.append(
            f"- {words.date(change.date)}, {clock}: from {change.old} to {change.new}. {plain(change.why)}"
        )
    return [*lines, ""]


def _slug(verdict: str) -> str:
    return verdict.replace(" ", "-")


def differing(entries: list[Entry]) -> Block:
    """Return the claims whose verdict since 2017 is not the prior, with what decided."""
    found = ((entry.claim, entry.now.headline) for entry in entries)
    rows = (
        (_link(claim.id), claim.prior, now.verdict, plain(now.because))
        for claim, now in found
        if now.verdict != claim.prior
    )
    return Block(markdown.table(("Claim", "Before the data", "Now", "Because"), rows))


def corrections(entries: list[Entry]) -> Block:
    """Return the log of changed verdicts, newest first."""
    changes = sorted((change for entry in entries for change in entry.history), key=lambda each: each.id)
    return Block(
        "\n".join(
            f"- {words.date(each.date)}, {_link(each.claim)}, clock {each.clock}: from *{each.old}* to *{each.new}*. "
            f"{plain(each.why)}"
            for each in reversed(changes)
        )
    )


def _link(claim_id: str) -> str:
    return f"{{ref}}`{claim_id} <{anchor(claim_id)}>`"


def deviations(fixed: Rules) -> Block:
    """Return every change of a rule that was made after results were seen, in the order of their days."""
    lines = []
    for change in sorted(fixed.deviations, key=lambda each: each["changed_on"]):
        lines += [
            f"{_changed(change, fixed)}; changed on {words.date(change['changed_on'])})",
            "",
            f"- *Change.* {plain(change['change'])}",
            f"- *Why.* {plain(change['why'])}",
            f"- *Effect.* {plain(change['effect'])}",
            "",
        ]
    return Block("\n".join(lines))


def _changed(change: Mapping, fixed: Rules) -> str:
    """Return what a change concerns, up to its day: a rule, the scoring of rivals, or the battery as a whole."""
    if change["rule"] == BATTERY:
        return "**The tests that every driver goes through** (section `battery` of the rules file"
    rule = fixed.changed(change)
    fixed_on = words.date(rule.fixed_on)
    return f"**{plain(rule.statement)}** (rule `{rule.name}`, part {rule['part']}, fixed on {fixed_on}"


def rule_list(fixed: Rules) -> Block:
    """Return each rule with its day, its part and the claims that it judges or bears on."""
    return Block("\n".join(_rule_line(rule) for rule in fixed.by_name.values()))


def _rule_line(rule: Rule) -> str:
    uses = {"judges": rule.judges, "judges in reverse": rule.judges_in_reverse, "bears on": rule.bears_on}
    claims = "; ".join(f"{use} {', '.join(map(_link, ids))}" for use, ids in uses.items() if ids)
    return (
        f"- `{rule.name}` (part {rule['part']}, fixed on {words.date(rule.fixed_on)}): {plain(rule.statement)}. "
        f"*Claims:* {claims or 'none'}."
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
        "released": book.released.isoformat(),
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


def claim_reviews(entries: list[Entry]) -> Block:
    """Return a schema.org ClaimReview for each claim, on what is known since, as JSON-LD.

    The rating runs from 5 (supported) to 1 (refuted); what is untestable has a name and no number. The article's
    author and address are not known to this project and are not given, nor is an address of the book.
    """
    graph = [_review(entry) for entry in entries]
    # `<` cannot close the script element early when it is written as an escape.
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return _raw('<script type="application/ld+json">\n' + text.replace("<", "\\u003c") + "\n</script>")


def _review(entry: Entry) -> dict:
    book, claim, now = cited.book(), entry.claim, entry.now.headline
    scale = [verdict for verdict in VERDICTS if verdict != UNTESTABLE]
    rating = {"@type": "Rating", "bestRating": len(scale), "worstRating": 1, "alternateName": now.verdict}
    if now.verdict != UNTESTABLE:
        rating["ratingValue"] = len(scale) - scale.index(now.verdict)
    steps = ", ".join(f"{len(scale) - place} {verdict}" for place, verdict in enumerate(scale))
    rating["ratingExplanation"] = f"Scale: {steps}; untestable has no number. Here: {now.because}."
    appearance = {"@type": "Article" if claim.of_article else "Comment"}
    return {
        "@type": "ClaimReview",
        "@id": f"#{anchor(claim.id)}",
        "claimReviewed": claim.paraphrase,
        "datePublished": book.released.isoformat(),
        "author": [{"@type": each.kind, "name": each.written} for each in book.authors],
        "reviewRating": rating,
        "itemReviewed": {"@type": "Claim", "identifier": claim.id, "appearance": appearance},
    }

"""The ledger: one entry for each claim of the article and of a reader's comment, with its verdict on both clocks.

A claim that a rule judges takes the rule's verdict, computed from data; every other claim takes the verdict of
the record, from `evidence/records`. Both hold the same scales, and each entry says which it used.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from dossier.clocks import CLOCKS
from dossier.errors import EvidenceError
from dossier.indicators.timeline import intervals
from dossier.references import Reference
from dossier.verdicts.confidence import of_record
from dossier.verdicts.rules import Rules
from dossier.verdicts.scale import (
    COMBINATIONS,
    NO_LIKELIHOOD,
    Judged,
    Verdict,
    mirrored,
    states_likelihood,
)

#: What a verdict rests on, and what that means.
BASES = {
    "rule": "a rule over data, fixed in advance",
    "document": "documents, read by one reader",
    "opinion": "an opinion, held against the record",
    "prediction": "a forecast, held against the outcome",
}
CLAIMS, RECORDS, RULES = "evidence/claims", "evidence/records", "evidence/rules.toml"
CORRECTIONS, TIMELINE = "evidence/corrections", "evidence/timeline"
#: Section of the claims that a reader made under the article.
COMMENT = "comment"
#: Tables that the ledger reads beside those of the judges.
READS = (CLAIMS, CORRECTIONS, RECORDS, TIMELINE)


@dataclass(frozen=True)
class Claim:
    """One checkable statement of the article or of its reader comment.

    Parameters
    ----------
    id, part, locator, quotation, paraphrase, kind, how_to_test, public_record, cannot_show : str
        As `evidence/claims` holds them; `part` is its section, `quotation` the article's own words.
    not_quoted, by_its_test : str
        What it says beyond the words quoted; which side of its test the record meets. Empty where there is nothing.
    likelihood_asked : str
        Whether a likelihood can be stated for it and, if not, why.
    prior, prior_confidence : str
        Verdict before the data work.
    sources, figures : tuple of str
        Keys of references and ids of figures.
    """

    id: str
    part: str
    locator: str
    quotation: str
    not_quoted: str
    paraphrase: str
    kind: str
    how_to_test: str
    by_its_test: str
    likelihood_asked: str
    public_record: str
    cannot_show: str
    prior: str
    prior_confidence: str
    sources: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def of_article(self) -> bool:
        """Whether the article makes it, and not the reader's comment under it."""
        return self.part != COMMENT


@dataclass(frozen=True)
class Finding:
    """A claim's verdict on one clock.

    Parameters
    ----------
    basis : str
        One of `BASES`.
    headline : Verdict
        The verdict shown; the least favourable where several rules judge the claim.
    verdicts : tuple of Verdict
        Every verdict behind it.
    reverse : tuple of str
        Names of the rules whose statement the claim contradicts; their verdicts here are mirrored.
    beside : tuple of Verdict
        Verdicts of rules that bear on the claim and do not decide it.
    sources, events : tuple of str
        Keys of references and ids of events that a record rests on; empty for a rule, which reads tables.
    """

    basis: str
    headline: Verdict
    verdicts: tuple[Verdict, ...]
    reverse: tuple[str, ...] = ()
    beside: tuple[Verdict, ...] = ()
    sources: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True)
class Correction:
    """One change of a verdict that had been given."""

    id: str
    date: datetime.date
    claim: str
    clock: str
    old: str
    new: str
    why: str


@dataclass(frozen=True)
class Entry:
    """One claim with its findings on both clocks and the changes of its verdict."""

    claim: Claim
    then: Finding
    now: Finding
    history: tuple[Correction, ...] = ()


def assemble(
    tables: Mapping[str, pd.DataFrame],
    judged: Mapping[str, Judged],
    rules: Rules,
    references: Mapping[str, Reference],
) -> list[Entry]:
    """Return one entry for each claim, in the order of their ids.

    Parameters
    ----------
    tables : mapping
        `READS`, loaded.
    judged : mapping
        Name of each rule to its verdicts, from the judges of all parts.
    rules : Rules
        As `dossier.verdicts.rules.rules` reads them.
    references : mapping
        As `dossier.references.references` reads them.

    Returns
    -------
    list of Entry
        Every claim has a verdict on both clocks.

    Raises
    ------
    EvidenceError
        If a claim has no quotation, or neither a rule nor a record; a rule has no judge, names a claim that does not
        exist, or states a likelihood where its claim has none; a record names a source or an event that does not
        exist, or on clock A one that was not public by its last day, or does not say how it meets the claim's test; or
        a correction does not continue the one before it.
    """
    claims = {row.claim_id: _claim(row) for row in tables[CLAIMS].itertuples()}
    for claim in claims.values():
        _check_quoted(claim)
    _check_rules(rules, judged, claims)
    timeline = tables[TIMELINE]
    public_days = _public_days(timeline)
    sources_of = {row.event_id: _several(row.source_key) for row in timeline.itertuples()}
    records = {}
    for record in tables[RECORDS].itertuples():
        where = f"{RECORDS}, {record.claim_id}, clock {record.clock}"
        _check_known(where, record.claim_id, claims, CLAIMS)
        claim = claims[record.claim_id]
        _check_record(where, record, claim, rules.clock_a, references, public_days)
        records[record.claim_id, record.clock] = _recorded(claim, record, sources_of, references, rules)
    corrections = _corrections(tables[CORRECTIONS], claims)
    return [
        Entry(
            claim,
            *(_finding(claim, clock, judged, rules, records) for clock in CLOCKS),
            tuple(change for change in corrections if change.claim == claim_id),
        )
        for claim_id, claim in sorted(claims.items())
    ]


def _claim(row) -> Claim:
    return Claim(
        id=row.claim_id,
        part=row.section,
        locator=row.locator,
        quotation=_text(row.quotation),
        not_quoted=_text(row.not_quoted),
        paraphrase=row.paraphrase,
        kind=row.kind,
        how_to_test=row.how_to_test,
        by_its_test=_text(row.by_its_test),
        likelihood_asked=row.likelihood_asked,
        public_record=row.public_record,
        cannot_show=row.cannot_show,
        prior=row.verdict_prior,
        prior_confidence=row.verdict_confidence,
        sources=_several(row.sources),
        figures=_several(row.figures),
    )


def _text(cell) -> str:
    return "" if pd.isna(cell) else cell


def _several(cell) -> tuple[str, ...]:
    return () if pd.isna(cell) else tuple(part.strip() for part in cell.split(";"))


def _finding(claim: Claim, clock: str, judged, rules: Rules, records) -> Finding:
    def verdicts(named: str) -> list[Verdict]:
        every = rules.by_name | rules.of_drivers
        chosen = (
            name for name, rule in every.items() if claim.id in getattr(rule, named) and not rule.retired
        )
        return [judged[name].then if clock == "A" else judged[name].now for name in chosen]

    opposite = [mirrored(verdict) for verdict in verdicts("judges_in_reverse")]
    decisive = [*verdicts("judges"), *opposite]
    beside = tuple(verdicts("bears_on"))
    if decisive:
        headline = COMBINATIONS[rules.combination](decisive)
        reverse = tuple(verdict.rule for verdict in opposite)
        return Finding("rule", headline, tuple(decisive), reverse, beside)
    if (claim.id, clock) not in records:
        raise EvidenceError(
            f"{RECORDS}, {claim.id}, clock {clock}",
            "the claim has neither a rule nor a record",
            "a rule that names it under claims, or a row",
            f"Add the row, or name {claim.id} in a rule of {RULES}.",
        )
    if not claim.by_its_test:
        raise EvidenceError(
            f"{CLAIMS}, {claim.id}",
            "its verdict is one of the record, and nothing says which side of its test is met",
            "a sentence under by_its_test",
            "Hold the record against how_to_test and write down what it meets; the verdict follows.",
        )
    return replace(records[claim.id, clock], beside=beside)


def _recorded(claim: Claim, record, sources_of, references, rules: Rules) -> Finding:
    """Return the finding of one record, its confidence by the rubric."""
    sources, events = _several(record.sources), _several(record.events)
    cited = {*sources, *(key for event in events for key in sources_of[event])} & set(references)
    known = [references[key] for key in sorted(cited)]
    if record.clock == "A":
        # An event of that clock may be told by a later page; only what was public then makes it surer.
        known = [each for each in known if each.public_on and each.public_on <= rules.clock_a]
    confidence = of_record(
        known,
        record.silence == "yes",
        record.weighed == "yes",
        rules.rubric,
    )
    verdict = Verdict(
        "",
        claim.paraphrase,
        record.verdict,
        record.likelihood,
        record.because,
        _several(record.caveats),
        confidence.word,
        confidence.because,
        claim.likelihood_asked,
    )
    return Finding(record.basis, verdict, (verdict,), sources=sources, events=events)


def _check_quoted(claim: Claim) -> None:
    if not claim.quotation:
        raise EvidenceError(
            f"{CLAIMS}, {claim.id}",
            "a paraphrase without its quotation",
            "the words that it stands for, at most twelve",
            "Copy them from the article. Where they are not at hand, take the shortest phrase that is and say under "
            "not_quoted what it leaves out.",
        )


def _check_rules(rules: Rules, judged: Mapping[str, Judged], claims: Mapping[str, Claim]) -> None:
    for name, rule in (rules.by_name | rules.of_drivers).items():
        if name not in judged:
            raise EvidenceError(
                f"{RULES}, rule {name}",
                "no judge gives its verdict",
                "a verdict from a module of dossier/verdicts",
                "Add the function, or take the rule out.",
            )
        for claim_id in (*rule.judges, *rule.judges_in_reverse, *rule.bears_on):
            _check_known(f"{RULES}, rule {name}", claim_id, claims, CLAIMS)
        for claim_id in (*rule.judges, *rule.judges_in_reverse):
            asked = claims[claim_id].likelihood_asked
            if rule.likelihood_asked != asked:
                raise EvidenceError(
                    f"{RULES}, rule {name}",
                    f"likelihood_asked is {rule.likelihood_asked!r}, and {asked!r} for {claim_id}, which it judges",
                    "the same for both",
                    f"Mend the rule or {CLAIMS}.",
                )


def _check_record(where: str, record, claim: Claim, clock_a, references, public_days) -> None:
    if states_likelihood(record.verdict, claim.likelihood_asked) == (record.likelihood == NO_LIKELIHOOD):
        raise EvidenceError(
            where,
            f"verdict {record.verdict!r} with likelihood {record.likelihood!r}, "
            f"where likelihood_asked is {claim.likelihood_asked!r}",
            "no likelihood for what is untestable, hangs on a definition or is known to be half true, and one for "
            "everything else",
            "Mend the row, or likelihood_asked of the claim.",
        )
    sources, events = _several(record.sources), _several(record.events)
    if not sources + events:
        raise EvidenceError(where, "it names no evidence", "a source or an event", "Name what it rests on.")
    for key in sources:
        _check_known(where, key, references, "evidence/references.bib")
        if not references[key].rank:
            raise EvidenceError(
                where, f"its source {key} has no rank", "one", "Give it one in evidence/references.bib."
            )
        if record.clock == "A":
            _check_public(where, key, references[key].public_on, clock_a)
    for event in events:
        _check_known(where, event, public_days, TIMELINE)
        if record.clock == "A":
            _check_public(where, event, public_days[event], clock_a)


def _public_days(timeline: pd.DataFrame) -> dict[str, datetime.date]:
    dated = intervals(timeline)
    return dict(zip(dated["event_id"], dated["public_on"].dt.date, strict=True))


def _check_known(where: str, name: str, known, holder: str) -> None:
    if name not in known:
        raise EvidenceError(where, f"{name} does not exist", f"one that {holder} holds", "Mend the name.")


def _check_public(where: str, name: str, public_on, clock_a) -> None:
    if public_on is None or public_on > clock_a:
        when = "without a date" if public_on is None else f"public on {public_on} at the latest"
        raise EvidenceError(
            where,
            f"{name} is {when}",
            f"on clock A only what was public by {clock_a}",
            "Take it out of the row for clock A, or date it more exactly.",
        )


def _corrections(table: pd.DataFrame, claims: Mapping[str, Claim]) -> list[Correction]:
    found, last = [], {}
    for row in table.itertuples():
        where = f"{CORRECTIONS}, {row.correction_id}"
        _check_known(where, row.claim_id, claims, CLAIMS)
        at = row.claim_id, row.clock
        if row.old_verdict != last.get(at, row.old_verdict) or row.old_verdict == row.new_verdict:
            raise EvidenceError(
                where,
                f"it goes from {row.old_verdict!r} to {row.new_verdict!r}",
                f"a change from {last.get(at, 'the verdict before')!r} to another verdict",
                "Mend the row; the log of one claim continues from change to change.",
            )
        last[at] = row.new_verdict
        found.append(
            Correction(
                row.correction_id,
                row.date.date(),
                row.claim_id,
                row.clock,
                row.old_verdict,
                row.new_verdict,
                row.why,
            )
        )
    return found

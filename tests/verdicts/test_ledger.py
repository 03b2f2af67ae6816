"""The ledger of claims: every claim on both clocks, several rules on one claim, and bad input by name."""

import copy
import dataclasses

import pandas as pd
import pytest

from dossier import catalogue, judgements, load, paths, results
from dossier.errors import EvidenceError, TableError
from dossier.references import references
from dossier.verdicts import ledger
from dossier.verdicts.rules import rules as read_rules
from dossier.verdicts.scale import (
    LIKELIHOODS,
    NO_LIKELIHOOD,
    VERDICTS,
    Judged,
    Verdict,
    least_favourable,
    mirrored,
)

UNREAD = "its sources are cited from the public record and were not read here"
FAVOURABLE, UNFAVOURABLE = VERDICTS[:2], VERDICTS[3:5]


def verdict(word, likelihood, confidence="high"):
    return Verdict("stub", "a statement", word, likelihood, "it was so", confidence=confidence)


@pytest.fixture
def tables():
    return {name: load(name) for name in ledger.READS}


@pytest.fixture
def rules():
    return copy.deepcopy(read_rules())


@pytest.fixture
def judged(rules):
    """Every rule judged alike: what the ledger makes of verdicts does not hang on what they are."""
    return {
        name: Judged(verdict("mixed", "likely"), verdict("refuted", "unlikely"))
        for name in rules.by_name | rules.of_drivers
    }


def altered_claim(table, claim_id, /, **cells):
    """The claims with one row changed."""
    chosen = table["claim_id"].eq(claim_id)
    assert chosen.sum() == 1
    return table.assign(**{column: table[column].mask(chosen, value) for column, value in cells.items()})


@pytest.fixture(scope="module")
def cited():
    return references()


@pytest.fixture(scope="module")
def real():
    """The ledger as the book shows it."""
    return results.entries()


def by_id(entries):
    return {entry.claim.id: entry for entry in entries}


def altered(table, claim_id, clock, /, **cells):
    """The records with one row changed."""
    chosen = table["claim_id"].eq(claim_id) & table["clock"].eq(clock)
    assert chosen.sum() == 1
    return table.assign(**{column: table[column].mask(chosen, value) for column, value in cells.items()})


class TestEveryClaim:
    def test_those_of_the_article_and_of_a_comment_have_a_verdict_on_both_clocks(self, real):
        assert [entry.claim.id for entry in real] == [f"C{number:02}" for number in range(1, len(real) + 1)]
        assert {entry.claim.of_article for entry in real} == {True, False}
        for entry in real:
            for finding in (entry.then, entry.now):
                assert finding.basis in ledger.BASES
                assert finding.headline.verdict in VERDICTS
                assert finding.headline.because

    def test_a_claim_with_a_rule_takes_its_verdict_and_any_other_that_of_the_record(self, real, rules):
        ruled = {
            claim
            for rule in (rules.by_name | rules.of_drivers).values()
            if not rule.retired
            for claim in (*rule.judges, *rule.judges_in_reverse)
        }
        assert {entry.claim.id for entry in real if entry.now.basis == "rule"} == ruled
        assert {entry.claim.id for entry in real if entry.then.basis == "rule"} == ruled

    def test_the_order_of_announcement_and_strikes_refutes_the_claim_on_both_clocks(self, real):
        claim = by_id(real)["C27"]
        assert claim.then.headline.verdict == claim.now.headline.verdict == "refuted"
        assert "247 days after" in claim.now.headline.because

    def test_forecasts_are_untestable_in_2017_and_judged_by_the_outcome_since(self, real):
        forecasts = [
            entry for entry in real if entry.claim.kind == "prediction" and entry.now.basis != "rule"
        ]
        assert forecasts
        for entry in forecasts:
            assert entry.then.headline.verdict == "untestable"
            assert entry.now.headline.verdict != "untestable"
            assert entry.now.basis == "prediction"

    def test_a_record_judges_opinions_and_forecasts_as_what_they_are(self):
        kinds = load("evidence/claims").set_index("claim_id")["kind"]
        records = load("evidence/records")
        bases = {"fact": "document", "causal": "document", "opinion": "opinion", "prediction": "prediction"}
        assert records["basis"].eq(records["claim_id"].map(kinds).map(bases)).all()

    def test_the_log_ends_with_the_verdict_that_is_shown(self, real):
        for entry in real:
            last = {change.clock: change.new for change in entry.history}
            shown = {"A": entry.then.headline.verdict, "B": entry.now.headline.verdict}
            assert all(shown[clock] == new for clock, new in last.items()), entry.claim.id

    def test_likelihood_leans_the_way_of_the_verdict(self, real):
        for entry in real:
            for headline in (entry.then.headline, entry.now.headline):
                if headline.likelihood == NO_LIKELIHOOD:
                    continue
                if headline.verdict in FAVOURABLE:
                    # Even where a rule takes a step off its likelihood, as for what all neighbours did.
                    assert LIKELIHOODS.index(headline.likelihood) >= 3, entry.claim.id
                if headline.verdict in UNFAVOURABLE:
                    assert LIKELIHOODS.index(headline.likelihood) < 3, entry.claim.id

    def test_a_record_that_rests_on_nothing_that_was_read_says_so(self, cited):
        records = load("evidence/records")
        without_events = records[records["events"].isna()]
        for row in without_events.itertuples():
            if not any(cited[key].read for key in row.sources.split(";")):
                assert UNREAD in row.caveats, (row.claim_id, row.clock)

    def test_no_likelihood_where_a_definition_or_half_a_truth_decides(self, real):
        for entry in real:
            for headline in (entry.then.headline, entry.now.headline):
                stated = headline.likelihood != NO_LIKELIHOOD
                asked = entry.claim.likelihood_asked == "yes"
                assert stated == (asked and headline.verdict != "untestable"), entry.claim.id

    def test_a_verdict_of_the_record_stands_on_the_side_of_its_test_that_is_met(self, real):
        sides = {"True": ("supported", "mostly supported"), "False": ("mostly unsupported", "refuted")}
        sides |= {
            "Both": ("mixed",),
            "Between": ("mixed",),
            "Neither": ("untestable",),
            "Not run": ("untestable",),
        }
        of_record = [entry for entry in real if entry.now.basis != "rule"]
        told = 0
        for entry in of_record:
            # Where the clocks differ the sentence begins with the first of them and tells both.
            differs = entry.then.headline.verdict != entry.now.headline.verdict
            for begins, verdicts in sides.items():
                if entry.claim.by_its_test.startswith(begins) and not differs:
                    assert entry.now.headline.verdict in verdicts, entry.claim.id
                    told += 1
        assert told >= 50

    def test_what_one_reader_had_to_weigh_is_marked(self):
        claims, records = (load(name).set_index("claim_id") for name in (ledger.CLAIMS, ledger.RECORDS))
        needs = claims["kind"].isin(["causal", "opinion"]) | claims["likelihood_asked"].eq("definition")
        assert records.loc[needs[needs].index, "weighed"].eq("yes").all()


class TestClockA:
    @pytest.mark.parametrize(
        ("cells", "message"),
        [
            ({"sources": "stewart2017reuters"}, "stewart2017reuters is public on 2017-05-31 at the latest"),
            ({"sources": "mattis2017hill"}, "mattis2017hill is public on 2017-04-30 at the latest"),
            ({"sources": "wikiairstan"}, "wikiairstan is without a date"),
            ({"events": "V077"}, "V077 is public on 2017-04-21 at the latest"),
            # The event is of 2014, the account of it of 2021.
            ({"events": "V123"}, "V123 is public on 2021-07-31 at the latest"),
        ],
    )
    def test_what_was_not_public_is_refused(self, tables, rules, judged, cited, cells, message):
        tables[ledger.RECORDS] = altered(tables[ledger.RECORDS], "C02", "A", **cells)
        with pytest.raises(EvidenceError, match=f"evidence/records, C02, clock A: {message}"):
            ledger.assemble(tables, judged, rules, cited)

    def test_the_same_evidence_may_stand_on_clock_b(self, tables, rules, judged, cited):
        tables[ledger.RECORDS] = altered(tables[ledger.RECORDS], "C02", "B", events="V123")
        assert by_id(ledger.assemble(tables, judged, rules, cited))["C02"].now.events == ("V123",)

    def test_an_entry_dated_to_the_day_counts_by_the_day(self, cited):
        assert str(cited["topix2017"].public_on) == "2017-04-16"
        assert str(cited["felbab2017"].public_on) == "2017-04-30"
        assert str(cited["blank2017cap"].public_on) == "2017-12-31"
        assert cited["wikiairstan"].public_on is None


class TestCombination:
    def test_the_least_favourable_verdict_is_shown(self):
        good, bad = verdict("supported", "very likely"), verdict("mostly unsupported", "unlikely")
        assert least_favourable([good, bad]) == least_favourable([bad, good]) == bad

    def test_what_could_not_be_tested_gives_way_to_what_could(self):
        untestable, good = verdict("untestable", "none stated"), verdict("supported", "very likely")
        assert least_favourable([untestable, good]) == good
        assert least_favourable([untestable]) == untestable

    def test_among_equals_the_less_likely_then_the_less_sure(self):
        sure = verdict("mixed", "unlikely")
        unsure = verdict("mixed", "unlikely", "moderate")
        assert least_favourable([verdict("mixed", "likely"), sure]) == sure
        assert least_favourable([sure, unsure]) == unsure

    def test_an_opposite_statement_takes_the_mirrored_verdict(self):
        found = mirrored(verdict("mostly unsupported", "very unlikely", "moderate"))
        assert (found.verdict, found.likelihood) == ("mostly supported", "very likely")
        assert found.confidence == "moderate"
        assert mirrored(verdict("mixed", "unlikely")).verdict == "mixed"
        assert mirrored(verdict("untestable", "none stated")).verdict == "untestable"
        assert mirrored(verdict("mostly supported", "none stated")).likelihood == "none stated"

    def test_several_rules_on_one_claim_are_all_shown_and_the_worst_leads(self, tables, rules, judged, cited):
        for name in ("threat", "syria_order"):
            rules[name].facts["claims"] = ["C27"]
        judged["threat"] = Judged(verdict("supported", "likely"), verdict("supported", "likely"))
        judged["syria_order"] = Judged(verdict("untestable", "none stated"), verdict("refuted", "unlikely"))
        entry = by_id(ledger.assemble(tables, judged, rules, cited))["C27"]
        assert (entry.then.headline.verdict, entry.now.headline.verdict) == ("supported", "refuted")
        assert len(entry.then.verdicts) == len(entry.now.verdicts) == 2

    def test_a_rule_that_only_bears_on_a_claim_does_not_decide_it(self, tables, rules, judged, cited):
        rules["pakistan"].facts.update(claims=[], against=[], bears_on=["C37"])
        entry = by_id(ledger.assemble(tables, judged, rules, cited))["C37"]
        assert entry.now.basis == "document"
        assert [each.verdict for each in entry.now.beside] == ["refuted"]

    def test_a_claim_that_says_the_opposite_is_judged_in_reverse(self, real):
        claim = by_id(real)["C33"]
        assert claim.now.headline.rule == "origin"
        assert claim.now.headline.verdict == "mostly supported"


class TestBadInput:
    @pytest.mark.parametrize("clock", ["A", "B"])
    def test_a_claim_without_rule_or_record(self, tables, rules, judged, cited, clock):
        records = tables[ledger.RECORDS]
        tables[ledger.RECORDS] = records[~(records["claim_id"].eq("C02") & records["clock"].eq(clock))]
        with pytest.raises(
            EvidenceError, match=f"C02, clock {clock}: the claim has neither a rule nor a record"
        ):
            ledger.assemble(tables, judged, rules, cited)

    @pytest.mark.parametrize(
        ("cells", "message"),
        [
            (
                {"sources": "nosuchkey2016"},
                "nosuchkey2016 does not exist; expected one that evidence/references",
            ),
            ({"events": "V999"}, "V999 does not exist; expected one that evidence/timeline holds"),
            ({"sources": None, "events": None}, "it names no evidence"),
            ({"verdict": "untestable"}, "verdict 'untestable' with likelihood 'almost certain'"),
            ({"likelihood": "none stated"}, "verdict 'supported' with likelihood 'none stated'"),
        ],
    )
    def test_a_record_that_contradicts_itself_or_the_tables(
        self, tables, rules, judged, cited, cells, message
    ):
        tables[ledger.RECORDS] = altered(tables[ledger.RECORDS], "C02", "B", **cells)
        with pytest.raises(EvidenceError, match=f"evidence/records, C02, clock B: {message}"):
            ledger.assemble(tables, judged, rules, cited)

    @pytest.mark.parametrize(
        ("column", "value"), [("verdict", "rather true"), ("likelihood", "very very likely"), ("clock", "C")]
    )
    def test_a_rating_outside_its_scale(self, tables, column, value):
        records = altered(tables[ledger.RECORDS], "C02", "B", **{column: value})
        with pytest.raises(TableError, match=rf"column {column}, row 4: found '{value}'; expected one of"):
            catalogue.check(records, catalogue.table(ledger.RECORDS), ledger.RECORDS)

    @pytest.mark.parametrize("name", [ledger.CLAIMS, ledger.RECORDS, ledger.CORRECTIONS])
    def test_a_duplicate_id(self, tables, name):
        doubled = pd.concat([tables[name], tables[name].iloc[[0]]], ignore_index=True)
        with pytest.raises(TableError, match=rf"{name}, row {len(doubled)}: a second row with"):
            catalogue.check(doubled, catalogue.table(name), name)

    def test_a_rule_that_nobody_judges(self, tables, rules, judged, cited):
        del judged["battlefield"]
        with pytest.raises(EvidenceError, match="rule battlefield: no judge gives its verdict"):
            ledger.assemble(tables, judged, rules, cited)

    @pytest.mark.parametrize("named", ["claims", "against", "bears_on"])
    def test_a_rule_that_names_a_claim_that_does_not_exist(self, tables, rules, judged, cited, named):
        rules["battlefield"].facts[named] = ["C99"]
        with pytest.raises(EvidenceError, match="rule battlefield: C99 does not exist"):
            ledger.assemble(tables, judged, rules, cited)

    @pytest.mark.parametrize("measure", ["indicators.conflict.no_such", "indicators.nowhere.share", "share"])
    def test_a_rule_that_names_a_measure_that_does_not_exist(self, rules, measure):
        rules["battlefield"].facts["measures"] = [measure]
        with pytest.raises(EvidenceError, match=f"rule battlefield: the measure {measure} does not exist"):
            judgements.judged(rules)

    def test_a_rule_that_names_no_measure(self, rules):
        rules["battlefield"].facts["measures"] = []
        with pytest.raises(EvidenceError, match="rule battlefield: it names no measure"):
            judgements.judged(rules)

    def test_a_paraphrase_without_its_quotation(self, tables, rules, judged, cited):
        tables[ledger.CLAIMS] = altered_claim(tables[ledger.CLAIMS], "C42", quotation=None)
        with pytest.raises(EvidenceError, match="evidence/claims, C42: a paraphrase without its quotation"):
            ledger.assemble(tables, judged, rules, cited)

    def test_a_quotation_of_more_than_twelve_words(self, tables):
        claims = altered_claim(tables[ledger.CLAIMS], "C42", quotation=" ".join(["word"] * 13))
        with pytest.raises(TableError, match=r"column quotation, row 42"):
            catalogue.check(claims, catalogue.table(ledger.CLAIMS), ledger.CLAIMS)

    def test_a_claim_of_the_record_that_does_not_say_how_it_meets_its_test(
        self, tables, rules, judged, cited
    ):
        tables[ledger.CLAIMS] = altered_claim(tables[ledger.CLAIMS], "C02", by_its_test=None)
        with pytest.raises(
            EvidenceError, match=r"evidence/claims, C02: .* nothing says which side of its test"
        ):
            ledger.assemble(tables, judged, rules, cited)

    def test_a_likelihood_where_the_claim_hangs_on_a_definition(self, tables, rules, judged, cited):
        tables[ledger.CLAIMS] = altered_claim(tables[ledger.CLAIMS], "C02", likelihood_asked="definition")
        with pytest.raises(EvidenceError, match=r"C02, clock A: .* where likelihood_asked is 'definition'"):
            ledger.assemble(tables, judged, rules, cited)

    def test_a_rule_and_its_claim_that_differ_on_whether_there_is_a_likelihood(
        self, tables, rules, judged, cited
    ):
        rules["battlefield"].facts["likelihood_asked"] = "yes"
        with pytest.raises(
            EvidenceError, match="rule battlefield: likelihood_asked is 'yes', and 'definition'"
        ):
            ledger.assemble(tables, judged, rules, cited)

    def test_a_source_without_a_rank(self, tables, rules, judged, cited):
        unranked = cited | {"kalinovsky2011": dataclasses.replace(cited["kalinovsky2011"], rank="")}
        with pytest.raises(EvidenceError, match="C02, clock A: its source kalinovsky2011 has no rank"):
            ledger.assemble(tables, judged, rules, unranked)

    def test_a_record_for_a_claim_that_does_not_exist(self, tables, rules, judged, cited):
        tables[ledger.RECORDS] = tables[ledger.RECORDS].replace({"claim_id": {"C74": "C75"}})
        with pytest.raises(EvidenceError, match="C75, clock A: C75 does not exist"):
            ledger.assemble(tables, judged, rules, cited)

    def test_a_correction_that_does_not_continue_the_one_before(self, tables, rules, judged, cited):
        log = tables[ledger.CORRECTIONS]
        broken = log["correction_id"].eq("K05")
        tables[ledger.CORRECTIONS] = log.assign(old_verdict=log["old_verdict"].mask(broken, "refuted"))
        with pytest.raises(
            EvidenceError, match="K05: it goes from 'refuted' to 'untestable'; expected a change from"
        ):
            ledger.assemble(tables, judged, rules, cited)

    def test_a_combination_that_does_not_exist(self, tmp_path, monkeypatch):
        source = paths.rules_file().read_text()
        (tmp_path / "evidence").mkdir()
        changed = source.replace('combination = "least favourable"', 'combination = "most pleasing"')
        (tmp_path / "evidence" / "rules.toml").write_text(changed)
        monkeypatch.setenv("DOSSIER_DATA", str(tmp_path))
        with pytest.raises(EvidenceError, match="combination: found 'most pleasing'; expected one of least"):
            read_rules()


def test_the_form_to_contest_a_claim_offers_the_scale():
    form = (paths.ROOT / ".github" / "ISSUE_TEMPLATE" / "contest-a-claim.yml").read_text()
    assert all(f"- {word}\n" in form for word in VERDICTS)

"""What the ledger gives machines, and how its claims are addressed."""

import json

import pytest

from dossier import load
from dossier.book import blocks, claims
from dossier.references import references
from dossier.verdicts import ledger
from dossier.verdicts.rules import rules as read_rules
from dossier.verdicts.scale import Judged, Verdict


@pytest.fixture(scope="module")
def rules():
    return read_rules()


@pytest.fixture(scope="module")
def entries(rules):
    """The ledger with the same stub for every rule: no measure is taken."""
    then = ("a statement", "untestable", "none stated", "nobody knew", ("too early",), "moderate")
    now = ("a statement", "refuted", "almost no chance", "5 < 6 & more")
    judged = {
        name: Judged(Verdict(name, *then), Verdict(name, *now)) for name in rules.by_name | rules.of_drivers
    }
    tables = {name: load(name) for name in ledger.READS}
    return ledger.assemble(tables, judged, rules, references())


@pytest.fixture(scope="module")
def stated(entries, rules):
    return json.loads(claims.verdicts_json(entries, rules))


@pytest.fixture(scope="module")
def reviews(entries):
    markup = claims.claim_reviews(entries).myst
    assert markup.count("</script>") == 1
    text = markup.split('<script type="application/ld+json">')[1].split("</script>")[0]
    return json.loads(text)["@graph"]


def test_the_file_holds_every_claim_with_both_clocks(stated, entries):
    assert [each["id"] for each in stated["claims"]] == [entry.claim.id for entry in entries]
    for each in stated["claims"]:
        for clock in ("clock_a", "clock_b"):
            assert each[clock]["verdict"] in stated["scales"]["verdict"]
            assert each[clock]["likelihood"] in stated["scales"]["likelihood"]
            assert each[clock]["confidence"] in stated["scales"]["confidence"]
            assert each[clock]["basis"] in stated["scales"]["basis"]


def test_the_file_names_the_rules_behind_a_verdict(stated):
    claim = next(each for each in stated["claims"] if each["id"] == "C27")
    assert claim["clock_a"]["verdict"] == "untestable"
    assert claim["clock_a"]["confidence"] == "moderate"
    assert [each["verdict"] for each in claim["clock_b"]["rules"]] == ["refuted"]
    assert claim["page"] == "chapters/claims.html#c27"


def test_each_review_states_its_scale_and_invents_no_author_or_address(reviews, entries):
    assert len(reviews) == len(entries)
    for review in reviews:
        assert review["@type"] == "ClaimReview"
        assert (review["reviewRating"]["bestRating"], review["reviewRating"]["worstRating"]) == (5, 1)
        assert "5 supported, 4 mostly supported" in review["reviewRating"]["ratingExplanation"]
        assert review["author"] == [{"@type": "Organization", "name": "The dossier's authors"}]
        assert not {"author", "url"} & set(review["itemReviewed"])
        assert "http" not in json.dumps(review)


def test_a_rating_is_a_number_on_the_scale_and_the_untestable_has_none(reviews):
    rated = {review["itemReviewed"]["identifier"]: review["reviewRating"] for review in reviews}
    assert rated["C27"]["ratingValue"] == 1
    assert (rated["C01"]["ratingValue"], rated["C01"]["alternateName"]) == (5, "supported")
    assert rated["C09"]["alternateName"] == "untestable"
    assert "ratingValue" not in rated["C09"]


def test_a_claim_shows_what_decided_and_what_only_bears_on_it(entries):
    page = claims.part(entries, "r1").myst
    assert page.count(":name: c") == sum(entry.claim.part == "r1" for entry in entries)
    entry = page.split(":name: c37\n")[1].split("::::")[0]
    assert "Bears on it without deciding it" in entry
    assert "(*refuted*)" in entry
    # What a rule rests on stands with the rule.
    assert "more" not in entry.split("Bears on it without deciding it")[1].split("(*refuted*)")[0]
    assert "basis-document" in entry


def test_a_claim_that_is_judged_in_reverse_says_so(entries, stated):
    entry = claims.part(entries, "r1").myst.split(":name: c33\n")[1].split("::::")[0]
    assert "the claim says the opposite, so the verdict is mirrored to *supported*" in entry
    claim = next(each for each in stated["claims"] if each["id"] == "C33")
    assert [each["reversed"] for each in claim["clock_b"]["rules"]] == [True]


def test_a_claim_says_once_what_both_clocks_say_alike(entries):
    page = claims.part(entries, "intro").myst
    for entry in (entry for entry in entries if entry.claim.part == "intro" and entry.now.basis != "rule"):
        shown = page.split(f":name: {claims.anchor(entry.claim.id)}\n")[1].split("::::")[0]
        then, now = entry.then.headline, entry.now.headline
        same = (then.verdict, then.likely, then.confidence) == (now.verdict, now.likely, now.confidence)
        assert ("**Then and now:**" in shown) == same
        assert shown.count("Likelihood: ") == (1 if same else 2)
        if then.because == now.because:
            assert shown.count(blocks.plain(now.because)) == 1, entry.claim.id


def test_corrections_have_a_line_a_claim_and_the_same_change_on_both_clocks_stands_once(entries):
    lines = claims.corrections(entries).myst.splitlines()
    changed = [entry for entry in entries if entry.history]
    assert len(lines) == len(changed)
    for line, entry in zip(lines, changed, strict=True):
        assert line.startswith(f"- {{ref}}`{entry.claim.id} ")
        for why in {change.why for change in entry.history}:
            assert line.count(blocks.plain(why)) == 1


def test_claims_that_moved_from_their_first_verdict_stand_by_the_change(entries):
    table = claims.differing(entries).myst
    moved = [entry for entry in entries if entry.now.headline.verdict != entry.claim.prior]
    assert table.count("{ref}`C") == len(moved)
    for entry in moved:
        row = next(line for line in table.splitlines() if f"{{ref}}`{entry.claim.id} " in line)
        before, after = (cell.strip() for cell in row.split("|")[1:3])
        assert (before, after) == (entry.claim.prior, entry.now.headline.verdict)


def test_the_filters_offer_every_class_that_a_claim_carries(entries):
    offered = claims.filter_form().myst
    for name in claims.PARTS:
        for line in claims.part(entries, name).myst.splitlines():
            if line.startswith(":class-container: claim "):
                for each in line.split()[2:]:
                    kind, _, value = each.partition("-")
                    chosen = offered.split(f'name="{kind}"')[1].split("</select>")[0]
                    assert f'value="{value}"' in chosen

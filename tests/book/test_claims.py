"""What the ledger gives machines, and how its claims are addressed."""

import dataclasses
import json

import pytest
from pybtex.database import parse_file

from dossier import cited, load, paths, references
from dossier.book import blocks, claimreview, claims
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
    return ledger.assemble(tables, judged, rules, references.references())


@pytest.fixture(scope="module")
def stated(entries, rules):
    return json.loads(claims.verdicts_json(entries, rules))


@pytest.fixture(scope="module")
def reviews(entries):
    return graph(entries)


def graph(entries):
    markup = claimreview.claim_reviews(entries).myst
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


def test_each_review_states_its_scale_and_invents_no_address(reviews, entries):
    assert len(reviews) == len(entries)
    for review in reviews:
        assert review["@type"] == "ClaimReview"
        assert (review["reviewRating"]["bestRating"], review["reviewRating"]["worstRating"]) == (5, 1)
        assert "5 supported, 4 mostly supported" in review["reviewRating"]["ratingExplanation"]
        assert review["author"] == [{"@type": "Organization", "name": "The dossier's authors"}]
        assert "http" not in json.dumps(review)


def test_each_review_has_its_address_and_says_what_was_reviewed_and_where_it_appeared(reviews, entries):
    """As the bibliography tells of the article; of the comment it knows only what it stands under."""
    article = parse_file(str(paths.data_dir() / "evidence" / "references.bib")).entries["seedarticle"]
    for review, entry in zip(reviews, entries, strict=True):
        assert review["url"] == f"#{claims.anchor(entry.claim.id)}"
        seen = review["itemReviewed"]["appearance"]
        assert seen["@type"] == ("Article" if entry.claim.of_article else "Comment")
        seen = seen if entry.claim.of_article else seen["parentItem"]
        assert f"{{{seen['headline']}}}" == article.fields["title"]
        assert f"{{{seen['author']['name']}}}" == str(*article.persons["author"])
        assert seen["datePublished"] == "2017-04-20"
        assert ("url" in seen) == ("url" in article.fields)


def test_a_published_book_gives_each_review_an_absolute_address(entries, monkeypatch):
    published = dataclasses.replace(cited.book(), url="https://example.org/book/")
    monkeypatch.setattr(cited, "book", lambda: published)
    (review,) = graph(entries[:1])
    assert review["url"] == "https://example.org/book/chapters/claims.html#c01"


def test_an_address_in_the_bibliography_is_where_a_claim_appeared(tmp_path, monkeypatch):
    (tmp_path / "evidence").mkdir()
    text = "@misc{a, author={{A, B}}, title={{T}}, year={2017}, month=apr, url={https://example.org/a}}"
    (tmp_path / "evidence" / "references.bib").write_text(text)
    monkeypatch.setattr(paths, "data_dir", lambda: tmp_path)
    assert references.described("a") == references.Described("T", "A, B", "2017-04", "https://example.org/a")


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

"""Blocks of a chapter: what they say where there is nothing to list."""

import pandas as pd

from dossier import catalogue
from dossier.book import across, blocks
from dossier.inference import raters


def test_disagreements_are_listed_with_both_reasons_and_what_stands():
    rows = [
        ("E01", "A1", "first", "II", "Its words forbid it."),
        ("E01", "A1", "second", "I", "One assumption would do."),
        ("E01", "H1", "first", "C", "It leads one to expect it."),
        ("E01", "H1", "second", "I", "It does not."),
        ("E01", "H2", "first", "N", None),
        ("E01", "H2", "second", "N", None),
    ]
    ratings = pd.DataFrame(rows, columns=["evidence_id", "hypothesis", "coder", "rating", "why"])
    decided = pd.DataFrame([("E01", "A1", "II")], columns=["evidence_id", "hypothesis", "computed"])
    told = across.disagreements_list(raters.side_by_side(ratings), ratings, decided).myst
    assert "The 1 disagreements" not in told
    both = "first *C* (It leads one to expect it); second *I* (It does not)"
    assert f"- **E01, H1.** {both}. Of the two stands *·*." in told
    assert "Of the two stands *I*; a measure sets *II*." in told
    assert "H2" not in told


def test_a_card_leads_with_what_to_beware_of_and_offers_the_file():
    for name in ("arms/transfers", "arms/military_expenditure"):
        card = catalogue.card(name)
        shown = (
            blocks.data_cards("arms").myst.split(f":name: {blocks.table_anchor(name)}\n")[1].split("::::")[0]
        )
        assert shown.strip().startswith("**Beware.**" if card.warnings else "**Download.**")
        assert f"{{download}}`{card.file} </data/arms/{card.file}>`" in shown


def test_every_card_keeps_its_address_on_the_page_of_all_data():
    names = catalogue.names()
    folders = dict.fromkeys(name.split("/")[0] for name in names)
    listed = "\n".join(blocks.table_list(folder).myst for folder in folders)
    for name in names:
        assert listed.count(f'id="{blocks.table_anchor(name)}"') == 1

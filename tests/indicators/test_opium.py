"""Measures of opium, and the crosswalk of district names that the map rests on."""

import pandas as pd
import pytest

from dossier import load
from dossier.indicators import opium

#: Hectares that the survey published, thousands.
PUBLISHED = {
    2010: 123,
    2011: 131,
    2012: 154,
    2013: 209,
    2014: 224,
    2015: 183,
    2016: 201,
    2017: 328,
    2018: 263,
    2019: 163,
    2020: 224,
}


def test_two_names_of_one_district_are_added_and_a_name_without_one_stays():
    table = pd.DataFrame(
        [("P", "A", 2014, 10.0), ("Q", "A *", 2015, 30.0), ("P", "B", 2014, 8.0)],
        columns=["province", "district", "year", "opium_ha"],
    )
    codes = pd.DataFrame(
        [
            ("P", "A", "AF0101", "same name"),
            ("Q", "A *", "AF0101", "other province"),
            ("P", "B", None, "none"),
        ],
        columns=["province", "district", "pcode", "match"],
    )
    found = opium.placed(table, codes, 2014, 2015)
    assert found.set_index("pcode").loc["AF0101", ["opium_ha", "names"]].tolist() == [20.0, "A; A *"]
    assert opium.unplaced_share(found) == pytest.approx(8 / 48)


def test_no_hectare_is_lost_between_the_survey_and_the_map():
    table, codes = load("territory/opium_districts"), load("evidence/opium_district_codes")
    found = opium.placed(table, codes, 2010, 2020)
    assert found["opium_ha"].sum() * 11 == pytest.approx(table["opium_ha"].sum())
    assert opium.unplaced_share(found) < 0.02


def test_sums_of_districts_are_the_published_hectares():
    yearly = opium.by_year(load("territory/opium_districts"))
    assert (yearly / 1000).round().astype(int).to_dict() == PUBLISHED


def test_the_crosswalk_has_each_name_once_and_only_districts_of_2018():
    table, codes = load("territory/opium_districts"), load("evidence/opium_district_codes")
    names = table[["province", "district"]].drop_duplicates()
    assert len(names.merge(codes, on=["province", "district"])) == len(names) == len(codes)
    districts = load("maps/afghan_districts").set_index("pcode")["province"]
    assert set(codes["pcode"].dropna()) <= set(districts.index)
    assert (codes["pcode"].isna() == codes["match"].eq("none")).all()


def test_a_match_stays_in_its_province_unless_it_says_otherwise():
    codes, provinces = load("evidence/opium_district_codes"), load("territory/provinces")
    spelled = {name: row.pcode for row in provinces.itertuples() for name in (row.name, row.names_cso)}
    spelled |= {"Day Kundi": "AF24", "Sari Pul": "AF22", "Panjshir": "AF08"}
    inside = codes[codes["pcode"].notna() & codes["match"].ne("other province")]
    assert (inside["pcode"].str[:4] == inside["province"].map(spelled)).all()


def test_drug_words_join_a_state_under_both_names_and_the_rate_is_per_ten_thousand():
    terms = pd.DataFrame(
        [("SUN", 1990, 1000, 3, 1), ("RUS", 2010, 2000, 2, 2), ("USA", 2010, 10, 9, 9)],
        columns=["speaker", "year", "words", "drugs", "window_drugs"],
    )
    said = opium.drug_words(terms)
    assert said.index.tolist() == [1990, 2010]
    assert opium.rate(said, (1990, 2010)) == pytest.approx(1e4 * 5 / 3000)

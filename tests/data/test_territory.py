"""Provinces and districts: published totals."""

import pytest

import dossier

#: Hectares as the United Nations published them, rounded to thousands.
OPIUM = {
    2010: 123, 2011: 131, 2012: 154, 2013: 209, 2014: 224, 2015: 183,
    2016: 201, 2017: 328, 2018: 263, 2019: 163, 2020: 224,
}  # fmt: skip


def test_provinces():
    provinces = dossier.load("territory/provinces")
    assert provinces[["pcode", "iso_3166_2", "name"]].nunique().tolist() == [34, 34, 34]
    assert provinces["population_2019"].sum() == 30_487_969
    assert provinces["province_of_2003"].nunique() == 32
    drawn = dossier.load("maps/afghan_provinces").set_index("pcode")["area_km2"]
    assert (provinces.set_index("pcode")["area_km2"] - drawn).abs().max() < 1


def test_polling_centres():
    reach = dossier.load("territory/polling_reach")
    assert int(reach["centres"].sum()) == 7413
    assert int(reach["planned_2018"].sum()) == 5106
    assert int(reach["registered_2018"].sum()) == 8_843_151


def test_every_district_code_exists_on_the_map():
    codes = set(dossier.load("territory/polling_reach")["pcode"].dropna())
    drawn = set(dossier.load("maps/afghan_districts")["pcode"])
    assert codes <= drawn
    assert set(dossier.load("territory/district_elevation")["pcode"]) == drawn


@pytest.mark.parametrize("year", OPIUM)
def test_opium_of_districts_and_of_provinces_is_the_published_total(year):
    districts = dossier.load("territory/opium_districts").query("year == @year")["opium_ha"].sum()
    provinces = dossier.load("territory/opium_provinces").query("year == @year")["opium_ha"].sum()
    assert districts / 1000 == pytest.approx(OPIUM[year], abs=1)
    assert districts == pytest.approx(provinces, abs=1)


def test_population():
    population = dossier.load("territory/district_population").groupby("solar_year")["population"].sum()
    assert population[1398] == 30_487_969
    assert population[1383] == 23_706_800
    # 2006-07 counts ten million people twice.
    assert 1385 not in population.index


def test_elevation():
    elevation = dossier.load("territory/district_elevation").set_index("pcode")
    assert elevation.loc["AF0101", "mean_m"] == 1920
    names = dossier.load("maps/afghan_districts").set_index("pcode")["name"]
    assert names[elevation["mean_m"].idxmax()] == "Wakhan"
    assert names[elevation["mean_m"].idxmin()] == "Khamyab"

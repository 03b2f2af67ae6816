"""Trade after 2010: customs' totals, shares and ranks that were published, figures that contradict each other."""

import pytest

import dossier

#: Exports of Russia in all, in billion dollars, as Russian customs gave them.
CUSTOMS = {2016: 285.7, 2019: 422.8, 2021: 493.1}
#: Afghanistan's rank among the partners of Russia's exports, from the description of the file.
RANKS = {2014: 56, 2019: 96, 2021: 116}
#: Russia's share of all reporters' exports to Afghanistan in percent, from the description of the file.
SHARES = {2014: 11.2, 2017: 2.6, 2019: 1.7, 2021: 1.3}


@pytest.fixture(scope="module")
def imf():
    columns = ["reporter", "flow", "partner", "year"]
    return dossier.load("economy/trade_imf").set_index(columns)["trade_usd_million"]


@pytest.fixture(scope="module")
def statements():
    return dossier.load("economy/trade_statements").set_index("statement")


@pytest.mark.parametrize("year", CUSTOMS)
def test_russian_exports_are_those_of_russian_customs(imf, year):
    assert imf["RUS", "exports_fob", "world", year] / 1000 == pytest.approx(CUSTOMS[year], rel=0.008)


def test_trade_of_2020_is_what_vedomosti_counted(imf, statements):
    """The customs later revised 153 million to 150.5; the share of 0.045 per cent and the imports stand."""
    exports = imf["RUS", "exports_fob", "AFG", 2020]
    assert exports == pytest.approx(statements.loc[1, "value"], rel=0.02)
    assert 100 * exports / imf["RUS", "exports_fob", "world", 2020] == pytest.approx(0.045, abs=0.001)
    assert imf["RUS", "imports_cif", "AFG", 2020] == pytest.approx(statements.loc[2, "value"], abs=0.05)


@pytest.mark.parametrize("year", SHARES)
def test_russian_share_of_exports_to_afghanistan(imf, year):
    share = 100 * imf["RUS", "exports_fob", "AFG", year] / imf["world", "exports_fob", "AFG", year]
    assert share == pytest.approx(SHARES[year], abs=0.05)


def test_ranks_and_what_single_partners_leave_unspecified():
    ranks = dossier.load("economy/trade_imf_ranks").set_index("year")
    assert {year: ranks.loc[year, "rank"] for year in RANKS} == RANKS
    assert ranks.loc[2021, ["partners_usd_million", "all_usd_million"]].round(-2).tolist() == [
        491_400,
        492_000,
    ]
    assert (ranks["partners_usd_million"] <= ranks["all_usd_million"]).all()


def test_only_2022_is_estimated_and_2023_is_left_out():
    table = dossier.load("economy/trade_imf")
    assert set(table.loc[table["estimated"], "year"]) == {2022} == set(table.query("year > 2021")["year"])


def test_the_factbook_lists_russia_once():
    """Russia is second in 2014; the IMF's reporters give 11.2 per cent for the 13 of the Factbook."""
    partners = dossier.load("economy/afghan_partners")
    russia = partners.query("partner == 'RUS'")
    assert russia[["flow", "year", "share_percent"]].to_numpy().tolist() == [["imports", 2014, 13.0]]
    imports = partners.query("flow == 'imports'").groupby("year")["share_percent"]
    assert imports.nlargest(2).loc[2014].tolist() == [30.4, 13.0]
    assert imports.min()[2023] == 9


def test_the_factbooks_imports_of_2021_repeat_2019():
    imports = dossier.load("economy/afghan_partners").query("flow == 'imports'")
    shares = {year: rows.set_index("partner")["share_percent"] for year, rows in imports.groupby("year")}
    assert len(shares[2021]) == 5
    assert (shares[2021] == shares[2019].reindex(shares[2021].index)).all()


def test_afghan_exports_of_2022_as_published():
    partners = dossier.load("economy/afghan_partners").query("flow == 'exports' and year == 2022")
    assert partners.nlargest(2, "share_percent")["partner"].tolist() == ["PAK", "IND"]


def test_statements_contradict_each_other_by_a_factor_of_two(statements):
    """Two days apart: 560 million said the deputy prime minister, one billion the business lobby."""
    assert (statements.loc[11, "value"], statements.loc[12, "value"]) == (560, 1000)
    assert statements.loc[13, "value"] == 3000
    # The ministry's eight months sum, and are 2.4 per cent of its imports if those are spread evenly.
    assert statements.loc[15, "value"] == statements.loc[[16, 17], "value"].sum() == 174
    months = statements.loc[28, "value"] * 8 / 12
    assert 100 * statements.loc[16, "value"] / months == pytest.approx(2.4, abs=0.05)


def test_afghan_totals_of_the_ministry_add_up(statements):
    assert statements.loc[[27, 28], "value"].sum() == 12_422
    assert statements.loc[[29, 30], "value"].sum() == 13_932
    # World Bank for 2024: a deficit of nine billion.
    assert statements.loc[28, "value"] - statements.loc[27, "value"] == pytest.approx(9000, rel=0.03)


def test_gas_delivered_stays_below_gas_agreed(statements):
    gas = statements.query("product == 'liquefied petroleum gas' and kind == 'statistic'")["value"]
    assert gas.max() == 418 < 1000 * statements.loc[9, "value"]

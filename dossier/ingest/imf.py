"""IMF Direction of Trade Statistics: Russia, and all reporters together, with the states of the region."""

from __future__ import annotations

import pandas as pd

from dossier.ingest.reading import REAL, TEXT, WHOLE, one_of
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

DATASET = "imf-dots-russia-2010-2023"
RELEASE = "IMF Direction of Trade Statistics, download of spring 2024"
#: Partners kept: the states of the region and the two largest traders, as `dossier.ingest.comtrade` keeps them.
PARTNERS = {
    "Afghanistan, Islamic Rep. of": "AFG",
    "China, P.R.: Mainland": "CHN",
    "India": "IND",
    "Iran, Islamic Rep. of": "IRN",
    "Kazakhstan, Rep. of": "KAZ",
    "Kyrgyz Rep.": "KGZ",
    "Pakistan": "PAK",
    "Russian Federation": "RUS",
    "Tajikistan, Rep. of": "TJK",
    "Turkmenistan": "TKM",
    "Türkiye, Rep of": "TUR",
    "United States": "USA",
    "Uzbekistan, Rep. of": "UZB",
    "World": "world",
}
REPORTERS = {"Russian Federation": "RUS", "World": "world"}
#: Russia's imports stand in two workbooks; this is the older download.
OLDER = "rf_imports.xlsx"
#: The year that the IMF estimated, and the one it only spread by one common factor, which is left out.
ESTIMATED, EXTRAPOLATED = 2022, 2023
#: Partners that sum or stand beside single ones; `X not specified` are left out by their ending.
REGIONS = {
    "Advanced Economies",
    "Africa",
    "Emerging Market and Developing Economies by Source of Export Earnings: Fuel",
    "Emerging Market and Developing Economies by Source of Export Earnings: Nonfuel",
    "Emerging and Developing Asia",
    "Emerging and Developing Economies",
    "Emerging and Developing Europe",
    "Euro Area",
    "European Union",
    "Middle East",
    "Middle East and Central Asia",
    "Other Countries not included elsewhere",
    "Special Categories",
    "Sub-Saharan Africa",
    "Western Hemisphere",
    "World",
}


@derives(
    "economy/trade_imf",
    {DATASET: RELEASE},
    kept="Exports and imports of Russia, and of all reporters together, with thirteen states and the world, "
    "2011-2022. The year 2023 is left out: the IMF spread one total by a common factor. Where Russian imports "
    "stand in two workbooks, the newer is taken.",
    restricted=True,
)
def trade(sources: Sources):
    """Trade by reporter, flow, partner and year."""
    frame = _all(sources)
    frame = frame[frame["partner"].isin(PARTNERS)]
    frame = frame.assign(
        reporter=frame["reporter"].map(REPORTERS),
        partner=frame["partner"].map(PARTNERS),
        estimated=frame["year"].eq(ESTIMATED),
    )
    columns = ["reporter", "flow", "partner", "year", "trade_usd_million", "estimated"]
    return frame[columns].sort_values(columns[:4], ignore_index=True)


@derives(
    "economy/trade_imf_ranks",
    {DATASET: RELEASE},
    kept="Where Afghanistan stands among single partners of Russia's exports, with their number and sum, "
    "2011-2021. Regions and unspecified partners are left out of rank and sum.",
    restricted=True,
)
def ranks(sources: Sources):
    """Rank of Afghanistan by year."""
    frame = _all(sources).query("reporter == 'Russian Federation' and flow == 'exports_fob'")
    frame = frame[frame["year"] != ESTIMATED]
    single = frame[~frame["partner"].isin(REGIONS) & ~frame["partner"].str.endswith("not specified")]
    rank = single.groupby("year")["trade_usd_million"].rank(ascending=False, method="min").astype("int64")
    by_year = single.groupby("year")["trade_usd_million"]
    afghan = single["partner"].eq("Afghanistan, Islamic Rep. of")
    table = pd.DataFrame(
        {
            "rank": rank[afghan].set_axis(single.loc[afghan, "year"]),
            "partners": by_year.size(),
            "partners_usd_million": by_year.sum().round(3),
            "all_usd_million": frame[frame["partner"].eq("World")].set_index("year")["trade_usd_million"],
        }
    )
    return table.rename_axis("year").reset_index()


def _all(sources: Sources) -> pd.DataFrame:
    cells = {"reporter": one_of(REPORTERS), "flow": one_of(["exports_fob", "imports_cif"])}
    cells |= {"partner": TEXT, "year": WHOLE, "value_musd": REAL, "source_file": TEXT}
    raw = sources.csv(DATASET, "dots_russia_world_by_partner.csv.gz", list(cells), cells=cells)
    kept = raw[raw["source_file"].ne(OLDER) & raw["year"].ne(EXTRAPOLATED)]
    return kept.rename(columns={"value_musd": "trade_usd_million"}).drop(columns="source_file")

"""Afghan trade by partner: the CIA World Factbook's lists, and what officials and business told the press."""

from __future__ import annotations

from dossier.ingest.reading import ADDRESS, DAY, REAL, STATE, STATED_DAY, TEXT, WHOLE, one_of, state
from dossier.ingest.recipes import derives
from dossier.ingest.sources import Sources

#: What a statement measures, seen from Afghanistan, and the product where it is not all goods.
MEASURES = {
    "Afghan exports": ("imports-from-afghanistan", None),
    "Afghan exports to Iran": ("imports-from-afghanistan", None),
    "Afghan exports to Russia": ("imports-from-afghanistan", None),
    "Afghan imports": ("exports-to-afghanistan", None),
    "Afghan imports from China": ("exports-to-afghanistan", None),
    "Afghan imports from Iran": ("exports-to-afghanistan", None),
    "Afghan imports from Pakistan": ("exports-to-afghanistan", None),
    "Afghan imports from Russia": ("exports-to-afghanistan", None),
    "Iranian exports to Afghanistan": ("exports-to-afghanistan", None),
    "Iranian non-oil exports to Afghanistan": ("exports-to-afghanistan", "all but oil"),
    "Russian LPG to Afghanistan by rail": ("exports-to-afghanistan", "liquefied petroleum gas"),
    "Russian LPG to Afghanistan, with Kazrosgaz": ("exports-to-afghanistan", "liquefied petroleum gas"),
    "Russian exports to Afghanistan": ("exports-to-afghanistan", None),
    "Russian exports to Afghanistan: fuel and oil products": ("exports-to-afghanistan", "fuel"),
    "Russian exports to Afghanistan: sunflower oil": ("exports-to-afghanistan", "sunflower oil"),
    "Russian exports to Afghanistan: timber": ("exports-to-afghanistan", "timber"),
    "Russian flour exports to Afghanistan": ("exports-to-afghanistan", "flour"),
    "Russian grain and grain products to Afghanistan": ("exports-to-afghanistan", "grain"),
    "Russian imports from Afghanistan": ("imports-from-afghanistan", None),
    "agreed supply a year: diesel and petrol": ("agreed-supply-a-year", "diesel and petrol"),
    "agreed supply a year: liquefied petroleum gas": ("agreed-supply-a-year", "liquefied petroleum gas"),
    "agreed supply a year: wheat": ("agreed-supply-a-year", "wheat"),
    "first Russian diesel through Iran": ("exports-to-afghanistan", "diesel through Iran"),
    "place of Russia in the list of import partners": ("place-among-suppliers", None),
    "share of Afghan imports": ("share-of-afghan-imports", None),
    "turnover": ("turnover", None),
    "turnover (target)": ("turnover", None),
}
#: Partners that are not one state.
GROUPS = {"World": "world", "Central Asia (five)": "central-asia"}


@derives(
    "economy/afghan_partners",
    {"cia-factbook-afg-trade-partners": "CIA World Factbook, editions October 2015 to May 2026"},
    kept="Every share of a listed partner with the year of its data and the day on which an edition first had it. "
    "The fields' texts are left out.",
    warnings=[
        "Only listed partners: one that is missing lies below the last one listed, it is not nought.",
        "Import shares of the data year 2021 repeat those of 2019: not new data.",
    ],
)
def partners(sources: Sources):
    """Shares of Afghan exports and imports by partner."""
    cells = {"flow": one_of(["exports", "imports"]), "data_year": WHOLE, "partner": STATE}
    cells |= {"share_pct": REAL, "first_seen_in_repository": DAY}
    raw = sources.csv("cia-factbook-afg-trade-partners", "partner_shares.csv", list(cells), cells=cells)
    names = {"data_year": "year", "share_pct": "share_percent", "first_seen_in_repository": "first_seen"}
    return raw.rename(columns=names).sort_values(["flow", "year", "partner"], ignore_index=True)


@derives(
    "economy/trade_statements",
    {"ru-afg-trade-statements-2020-2025": "figures on Afghan trade as press reports gave them, 2016-2025"},
    kept="Every figure with who said it, whose figure it is, when, where and for which period. The wording is "
    "replaced by a flow and a product; remarks are left out.",
    warnings=["Read in copies of the pages, not held against the statistics: leads to confirm."],
)
def statements(sources: Sources):
    """Figures on trade, one row a statement."""
    columns = ["id", "partner", "period_from", "period_to", "measure", "value", "unit", "kind"]
    columns += ["said_by", "side", "published", "outlet", "url"]
    cells = {"id": WHOLE, "partner": state(besides=GROUPS), "measure": one_of(MEASURES), "value": REAL}
    cells |= dict.fromkeys(["period_from", "period_to"], DAY.or_empty())
    cells |= dict.fromkeys(["unit", "kind", "said_by", "side", "outlet"], TEXT)
    cells |= {"published": STATED_DAY, "url": ADDRESS}
    raw = sources.csv("ru-afg-trade-statements-2020-2025", "trade_statements.csv", columns, cells=cells)
    measured = [MEASURES[words] for words in raw["measure"]]
    frame = raw.rename(columns={"id": "statement"}).assign(
        flow=[flow for flow, _ in measured],
        product=[product for _, product in measured],
    )
    order = ["statement", "partner", "period_from", "period_to", "flow", "product", *columns[5:]]
    return frame[order].astype({"product": "str"})

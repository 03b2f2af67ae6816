"""Arms by supplier for a chosen recipient: the data of the page, and what it says without scripts."""

from __future__ import annotations

import html
import json

import pandas as pd

from dossier import catalogue, entities, words
from dossier.charts import colours
from dossier.indicators.trade import MOSCOW
from dossier.site.atlas import for_night, load

#: What the chapter holds where the explorer is to stand.
PLACE = "<div data-arms-explorer></div>"
#: Order of the choice.
RECIPIENTS = {
    "PAK": "Pakistan",
    "IND": "India",
    "AFG": "Afghanistan (governments in Kabul)",
    "mujahedin": "Afghan Mujahedin",
    "northern-alliance": "Northern Alliance",
}
#: Suppliers besides those two that get a colour of their own.
SHOWN = 5
#: Colours of suppliers for which the book has none.
SPARE = ("#5c6b2f", "#8c5a3c", "#4d6a8f", "#94658c", "#3f7f74", "#a07d1f")


def equip(app, pagename, templatename, context, doctree) -> None:
    """Put the explorer into the page that has a place for it, with its script and style."""
    if PLACE not in context.get("body", ""):
        return
    context["body"] = context["body"].replace(PLACE, markup())
    app.add_css_file("arms-explorer.css", priority=901)
    app.add_js_file("arms-explorer.js", loading_method="defer")


def recipient_data(transfers: pd.DataFrame, recipient: str) -> dict:
    """Return one recipient's deliveries as the page draws them.

    Parameters
    ----------
    transfers : pandas.DataFrame
        `arms/transfers`.
    recipient : str
        Code.

    Returns
    -------
    dict
        name, summary and suppliers: each with its code, name, colours, whether it is drawn apart, total, share and
        the pairs of year and million TIV that the table has, in the order in which bars are piled up.
    """
    rows = transfers[transfers["recipient"].eq(recipient)]
    totals = rows.groupby("supplier")["tiv_million"].sum().sort_values(ascending=False, kind="stable")
    apart = [code for code in MOSCOW if code in totals]
    apart += [code for code in totals.index if code not in (*MOSCOW, "unknown-supplier") and totals[code]][
        :SHOWN
    ]
    spare = iter(SPARE)
    suppliers = []
    for code in [*apart, *(code for code in totals.index if code not in apart)]:
        own = code in apart
        shade = (colours.COLOURS.get(code) or next(spare)) if own else colours.of("other")
        series = rows[rows["supplier"].eq(code)].sort_values("year")
        suppliers.append(
            {
                "code": code,
                "name": entities.name(code) if code != "unknown-supplier" else "Unknown supplier",
                "day": shade,
                "night": for_night(shade),
                "apart": own,
                "total": words.count(totals[code]) if totals[code] else "under 0.5",
                "share": words.percent(totals[code] / totals.sum()),
                "values": series[["year", "tiv_million"]].astype(int).to_numpy().tolist(),
            }
        )
    leaders = words.listing(
        f"{_name(suppliers, code)} {words.percent(totals[code] / totals.sum())}" for code in totals.index[:3]
    )
    years = words.years(int(rows["year"].min()), int(rows["year"].max()))
    summary = f"{years}: {words.count(totals.sum())} million TIV to {_whom(recipient)}, of which {leaders}."
    return {"name": RECIPIENTS[recipient], "summary": summary, "suppliers": suppliers}


def _name(suppliers: list[dict], code: str) -> str:
    return next(each["name"] for each in suppliers if each["code"] == code)


def _whom(recipient: str) -> str:
    whom = {
        "AFG": "the governments in Kabul",
        "mujahedin": "the Mujahedin",
        "northern-alliance": "the Northern Alliance",
    }
    return whom.get(recipient) or entities.name(recipient)


def markup() -> str:
    """Return the explorer as HTML: choice, room for the chart, tables, and the data once."""
    transfers, card = load("arms/transfers"), catalogue.card("arms/transfers")
    found = {code: recipient_data(transfers, code) for code in RECIPIENTS}
    options = "".join(
        f'<option value="{code}">{html.escape(name)}</option>' for code, name in RECIPIENTS.items()
    )
    source = "; ".join(dict.fromkeys(origin.release for origin in card.sources))
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        '<div class="arms-explorer" data-arms-explorer>'
        '<form hidden><label for="arms-recipient">Recipient</label>'
        f'<select id="arms-recipient" name="recipient">{options}</select></form>'
        f'<p class="arms-said" role="status" aria-live="polite">{html.escape(found["PAK"]["summary"])}</p>'
        '<figure class="arms-figure"><div class="arms-chart"></div>'
        f'<ul class="arms-key">{_key(found["PAK"]["suppliers"])}</ul>'
        f"<figcaption><p>Deliveries of major arms by year, million TIV. Source: {html.escape(source)}. SIPRI allows "
        "non-commercial use with a clear reference to it.</p></figcaption></figure>"
        '<p class="arms-take" hidden><a download="arms-by-supplier.csv" href="#">Download what is shown (CSV)</a></p>'
        '<details class="arms-rows" hidden><summary>What is shown, as a table</summary><div></div></details>'
        "<noscript><p>Without scripts there is no chart to choose from; the table below has the totals by "
        "supplier, and the figures named further down are drawn already.</p></noscript>"
        "<details><summary>Totals by supplier and recipient</summary>"
        f"{totals_table(found)}</details>"
        f'<script type="application/json">{data}</script></div>'
    )


def _key(suppliers: list[dict]) -> str:
    """Return the key as the script writes it, so that the page has its height from the start."""
    told = [
        (each, f"{each['name']} {each['total']} ({each['share']})") for each in suppliers if each["apart"]
    ]
    told += [(each, "All others") for each in suppliers if not each["apart"]][:1]
    return "".join(
        f'<li><i style="--day:{each["day"]};--night:{each["night"]}"></i>{html.escape(name)}</li>'
        for each, name in told
    )


def totals_table(found: dict[str, dict]) -> str:
    """Return every supplier's total to every recipient as an HTML table, the largest supplier first."""
    sums: dict[str, dict[str, str]] = {}
    weight: dict[str, int] = {}
    for recipient, each in found.items():
        for supplier in each["suppliers"]:
            sums.setdefault(supplier["name"], {})[recipient] = supplier["total"]
            weight[supplier["name"]] = weight.get(supplier["name"], 0) + sum(
                value for _, value in supplier["values"]
            )
    head = "".join(f'<th scope="col">{html.escape(each["name"])}</th>' for each in found.values())
    body = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th>'
        + "".join(f"<td>{sums[name].get(recipient, '–')}</td>" for recipient in found)
        + "</tr>"
        for name in sorted(sums, key=lambda name: (-weight[name], name))
    )
    return (
        '<div class="arms-scroll" tabindex="0" role="region" aria-label="Totals by supplier and recipient"><table>'
        "<caption>Million TIV, all years of the table; a dash is no delivery on record</caption>"
        f'<thead><tr><th scope="col">Supplier</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def setup(app) -> None:
    """Wire the explorer into Sphinx."""
    app.connect("html-page-context", equip)

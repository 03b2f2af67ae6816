"""Arms by supplier for a chosen recipient and range of years, from the figure that publishes every delivery."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

from dossier import words
from dossier.charts import colours
from dossier.charts.recipients import RECIPIENTS
from dossier.indicators.trade import MOSCOW
from dossier.site import published
from dossier.site.atlas import for_night
from dossier.site.atlas_arms import FIGURE, UNKNOWN, amount, supplier, whom
from dossier.site.published import Published

PAGE = "chapters/arms-explorer"
#: What the chapter holds where the explorer is to stand.
PLACE = "<div data-arms-explorer></div>"
#: The recipient that the page opens with.
FIRST = "PAK"
#: Suppliers besides Moscow that get a colour of their own.
SHOWN = 5
#: Colours of suppliers for which the book has none.
SPARE = ("#5c6b2f", "#8c5a3c", "#4d6a8f", "#94658c", "#3f7f74", "#a07d1f")


def deliveries() -> Published:
    """Return the figure that the page draws from."""
    return published.read(FIGURE, "recipient", "supplier", "year", "tiv_million")


def depend(app, doctree) -> None:
    """Have Sphinx read the page anew when the figure's data change."""
    if app.env.docname == PAGE:
        published.depend(app.env, deliveries())


def equip(app, pagename, templatename, context, doctree) -> None:
    """Put the explorer into the page that has a place for it, with its script and style."""
    if PLACE not in context.get("body", ""):
        return
    context["body"] = context["body"].replace(PLACE, markup(deliveries()))
    app.add_css_file("arms-explorer.css", priority=901)
    app.add_js_file("arms-explorer.js", loading_method="defer")


def recipient_data(figure: Published, recipient: str) -> dict:
    """Return one recipient's deliveries as the page draws them.

    Parameters
    ----------
    figure : Published
        The published figure.
    recipient : str
        Code.

    Returns
    -------
    dict
        name, whom (as a sentence names it), years (first and last), and suppliers: each with its code, name, colours,
        whether it is drawn apart, and the pairs of year and million TIV, in the order in which bars are piled up.
    """
    rows = figure.rows[figure.rows["recipient"].eq(recipient)]
    totals = rows.groupby("supplier")["tiv_million"].sum().sort_values(ascending=False, kind="stable")
    apart = [code for code in MOSCOW if code in totals]
    others = [code for code in totals.index if code not in (*MOSCOW, UNKNOWN) and totals[code]]
    apart += others[:SHOWN]
    spare = iter(SPARE)
    suppliers = []
    for code in [*apart, *(code for code in totals.index if code not in apart)]:
        own = code in apart
        shade = (colours.COLOURS.get(code) or next(spare)) if own else colours.of("other")
        series = rows[rows["supplier"].eq(code)].sort_values("year")
        suppliers.append(
            {
                "code": code,
                "name": supplier(code),
                "day": shade,
                "night": for_night(shade),
                "apart": own,
                "values": series[["year", "tiv_million"]].astype(int).to_numpy().tolist(),
            }
        )
    return {
        "name": RECIPIENTS[recipient],
        "whom": "the governments in Kabul" if recipient == "AFG" else whom(recipient),
        "years": [int(rows["year"].min()), int(rows["year"].max())],
        "suppliers": suppliers,
    }


def tenths(values: Sequence[int]) -> list[int]:
    """Return shares in tenths of a per cent that add up to a thousand, as the page's script rounds them.

    Parameters
    ----------
    values : sequence of int
        What is shared; not all of it zero. The largest remainders are rounded up, the first of equal ones.

    Examples
    --------
    >>> tenths([1, 1, 1])
    [334, 333, 333]
    """
    total = sum(values)
    shares = [1000 * value // total for value in values]
    rest = [1000 * value % total for value in values]
    up = sorted(range(len(values)), key=lambda place: -rest[place])[: 1000 - sum(shares)]
    return [share + (place in up) for place, share in enumerate(shares)]


def percent(share: int) -> str:
    """Return tenths of a per cent in words."""
    return f"{share / 10:.1f}%"


def summed(found: dict) -> list[tuple[dict, int, int]]:
    """Return each supplier with its total and its share in tenths of a per cent."""
    totals = [sum(value for _, value in each["values"]) for each in found["suppliers"]]
    return list(zip(found["suppliers"], totals, tenths(totals), strict=True))


def summary(found: dict) -> str:
    """Return what the page says of a recipient in all its years."""
    sums = summed(found)
    ranked = sorted(sums, key=lambda each: -each[1])
    leaders = words.listing(f"{each['name']} {percent(share)}" for each, total, share in ranked[:3] if total)
    total = words.count(sum(total for _, total, _ in sums))
    return f"{words.years(*found['years'])}: {total} million TIV to {found['whom']}, of which {leaders}."


def markup(figure: Published) -> str:
    """Return the explorer as HTML: choices, room for the chart, tables, and the data once."""
    found = {
        code: recipient_data(figure, code) for code in sorted(RECIPIENTS, key=lambda code: code != FIRST)
    }
    about = figure.figure.about
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        '<div class="arms-explorer" data-arms-explorer>'
        f"{_choices(found)}"
        f'<p class="arms-said" role="status" aria-live="polite">{html.escape(summary(found[FIRST]))}</p>'
        '<figure class="arms-figure"><div class="arms-chart"></div>'
        f'<ul class="arms-key">{_key(found[FIRST])}</ul>'
        f"<figcaption><p>Deliveries of major arms. {html.escape(figure.meaning('tiv_million'))}. "
        f"Source: {html.escape(about['source'])}. SIPRI allows non-commercial use with a clear reference to it.</p>"
        "</figcaption></figure>"
        '<p class="arms-take" hidden><a download="arms-by-supplier.csv" href="#">Download what is shown (CSV)</a></p>'
        '<details class="arms-rows" hidden><summary>What is shown, as a table</summary><div></div></details>'
        "<noscript><p>Without scripts there is nothing to choose here: the figure below shows every recipient, and "
        "the table has the totals by supplier.</p></noscript>"
        "<details><summary>Totals by supplier and recipient</summary>"
        f"{totals_table(found)}</details>"
        f'<script type="application/json">{data}</script></div>'
    )


def _choices(found: dict[str, dict]) -> str:
    """Return the form: recipient, years, measure."""
    options = "".join(
        f'<option value="{code}">{html.escape(each["name"])}</option>' for code, each in found.items()
    )
    first, last = found[FIRST]["years"]
    ends = "".join(
        f'<span class="arms-end"><label for="arms-{name}">{said}</label>'
        f'<input type="range" id="arms-{name}" name="{name}" min="{first}" max="{last}" value="{value}">'
        f'<output for="arms-{name}">{value}</output></span>'
        for name, said, value in (("from", "From", first), ("to", "To", last))
    )
    measures = "".join(
        f'<label><input type="radio" name="measure" value="{value}"{checked}> {said}</label>'
        for value, said, checked in (("tiv", "Million TIV", " checked"), ("share", "Share of the year", ""))
    )
    return (
        '<form hidden aria-label="What the chart shows"><span><label for="arms-recipient">Recipient</label>'
        f'<select id="arms-recipient" name="recipient">{options}</select></span>'
        f"<fieldset><legend>Bars</legend>{measures}</fieldset>{ends}</form>"
    )


def _key(found: dict) -> str:
    """Return the key as the script writes it, so that the page has its height from the start."""
    sums = summed(found)
    told = [
        f"{each['name']} {amount(total)} ({percent(share)})" for each, total, share in sums if each["apart"]
    ]
    others = [(total, share) for each, total, share in sums if not each["apart"]]
    if others:
        total, share = map(sum, zip(*others, strict=True))
        told.append(f"All others {amount(total)} ({percent(share)})")
    return "".join(f"<li><i></i>{html.escape(name)}</li>" for name in told)


def totals_table(found: dict[str, dict]) -> str:
    """Return every supplier's total to every recipient as an HTML table, the largest supplier first."""
    sums: dict[str, dict[str, int]] = {}
    for recipient, each in found.items():
        for seller, total, _ in summed(each):
            sums.setdefault(seller["name"], {})[recipient] = total
    head = "".join(f'<th scope="col">{html.escape(each["name"])}</th>' for each in found.values())
    body = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th>'
        + "".join(f"<td>{amount(row[code]) if code in row else '–'}</td>" for code in found)
        + "</tr>"
        for name, row in sorted(sums.items(), key=lambda each: (-sum(each[1].values()), each[0]))
    )
    return (
        '<div class="arms-scroll" tabindex="0" role="region" aria-label="Totals by supplier and recipient"><table>'
        "<caption>Million TIV, all years of the table; a dash is no delivery on record</caption>"
        f'<thead><tr><th scope="col">Supplier</th>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def setup(app) -> None:
    """Wire the explorer into Sphinx."""
    app.connect("doctree-read", depend)
    app.connect("html-page-context", equip)

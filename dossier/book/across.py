"""Blocks of the pages across the four reasons: matrix, links, computed ratings, ranking and robustness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from dossier import markdown, words
from dossier.book.blocks import CLOCKS, Block
from dossier.charts.robustness import DIMENSIONS
from dossier.inference import multiverse
from dossier.inference.competing import hypotheses
from dossier.inference.multiverse import Placebo
from dossier.inference.ratings import READINGS, Reading
from dossier.markdown import plain
from dossier.verdicts.releases import Compared
from dossier.verdicts.rules import Rules
from dossier.verdicts.scale import Judged

#: How the clock of an item is written.
KNOWN = {"2017-04": "2017", "later": "later"}


def matrix_table(items: pd.DataFrame, decided: pd.DataFrame, weights: Mapping[str, float]) -> Block:
    """Return the ratings as a table with each item's weight or test; cells that a measure decides are bold."""
    names = hypotheses(items)
    set_by_measure = set(zip(decided["evidence_id"], decided["hypothesis"], strict=True))
    rows = []
    for row in items.to_dict("records"):
        cells = [
            f"**{row[name]}**" if (row["evidence_id"], name) in set_by_measure else _quiet(row[name])
            for name in names
        ]
        weight = words.decimal(weights[row["credibility"]]) if pd.isna(row["test"]) else "test"
        rows.append((row["evidence_id"], KNOWN[row["known_by"]], weight, *cells))
    return Block(markdown.table(("Item", "Known", "Weight:", *names), rows))


def _quiet(rating: str) -> str:
    return "·" if rating == "N" else rating


def called(hypotheses: Iterable[str], named: pd.DataFrame) -> str:
    """Return hypotheses as a sentence lists them, each by its name and its code.

    Parameters
    ----------
    hypotheses : iterable of str
        Codes.
    named : pandas.DataFrame
        `evidence/hypotheses`.

    Examples
    --------
    >>> names = ["Revenge", "The Taliban are the future"]
    >>> called(["H3", "H2"], pd.DataFrame({"hypothesis": ["H2", "H3"], "name": names}))
    'the Taliban are the future (H3) and revenge (H2)'
    """
    label = named.set_index("hypothesis")["name"]
    return words.listing(f"{label[name][0].lower()}{label[name][1:]} ({name})" for name in hypotheses)


def hypotheses_table(named: pd.DataFrame) -> Block:
    """Return the hypotheses with what would have to be true."""
    rows = ((row.hypothesis, plain(row.name), plain(row.statement)) for row in named.itertuples())
    return Block(markdown.table(("Code", "Hypothesis", "What would have to be true"), rows))


def support_list(items: pd.DataFrame, support: pd.DataFrame, timeline: pd.DataFrame) -> Block:
    """Return each item in full, with the figures, events, measures and references behind it, folded."""
    dates = timeline.set_index("event_id")["date"]
    lines = ["::::{dropdown} The items, one by one", ":open:", ""]
    for row in items.itertuples():
        links = support[support["evidence_id"].eq(row.evidence_id)]
        figures = [f"{{numref}}`{target}`" for target in _targets(links, "figure")]
        events = [
            f"{plain(link.note)} ({link.target}, {dates[link.target]})"
            for link in links[links["kind"].eq("event")].itertuples()
        ]
        measures = [f"`{target}`" for target in _targets(links, "measure")]
        sources = dict.fromkeys([*row.sources.split(";"), *_targets(links, "reference")])
        behind = {
            "Figures": ", ".join(figures),
            "Events": "; ".join(events),
            "Measure": ", ".join(measures),
            "Left to the test": "" if pd.isna(row.test) else f"`{row.test}`",
            "Sources": f"{{cite}}`{','.join(sources)}`",
        }
        told = ". ".join(f"{kind}: {what}" for kind, what in behind.items() if what)
        lines += [f"- **{row.evidence_id}.** {plain(row.evidence)}. *{row.credibility} credibility.* {told}."]
    return Block("\n".join([*lines, "", "::::"]))


def _targets(links: pd.DataFrame, kind: str) -> list[str]:
    return links.loc[links["kind"].eq(kind), "target"].tolist()


def readings_table(readings: Mapping[str, Reading], compared: pd.DataFrame) -> Block:
    """Return the items that have a measure: its value, its rule, and the computed rating beside the one given."""
    rows = []
    for item, reading in readings.items():
        cells = compared[compared["evidence_id"].eq(item)]
        rated = ", ".join(f"{row.hypothesis} {row.computed} ({row.rated})" for row in cells.itertuples())
        named = f"{item} `{READINGS[item].__name__}`"
        rows.append((named, plain(reading.measured), plain(reading.rule), rated or "not set"))
    return Block(markdown.table(("Item", "What the measure gives", "Rule", "Computed (rated)"), rows))


def agreement_table(agreed: pd.DataFrame, named: pd.DataFrame) -> Block:
    """Return how far two ratings of the same cells agree, over all hypotheses and for each."""
    names = named.set_index("hypothesis")["name"]
    counted = ("Cells:", "Alike:", "On which either speaks:", "Alike:", "Opposed:", "Kappa:", "Weighted:")
    rows = []
    for name, row in agreed.iterrows():
        shown = f"{names[name]} ({name})" if name in names.index else "**All**"
        cells, spoken, opposed = (words.count(row[each]) for each in ("cells", "spoken", "opposed"))
        alike = words.percent(row["agreed_spoken"]) if row["spoken"] else ""
        kappas = (words.decimal(row[each], 2) for each in ("kappa", "weighted"))
        rows.append((shown, cells, words.percent(row["agreed"]), spoken, alike, opposed, *kappas))
    return Block(markdown.table(("Hypothesis", *counted), rows))


def disagreements_list(cells: pd.DataFrame, ratings: pd.DataFrame, decided: pd.DataFrame) -> Block:
    """Return each cell that was rated differently: both ratings with their reasons and what stands, folded.

    Parameters
    ----------
    cells : pandas.DataFrame
        As `dossier.inference.raters.side_by_side` returns them.
    ratings : pandas.DataFrame
        `evidence/ach_ratings`.
    decided : pandas.DataFrame
        Cells that a measure sets, as `dossier.inference.competing.compare` returns them.
    """
    apart = cells[cells["first"].ne(cells["second"])]
    by_measure = decided.set_index(["evidence_id", "hypothesis"])["computed"]
    why = ratings.set_index(["evidence_id", "hypothesis", "coder"])["why"]
    lines = [f"::::{{dropdown}} {words.counted(len(apart), 'disagreement')}, one by one", ""]
    for (item, name), row in apart.iterrows():
        both = [
            f"{coder} *{_quiet(row[coder])}*" + _because(why[item, name, coder])
            for coder in ("first", "second")
        ]
        stands = f"Of the two stands *{_quiet(row['settled'])}*"
        if (item, name) in by_measure.index:
            stands += f"; a measure sets *{_quiet(by_measure[item, name])}*"
        lines.append(f"- **{item}, {name}.** {'; '.join(both)}. {stands}.")
    return Block("\n".join([*lines, "", "::::"]))


def _because(why: str | float) -> str:
    return "" if pd.isna(why) else f" ({plain(why.rstrip('.'))})"


def ranking_table(
    by_coder: Mapping[str, Mapping[str, pd.DataFrame]], named: pd.DataFrame, least: float
) -> Block:
    """Return each hypothesis's inconsistency on both clocks: settled, by either coder, and its exposure."""
    names = named.set_index("hypothesis")["name"]
    rows = []
    settled = by_coder["settled"]
    for name in settled["A"].sort_values("inconsistency", kind="stable").index:
        cells = [
            cell
            for clock, frame in settled.items()
            for cell in (
                _scored([frames[clock].loc[name] for frames in by_coder.values()]),
                "yes" if frame.loc[name, "exposure"] >= least * frame.loc[name, "items"] else "no",
            )
        ]
        rows.append((f"{names[name]} ({name})", *cells))
    head = ("Hypothesis", f"{CLOCKS[0]}:", "Ranked", f"{CLOCKS[1]}:", "Ranked")
    return Block(markdown.table(head, rows))


def _scored(rows: list[pd.Series]) -> str:
    """Return a score in words: settled first, then either coder's, then on how many items."""
    settled, *coders = (words.decimal(row["inconsistency"]) for row in rows)
    said, items = (words.count(rows[0][name]) for name in ("exposure", "items"))
    return f"{settled} ({', '.join(coders)}); {said} of {items}"


def robustness_table(
    rules: Rules, then: Mapping[str, pd.DataFrame | None], now: Mapping[str, pd.DataFrame]
) -> Block:
    """Return, for each rule with a grid, the verdict and the share of the grid in which it changes, on both clocks."""
    rows = []
    for name, runs in now.items():
        hangs_on = multiverse.decisive(runs, rules.grids[name])
        hangs_on = DIMENSIONS.get(hangs_on, hangs_on) if multiverse.share_that_differs(runs) else "nothing"
        statement = f"{plain(rules[name].statement)} ({words.count(len(runs))} combinations)"
        rows.append((rules[name]["part"][1:], statement, _judged(then[name]), _judged(runs), hangs_on))
    return Block(markdown.table(("Reason", "Statement", *CLOCKS, "Hangs most on"), rows))


def _judged(runs: pd.DataFrame | None) -> str:
    if runs is None:
        return "**Untestable**; no grid"
    share = words.percent(multiverse.share_that_differs(runs))
    return f"**{runs['verdict'].iloc[0].capitalize()}**; another verdict in {share}"


def release_table(compared: Mapping[str, Compared]) -> Block:
    """Return, for each rule that two releases can answer, what either gives and whether the verdict depends on it."""
    rows = []
    for each in compared.values():
        older = f"*{each.older_release}:* {_on_clocks(each.older)}"
        newer = f"*{each.newer_release}:* {_on_clocks(each.newer)}"
        rows.append((plain(each.statement), older, newer, "yes" if each.depends else "no"))
    head = ("Statement", "By the older release", "By the newer release", "Depends on it")
    return Block(markdown.table(head, rows))


def _on_clocks(judged: Judged) -> str:
    then, now = (
        f"**{each.verdict.capitalize()}**, likelihood {each.likely}" for each in (judged.then, judged.now)
    )
    verdicts = f"{now}, then and now" if then == now else f"{then}, in 2017; {now}, since"
    return f"{verdicts}. {plain(judged.now.because[0].upper() + judged.now.because[1:])}."


def without_grid_table(rules: Rules) -> Block:
    """Return the rules that have no grid, and why."""
    rows = ((plain(rules[name].statement), plain(why)) for name, why in rules.without_grid.items())
    return Block(markdown.table(("Statement", "Why it has no grid"), rows))


def grid_table(rules: Rules, names: list[str]) -> Block:
    """Return the declared grids, folded: dimensions, options and the reason."""
    lines = ["::::{dropdown} The grids as the rules file declares them", ""]
    for name in names:
        grid = rules.grids[name]
        lines += [f"**{plain(rules[name].statement)}.** {words.count(len(grid))} combinations.", ""]
        for dimension, options in grid.options.items():
            first, *others = map(str, options)
            lines.append(f"- {plain(dimension)}: *{plain(first)}*; {plain('; '.join(others))}")
        lines.append("")
    return Block("\n".join([*lines, "The rule's own choice is in italics.", "", "::::"]))


def placebo_table(found: Mapping[str, tuple[str, Placebo, str]]) -> Block:
    """Return where each case falls: measure to (case, placebo, its value in words)."""
    rows = []
    for measure, (case, place, value) in found.items():
        rank = f"{words.count(place.rank)} of {words.count(place.of)}"
        rows.append((measure, case, value, rank, words.percent(place.share_below)))
    return Block(markdown.table(("Measure", "Case", "Value:", "Rank:", "Others below it:"), rows))

"""Blocks of the pages across the four reasons: matrix, links, computed ratings, ranking and robustness."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dossier import words
from dossier.book.blocks import CLOCKS, Block, plain
from dossier.charts.robustness import DIMENSIONS
from dossier.inference import multiverse
from dossier.inference.competing import hypotheses
from dossier.inference.multiverse import Placebo
from dossier.inference.ratings import READINGS, Reading
from dossier.verdicts.releases import Compared
from dossier.verdicts.rules import Rules
from dossier.verdicts.scale import Judged

#: How the clock of an item is written.
KNOWN = {"2017-04": "2017", "later": "later"}


def matrix_table(items: pd.DataFrame, decided: pd.DataFrame, weights: Mapping[str, float]) -> Block:
    """Return the ratings as a table with each item's weight or test; cells that a measure decides are bold."""
    names = hypotheses(items)
    set_by_measure = set(zip(decided["evidence_id"], decided["hypothesis"], strict=True))
    lines = [f"| Item | Known | Weight | {' | '.join(names)} |", f"|---|---|---:|{'---|' * len(names)}"]
    for row in items.to_dict("records"):
        cells = [
            f"**{row[name]}**" if (row["evidence_id"], name) in set_by_measure else _quiet(row[name])
            for name in names
        ]
        weight = words.decimal(weights[row["credibility"]]) if pd.isna(row["test"]) else "test"
        known = KNOWN[row["known_by"]]
        lines.append(f"| {row['evidence_id']} | {known} | {weight} | {' | '.join(cells)} |")
    return Block("\n".join(lines))


def _quiet(rating: str) -> str:
    return "·" if rating == "N" else rating


def hypotheses_table(named: pd.DataFrame) -> Block:
    """Return the hypotheses with what would have to be true."""
    lines = ["| Code | Hypothesis | What would have to be true |", "|---|---|---|"]
    lines += [
        f"| {row.hypothesis} | {plain(row.name)} | {plain(row.statement)} |" for row in named.itertuples()
    ]
    return Block("\n".join(lines))


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
    lines = ["| Item | What the measure gives | Rule | Computed (rated) |", "|---|---|---|---|"]
    for item, reading in readings.items():
        cells = compared[compared["evidence_id"].eq(item)]
        rated = ", ".join(f"{row.hypothesis} {row.computed} ({row.rated})" for row in cells.itertuples())
        lines.append(
            f"| {item} `{READINGS[item].__name__}` | {plain(reading.measured)} | {plain(reading.rule)} | "
            f"{rated or 'not set'} |"
        )
    return Block("\n".join(lines))


def agreement_table(agreed: pd.DataFrame, named: pd.DataFrame) -> Block:
    """Return how far two ratings of the same cells agree, over all hypotheses and for each."""
    names = named.set_index("hypothesis")["name"]
    lines = [
        "| Hypothesis | Cells | Alike | On which either speaks | Alike | Opposed | Kappa | Weighted |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, row in agreed.iterrows():
        shown = f"{names[name]} ({name})" if name in names.index else "**All**"
        spoken = words.percent(row["agreed_spoken"]) if row["spoken"] else ""
        cells = [
            words.count(row["cells"]),
            words.percent(row["agreed"]),
            words.count(row["spoken"]),
            spoken,
            words.count(row["opposed"]),
            words.decimal(row["kappa"], 2),
            words.decimal(row["weighted"], 2),
        ]
        lines.append(f"| {shown} | {' | '.join(cells)} |")
    return Block("\n".join(lines))


def disagreements_list(cells: pd.DataFrame, ratings: pd.DataFrame) -> Block:
    """Return each cell that was rated differently: both ratings with their reasons and what stands, folded."""
    apart = cells[cells["first"].ne(cells["second"])]
    why = ratings.set_index(["evidence_id", "hypothesis", "coder"])["why"]
    lines = [f"::::{{dropdown}} {words.counted(len(apart), 'disagreement')}, one by one", ""]
    for (item, name), row in apart.iterrows():
        both = [
            f"{coder} *{_quiet(row[coder])}*" + _because(why[item, name, coder])
            for coder in ("first", "second")
        ]
        lines.append(f"- **{item}, {name}.** {'; '.join(both)}. Stands: *{_quiet(row['settled'])}*.")
    return Block("\n".join([*lines, "", "::::"]))


def _because(why: str | float) -> str:
    return "" if pd.isna(why) else f" ({plain(why.rstrip('.'))})"


def ranking_table(
    by_coder: Mapping[str, Mapping[str, pd.DataFrame]], named: pd.DataFrame, least: float
) -> Block:
    """Return each hypothesis's inconsistency on both clocks: settled, by either coder, and its exposure."""
    names = named.set_index("hypothesis")["name"]
    lines = [f"| Hypothesis | {CLOCKS[0]} | Ranked | {CLOCKS[1]} | Ranked |", "|---|---:|---|---:|---|"]
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
        lines.append(f"| {names[name]} ({name}) | {' | '.join(cells)} |")
    return Block("\n".join(lines))


def _scored(rows: list[pd.Series]) -> str:
    """Return a score in words: settled first, then either coder's, then on how many items."""
    settled, *coders = (words.decimal(row["inconsistency"]) for row in rows)
    said, items = (words.count(rows[0][name]) for name in ("exposure", "items"))
    return f"{settled} ({', '.join(coders)}); {said} of {items}"


def robustness_table(
    rules: Rules, then: Mapping[str, pd.DataFrame | None], now: Mapping[str, pd.DataFrame]
) -> Block:
    """Return, for each rule with a grid, the verdict and the share of the grid in which it changes, on both clocks."""
    lines = [f"| Reason | Statement | {CLOCKS[0]} | {CLOCKS[1]} | Hangs most on |", "|---|---|---|---|---|"]
    for name, runs in now.items():
        hangs_on = multiverse.decisive(runs, rules.grids[name])
        hangs_on = DIMENSIONS.get(hangs_on, hangs_on) if multiverse.share_that_differs(runs) else "nothing"
        statement = f"{rules[name].statement} ({words.count(len(runs))} combinations)"
        reason = rules[name]["part"][1:]
        lines.append(f"| {reason} | {statement} | {_judged(then[name])} | {_judged(runs)} | {hangs_on} |")
    return Block("\n".join(lines))


def _judged(runs: pd.DataFrame | None) -> str:
    if runs is None:
        return "**Untestable**; no grid"
    share = words.percent(multiverse.share_that_differs(runs))
    return f"**{runs['verdict'].iloc[0].capitalize()}**; another verdict in {share}"


def release_table(compared: Mapping[str, Compared]) -> Block:
    """Return, for each rule that two releases can answer, what either gives and whether the verdict depends on it."""
    lines = [
        "| Statement | By the older release | By the newer release | Depends on it |",
        "|---|---|---|---|",
    ]
    for each in compared.values():
        older = f"*{each.older_release}:* {_on_clocks(each.older)}"
        newer = f"*{each.newer_release}:* {_on_clocks(each.newer)}"
        lines.append(f"| {each.statement} | {older} | {newer} | {'yes' if each.depends else 'no'} |")
    return Block("\n".join(lines))


def _on_clocks(judged: Judged) -> str:
    then, now = (
        f"**{each.verdict.capitalize()}**, likelihood {each.likely}" for each in (judged.then, judged.now)
    )
    verdicts = f"{now}, then and now" if then == now else f"{then}, in 2017; {now}, since"
    return f"{verdicts}. {plain(judged.now.because[0].upper() + judged.now.because[1:])}."


def without_grid_table(rules: Rules) -> Block:
    """Return the rules that have no grid, and why."""
    lines = ["| Statement | Why it has no grid |", "|---|---|"]
    lines += [f"| {rules[name].statement} | {why} |" for name, why in rules.without_grid.items()]
    return Block("\n".join(lines))


def grid_table(rules: Rules, names: list[str]) -> Block:
    """Return the declared grids, folded: dimensions, options and the reason."""
    lines = ["::::{dropdown} The grids as the rules file declares them", ""]
    for name in names:
        grid = rules.grids[name]
        lines += [f"**{rules[name].statement}.** {words.count(len(grid))} combinations.", ""]
        for dimension, options in grid.options.items():
            first, *others = map(str, options)
            lines.append(f"- {plain(dimension)}: *{plain(first)}*; {plain('; '.join(others))}")
        lines.append("")
    return Block("\n".join([*lines, "The rule's own choice is in italics.", "", "::::"]))


def placebo_table(found: Mapping[str, tuple[str, Placebo, str]]) -> Block:
    """Return where each case falls: measure to (case, placebo, its value in words)."""
    lines = ["| Measure | Case | Value | Rank | Others below it |", "|---|---|---:|---:|---:|"]
    lines += [
        f"| {measure} | {case} | {value} | {words.count(place.rank)} of {words.count(place.of)} | "
        f"{words.percent(place.share_below)} |"
        for measure, (case, place, value) in found.items()
    ]
    return Block("\n".join(lines))

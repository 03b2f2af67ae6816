"""The multiverse: one measure and verdict over every combination of defensible choices, and placebos.

A specification curve shows what a verdict owes to the choices behind it (Simonsohn, Simmons and Nelson 2020).
The choices are declared in a grid before they are run. A placebo is the same measure for states or pairs to
which the claim does not apply.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from dossier.errors import EvidenceError
from dossier.inference.dispatch import dispatch

REMEDY = "Mend the grid in data/evidence/rules.toml, or teach the measure the choice."


@dataclass(frozen=True)
class Grid:
    """Declared choices behind one verdict.

    Parameters
    ----------
    rule : str
        The rule that they belong to.
    options : dict
        Dimension to its options; the first option of each is the rule's own.
    """

    rule: str
    options: dict[str, tuple]

    def __post_init__(self):
        for dimension, options in self.options.items():
            if not options or len(set(options)) < len(options):
                raise EvidenceError(
                    f"grid {self.rule}, dimension {dimension}",
                    f"the options {options}",
                    "at least one option, none twice",
                    REMEDY,
                )

    @property
    def default(self) -> dict:
        """The rule's own choices."""
        return {dimension: options[0] for dimension, options in self.options.items()}

    def __len__(self) -> int:
        count = 1
        for options in self.options.values():
            count *= len(options)
        return count

    def __iter__(self) -> Iterator[dict]:
        for combination in itertools.product(*self.options.values()):
            yield dict(zip(self.options, combination, strict=True))

    def check(self, known: dict[str, tuple | None]) -> None:
        """Hold the grid against the choices that a measure knows.

        Parameters
        ----------
        known : dict
            Dimension to its possible options; None where any number will do (a threshold).

        Raises
        ------
        EvidenceError
            For the first dimension or option that the measure does not know, or dimension that is not declared.
        """
        for dimension in known:
            if dimension not in self.options:
                raise EvidenceError(f"grid {self.rule}", "a dimension is missing", dimension, REMEDY)
        for dimension, options in self.options.items():
            where = f"grid {self.rule}, dimension {dimension}"
            if dimension not in known:
                raise EvidenceError(where, "no such choice", f"one of {', '.join(known)}", REMEDY)
            for option in options:
                if known[dimension] is None:
                    fits, wanted = isinstance(option, int | float), "a number"
                else:
                    fits, wanted = (
                        option in known[dimension],
                        f"one of {', '.join(map(str, known[dimension]))}",
                    )
                if not fits:
                    raise EvidenceError(where, f"found {option!r}", wanted, REMEDY)


def run(grid: Grid, evaluate: Callable[..., tuple[float, str]]) -> pd.DataFrame:
    """Judge every combination of a grid.

    Parameters
    ----------
    grid : Grid
        The declared choices.
    evaluate : callable
        Takes the dimensions as keyword arguments; returns the measure and the word of the verdict. It is sent to
        where grids run (see `dossier.inference.dispatch`).

    Returns
    -------
    pandas.DataFrame
        One row a specification, the rule's own first: the dimensions, measure, verdict, and `differs` (the verdict
        is another one than the rule's own choices give).

    Examples
    --------
    >>> grid = Grid("drought", {"least": (10, 20), "window": ("year", "half year")})
    >>> def evaluate(least, window):
    ...     measure = 15 if window == "year" else 25
    ...     return measure, "holds" if measure >= least else "fails"
    >>> run(grid, evaluate)[["measure", "verdict", "differs"]].values.tolist()
    [[15.0, 'holds', False], [25.0, 'holds', False], [15.0, 'fails', True], [25.0, 'holds', False]]
    """
    combinations = list(grid)
    judged = dispatch(functools.partial(_judged, evaluate), [(chosen,) for chosen in combinations])
    frame = pd.DataFrame(
        [
            {**chosen, "measure": float(measure), "verdict": verdict}
            for chosen, (measure, verdict) in zip(combinations, judged, strict=True)
        ]
    )
    return frame.assign(differs=frame["verdict"].ne(frame["verdict"].iloc[0]))


def _judged(evaluate: Callable[..., tuple[float, str]], chosen: dict) -> tuple[float, str]:
    return evaluate(**chosen)


def share_that_differs(runs: pd.DataFrame) -> float:
    """Return the share of specifications whose verdict is another one than the rule's own.

    Examples
    --------
    >>> import pandas as pd
    >>> share_that_differs(pd.DataFrame({"differs": [False, False, True, False]}))
    0.25
    """
    return float(runs["differs"].mean())


def by_option(runs: pd.DataFrame, grid: Grid) -> pd.DataFrame:
    """Share of specifications in which the verdict differs, for each option of each dimension.

    Parameters
    ----------
    runs : pandas.DataFrame
        As `run` returns it.
    grid : Grid
        The grid that was run.

    Returns
    -------
    pandas.DataFrame
        dimension, option, specifications, share_that_differs, median (of the measure); in the order of the grid.

    Examples
    --------
    >>> import pandas as pd
    >>> grid = Grid("drought", {"least": (10, 20)})
    >>> differs = [False, False, False, True]
    >>> runs = pd.DataFrame({"least": [10, 10, 20, 20], "differs": differs, "measure": 15})
    >>> by_option(runs, grid)[["option", "specifications", "share_that_differs"]].values.tolist()
    [['10', 2, 0.0], ['20', 2, 0.5]]
    """
    rows = []
    for dimension, options in grid.options.items():
        for option in options:
            chosen = runs[runs[dimension].eq(option)]
            share = share_that_differs(chosen)
            rows.append((dimension, str(option), len(chosen), share, chosen["measure"].median()))
    return pd.DataFrame(
        rows, columns=["dimension", "option", "specifications", "share_that_differs", "median"]
    )


def decisive(runs: pd.DataFrame, grid: Grid) -> str:
    """Return the dimension on which the verdict hangs most.

    That is the one whose options lie furthest apart in the share of specifications that differ; the first of the
    grid among equals.

    Examples
    --------
    >>> import pandas as pd
    >>> grid = Grid("drought", {"window": ("year", "half year"), "least": (10, 20)})
    >>> runs = pd.DataFrame(list(grid)).assign(measure=15.0, differs=[False, True, False, True])
    >>> decisive(runs, grid)
    'least'
    """
    spread = by_option(runs, grid).groupby("dimension", sort=False)["share_that_differs"].agg(["min", "max"])
    return str((spread["max"] - spread["min"]).idxmax())


@dataclass(frozen=True)
class Placebo:
    """Where one case falls among all for which the same measure exists.

    Parameters
    ----------
    rank : int
        1 for the largest; equal values share the better rank.
    of : int
        Cases, the one in question included.
    value : float
        Its measure.
    share_below : float
        Share of the other cases with a smaller measure.
    """

    rank: int
    of: int
    value: float
    share_below: float


def placebo(measures: pd.Series, case) -> Placebo:
    """Rank one case among all.

    Parameters
    ----------
    measures : pandas.Series
        The measure, indexed by case; cases without one are left out.
    case : hashable
        Label of the case in question.

    Raises
    ------
    EvidenceError
        If the case has no measure, or there is nothing to compare it with.

    Examples
    --------
    >>> import pandas as pd
    >>> placebo(pd.Series({"RUS": 5.0, "CHN": 7.0, "IRN": 1.0, "UZB": None}), "RUS")
    Placebo(rank=2, of=3, value=5.0, share_below=0.5)
    """
    known = measures.dropna()
    if case not in known.index or len(known) < 2:
        raise EvidenceError(
            "placebo", f"{case!r} among {len(known)} cases", "the case and at least one other", REMEDY
        )
    value = float(known[case])
    others = known.drop(case)
    return Placebo(int((others > value).sum()) + 1, len(known), value, float((others < value).mean()))

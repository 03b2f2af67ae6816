"""Tables in Markdown: the one way in which pages write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown, without a line break at its end.

    Parameters
    ----------
    head : sequence of str
        What the columns are called; one whose name ends with a colon is aligned to the right, and the colon is
        not written.
    rows : iterable of sequence of str
        Cells as they are to be written, as many a row as there are columns.

    Raises
    ------
    ValueError
        If a row has more or fewer cells than there are columns.

    Examples
    --------
    >>> print(table(("State", "Acts:"), [("Russia", "14"), ("Iran", "9")]))
    | State | Acts |
    |---|---:|
    | Russia | 14 |
    | Iran | 9 |
    """
    marks = ("---:" if name.endswith(":") else "---" for name in head)
    lines = [_line(name.removesuffix(":") for name in head), f"|{'|'.join(marks)}|"]
    return "\n".join(lines + [_line(cell for _, cell in zip(head, row, strict=True)) for row in rows])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

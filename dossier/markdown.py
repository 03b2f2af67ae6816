"""Tables and plain words in Markdown: the one way in which pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: Characters that are markup anywhere, and those that are so where a paragraph begins: a list, a target of links, a
#: comment, a fence. `CODE` is a name of the code, as hand-kept tables mark it.
MARKUP = re.compile(r"([\\`*_{}\[\]<>|$#~^&])")
CODE = re.compile(r"(`[\w.]+`)")
BEGINNING = re.compile(r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+=:%(]))")


def plain(words: str) -> str:
    r"""Return text in which no character is markup, on one line.

    Examples
    --------
    >>> print(plain("<b>5 * 3</b>\n&lt;"))
    \<b\>5 \* 3\</b\> \&lt;
    >>> print(plain("- an item"), plain("(x)="), plain("1. January"), plain("1.5 million"), sep=", ")
    \- an item, \(x)=, 1\. January, 1.5 million
    """
    return BEGINNING.sub(r"\1\\", MARKUP.sub(r"\\\1", " ".join(words.split())))


def with_code(words: str) -> str:
    r"""Return text in which names between backticks are code and no other character is markup, on one line.

    Examples
    --------
    >>> print(with_code("`un_hostility` took 5 * 3, <b>`"))
    `un_hostility` took 5 \* 3, \<b\>\`
    """
    told = CODE.split(" ".join(words.split()))
    return BEGINNING.sub(
        r"\1\\", "".join(part if at % 2 else MARKUP.sub(r"\\\1", part) for at, part in enumerate(told))
    )


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

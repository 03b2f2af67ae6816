"""Records of a CSV file that hold a word, found without parsing the others.

To parse forty-nine columns of every record takes longest of all. A record in which the word does not stand at all
cannot be wanted; so only those that hold it somewhere are cut out, whole, and parsed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

BREAK, QUOTE = 10, 34


def holding(parts: Iterable[bytes], words: Sequence[bytes]) -> Iterator[tuple[np.ndarray, bytes]]:
    """Give the records that hold one of some words, a block at a time.

    Parameters
    ----------
    parts : iterable of bytes
        A CSV file, cut anywhere.
    words : sequence of bytes
        Without any, every record is given.

    Yields
    ------
    tuple
        Numbers of the records in the file, from 0, and their text. A line break within quotes ends no record.

    Examples
    --------
    >>> for numbers, text in holding([b'a,"x', b'y"\\nb,Kabul\\nc,z'], [b"Kabul"]):
    ...     print(numbers.tolist(), text)
    [1] b'b,Kabul\\n'
    """
    begun, first = b"", 0
    for part in parts:
        text = begun + part
        ends = _ends(text)
        if not len(ends):
            begun = text
            continue
        begun, text = text[ends[-1] :], text[: ends[-1]]
        yield from _block(text, ends, words, first)
        first += len(ends)
    if begun.strip():
        yield from _block(begun, np.array([len(begun)]), words, first)


def _ends(text: bytes) -> np.ndarray:
    """Return where the records of a text end that begins with one."""
    letters = np.frombuffer(text, np.uint8)
    breaks = np.flatnonzero(letters == BREAK)
    quotes = np.flatnonzero(letters == QUOTE)
    return breaks[np.searchsorted(quotes, breaks) % 2 == 0] + 1


def _block(
    text: bytes, ends: np.ndarray, words: Sequence[bytes], first: int
) -> Iterator[tuple[np.ndarray, bytes]]:
    if not words:
        yield np.arange(first, first + len(ends)), text
        return
    at = np.fromiter(_places(text, words), np.int64)
    chosen = np.unique(np.searchsorted(ends, at, side="right"))
    if len(chosen):
        starts = np.concatenate(([0], ends[:-1]))
        cuts = zip(starts[chosen].tolist(), ends[chosen].tolist(), strict=True)
        yield first + chosen, b"".join([text[start:end] for start, end in cuts])


def _places(text: bytes, words: Sequence[bytes]) -> Iterator[int]:
    """Give where a word stands, at most once a line."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at
            line = text.find(b"\n", at)
            at = text.find(word, line) if line >= 0 else -1

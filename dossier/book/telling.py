"""`tell`: hand computed figures to the sentences of a chapter."""

from __future__ import annotations

from myst_nb import glue


def tell(**values: str) -> None:
    """Store worded figures under names that the chapter's text refers to with `{glue:text}`.

    Parameters
    ----------
    **values : str
        Name to text; format numbers with `dossier.words` first, so that every page writes them alike.

    Raises
    ------
    TypeError
        If a value is not text.
    """
    for name, value in values.items():
        if not isinstance(value, str):
            raise TypeError(f"{name} is {type(value).__name__}; word it with dossier.words first")
        glue(name, _Words(value), display=False)


class _Words:
    """Text that displays as itself; a plain string would be glued with its quotation marks."""

    def __init__(self, text: str):
        self.text = text

    def __repr__(self) -> str:
        return self.text

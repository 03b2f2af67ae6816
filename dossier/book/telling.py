"""`tell`: hand computed figures to the sentences of a chapter."""

from __future__ import annotations

from IPython.display import display

#: How the builder knows a stored value from one that is shown. `myst_nb.glue` writes the same, and takes longer to
#: import than many a chapter takes to draw.
RECORD = "application/papermill.record/"


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
        record = {"scrapbook": {"name": name, "mime_prefix": RECORD}}
        # Exactly str: the builder reads the text back from its repr.
        display({f"{RECORD}text/plain": repr(str(value))}, raw=True, metadata=record)

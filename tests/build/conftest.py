"""A book of four chapters, built in seconds: what a build does is tested on it, and the whole book is built once."""

from __future__ import annotations

import fcntl
import shutil

import pytest

from dossier import paths
from tests.conftest import Clone, make_clone

TOC = """format: jb-book
root: chapters/index
chapters:
  - file: chapters/arms
  - file: chapters/verdict
  - file: chapters/glossary
"""
HEAD = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""
CHAPTERS = {
    "index": """# A small book

**What it is for, in one sentence that is long enough to be an answer.** It takes {minutes}`chapters/arms`, and
{doc}`arms` has a figure.
""",
    "arms": HEAD
    + """# Arms

```{code-cell} python
:tags: [hide-cell]
from dossier import load, words
from dossier.book.telling import tell
from dossier.charts import opium, publish
from dossier.charts.exhibit import Exhibit
from dossier.charts.style import canvas, heading

arms = load("arms/transfers").query("recipient == 'IND' and supplier == 'GBR' and year < 1960")
tell(small_total=words.count(arms["tiv_million"].sum()))
figure, axes = canvas()
axes.bar(arms["year"], arms["tiv_million"])
heading(figure, "Arms from Britain", "Million TIV")
publish(
    Exhibit(figure, "Arms from Britain", "By year.", "Bars, 1950 to 1959", arms, ("arms/transfers",)), "t-arms"
)
```

Britain sent {glue:text}`small_total` million, as a word has it.
""",
    "verdict": HEAD
    + """# Verdict

```{code-cell} python
from dossier import load, results, words
from dossier.book.telling import tell

from dossier.book.written import written_for

tell(small_spent=words.count(load("arms/military_expenditure")["spending_2024_usd_million"].sum()))
verdict = results.verdicts()["revenge"].then.verdict
tell(small_verdict=verdict)
written_for("chapters/verdict.md, on revenge", {"revenge": verdict}, {"revenge": "mostly unsupported"})
```

Revenge is {glue:text}`small_verdict`, as a {term} has it. Five states spent {glue:text}`small_spent` million.
""".replace("{term}", "tidy table"),
    "glossary": """# Glossary

:::{glossary}
tidy table
  One row an observation.
:::
""",
}


def needed(name: str) -> bool:
    """Tell whether the small book needs a file of the checkout."""
    return name.split("/")[0] in ("dossier", "data") or name in (
        "_config.yml",
        "CITATION.cff",
        "requirements.txt",
    )


def small_book(root) -> Clone:
    """Write the small book, and give it what this checkout has worked out already."""
    clone = make_clone(root, needed)
    (root / "_toc.yml").write_text(TOC, encoding="utf-8")
    (root / "figures").mkdir()
    (root / "chapters").mkdir()
    for name, text in CHAPTERS.items():
        (root / "chapters" / f"{name}.md").write_text(text, encoding="utf-8")
    known = paths.ROOT / "_build" / "kept"
    if known.exists():
        shutil.copytree(known, root / "_build" / "kept")
    return clone


@pytest.fixture(scope="session")
def built(book, tmp_path_factory, worker_id) -> Clone:
    """The small book, built once, whichever worker asks first; tests take copies.

    The whole book comes first: what it works out is kept for all.
    """
    own = tmp_path_factory.getbasetemp()
    root = (own if worker_id == "master" else own.parent) / "small"
    with root.with_suffix(".turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not root.exists():
            done = small_book(root).build()
            if done.returncode:
                shutil.rmtree(root)
            assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return Clone(root)


@pytest.fixture
def small(built, tmp_path) -> Clone:
    """A built small book of its own for a test, with all that its build keeps."""
    shutil.copytree(built.root, tmp_path / "small", copy_function=shutil.copy2)
    return Clone(tmp_path / "small")

"""Each chapter as an executed notebook: as the book shows it, figures inside, the same bytes on every build."""

from __future__ import annotations

import ast
import json
import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import JupyterCacheAbstract

from dossier.book.readable import Reader, directive, linked
from dossier.site import citing, entries, minutes, renewal
from dossier.site.citing import Work
from dossier.storage import write_whole

FOLDER = "notebooks"


@dataclass(frozen=True)
class Known:
    """What is known of all pages once the book is written.

    Parameters
    ----------
    glued : mapping of str to str
        Computed words, by name.
    titles : mapping of str to str
        Heading of each page, by its path without ending.
    numbers : mapping of str to str
        What `numref` shows for a figure ("Fig. 3"), by the figure's id.
    labels : mapping of str to tuple
        Page, anchor and heading of what `ref` names.
    minutes : callable
        Says how long the pages and sections named take to read.
    notebooks : collection of str
        Pages that are offered as notebooks.
    """

    glued: Mapping[str, str]
    titles: Mapping[str, str]
    numbers: Mapping[str, str]
    labels: Mapping[str, tuple[str, str, str]]
    minutes: Callable[[list[str]], str]
    notebooks: Collection[str]


class Words(Reader):
    """Turns MyST into what any notebook shows, with what only the finished book knows.

    Parameters
    ----------
    known : Known
        What is known of all pages.
    page : str
        Path of the page, for links relative to it.
    """

    def __init__(self, known: Known, page: str):
        super().__init__(posixpath.dirname(page))
        self.known = known

    def title(self, page: str) -> str:
        """Return the heading of a page, as the book numbers and words it."""
        return self.known.titles.get(page, page)

    def address(self, path: str) -> str:
        """Return the address of a page or file: on the web if the book is there, else from the notebook's folder."""
        return super().address(path) or f"../{path}"

    def said(self, role: str, shown: str, target: str) -> str:
        """Return what stands for a role: computed words, numbers and headings as the page shows them."""
        known = self.known
        if role == "glue:text":
            return known.glued.get(target, f"`{target}`")
        if role == "minutes":
            return known.minutes(target.split())
        if role == "numref":
            return known.numbers.get(target, shown or target)
        if role == "ref" and target in known.labels:
            page, anchor, heading = known.labels[target]
            return linked(shown or heading, self.address(f"{page}.html#{anchor}"))
        page = self.resolved(target)
        if role == "doc" and page in known.notebooks and not self.book.url:
            return linked(shown or self.title(page), f"{citing.key(page)}.ipynb")
        return super().said(role, shown, target)


def cleaned(notebook: dict, about: Work, said: Words) -> dict:
    """Return an executed notebook for readers.

    Cell numbers stand in for random ids, and what differs between two runs or two machines is dropped. A first
    cell says where the notebook comes from.

    Parameters
    ----------
    notebook : dict
        As the book's builder executed it.
    about : Work
        The page.
    said : Words
        Turns the page's markup into words.
    """
    cells = [{"cell_type": "markdown", "metadata": {}, "source": _origin(about)}]
    for cell in notebook["cells"]:
        source = _joined(cell["source"])
        if cell["cell_type"] == "code":
            cells.append(
                {
                    "cell_type": "code",
                    "metadata": _folded(cell.get("metadata", {})),
                    "source": source,
                    "execution_count": cell.get("execution_count"),
                    "outputs": [_output(each, said) for each in cell["outputs"]],
                }
            )
        else:
            # A label before a heading is markup of the book's builder only.
            text = re.sub(r"^\([\w-]+\)=\n", "", source, flags=re.M)
            cells.append({"cell_type": "markdown", "metadata": {}, "source": said.plain(text)})
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:02}"
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
            "title": about.title,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _origin(about: Work) -> str:
    return (
        f"> Executed notebook of “{about.title}”, {about.source}, as the book shows it: computed figures stand in "
        "the sentences. To run it, open it with the environment of a clone of the repository (`make book` makes it). "
        f"To change a sentence, edit the source instead.\n>\n> {entries.plain_text(about.entry)}"
    )


def _folded(metadata: dict) -> dict:
    """Return a cell's tags, and fold in the viewer what the page folds."""
    tags = metadata.get("tags", [])
    folds = {"hide-cell": ["source", "outputs"], "hide-input": ["source"]}
    hidden = {f"{part}_hidden": True for tag in tags for part in folds.get(tag, ())}
    return {"tags": tags} | ({"jupyter": hidden} if hidden else {})


def _output(output: dict, said: Words) -> dict:
    """Return a cell's output: a figure with its picture inside, or text without the builder's markup."""
    data = {kind: _joined(content) for kind, content in output["data"].items()}
    # The Markdown of a figure names its picture by a path, which holds in the book's tree only.
    myst = data.pop("text/markdown", "")
    if myst and directive(myst) != "figure":
        # What the chapter's kernel wrote beside it could not know the book's numbers and links.
        data = {"text/html": said.html(myst), "text/plain": said.plain(myst)}
    kept = {"output_type": output["output_type"], "data": data, "metadata": {}}
    if output["output_type"] == "execute_result":
        kept["execution_count"] = output["execution_count"]
    return kept


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def glued_words(folder: Path) -> dict[str, str]:
    """Return the computed words of all pages, by name; a name is used once in the book."""
    found = {}
    for file in sorted(folder.rglob("*.glue.json")):
        for name, output in json.loads(file.read_text(encoding="utf-8")).items():
            found[name] = ast.literal_eval(output["data"]["text/plain"])
    return found


def figure_numbers(env) -> dict[str, str]:
    """Return what `numref` shows for each figure, by its id."""
    return {
        figure: env.config.numfig_format["figure"] % ".".join(map(str, number))
        for numbered in env.toc_fignumbers.values()
        for figure, number in numbered.get("figure", {}).items()
    }


def labels(env) -> dict[str, tuple[str, str, str]]:
    """Return page, anchor and heading of each label that `ref` can name; those without a heading are words given."""
    known = env.domaindata["std"]
    unnamed = {label: (*place, label) for label, place in known["anonlabels"].items()}
    return unnamed | known["labels"]


def executed_notebook(file: Path, cache: JupyterCacheAbstract) -> nbformat.NotebookNode:
    """Return a notebook with its outputs.

    The builder writes outputs beside the book only when it has just executed a page; the cache always has them.
    """
    return cache.merge_match_into_notebook(nbformat.read(file, as_version=4))[1]


def write_notebooks(app, exception) -> None:
    """Write every chapter that was executed as a notebook beside the pages."""
    if exception is not None or app.builder.name != "html":
        return
    executed = Path(app.outdir).parent / "jupyter_execute"
    cache = get_cache(app.config.nb_execution_cache_path)
    pages = [page for page in sorted(app.env.found_docs) if (executed / f"{page}.ipynb").exists()]
    known = Known(
        glued_words(executed),
        {page: title.astext() for page, title in app.env.titles.items()},
        figure_numbers(app.env),
        labels(app.env),
        partial(minutes.said, app.env),
        pages,
    )
    for page in pages:
        if renewal.is_written(app, page):
            about = citing.work(app.env, page)
            notebook = executed_notebook(executed / f"{page}.ipynb", cache)
            notebook = cleaned(notebook, about, Words(known, page))
            text = json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
            write_whole(Path(app.outdir) / FOLDER / f"{about.key}.ipynb", text.encode("utf-8"))


def offer(app, pagename, templatename, context, doctree) -> None:
    """Offer the executed notebook first in the page's download menu."""
    executed = Path(app.outdir).parent / "jupyter_execute" / f"{pagename}.ipynb"
    if app.builder.name != "html" or not executed.exists():
        return
    link = {
        "type": "link",
        "url": context["pathto"](f"{FOLDER}/{citing.key(pagename)}.ipynb", 1),
        "text": ".ipynb",
        "icon": "fas fa-code",
        "tooltip": "Download the executed notebook",
        "label": "download-notebook-button",
    }
    for menu in context.get("header_buttons", ()):
        if menu.get("label") == "download-buttons":
            menu["buttons"].insert(0, link)


def setup(app) -> None:
    """Wire the notebooks into Sphinx, after the theme has made its menus."""
    app.connect("html-page-context", offer, priority=600)
    app.connect("build-finished", write_notebooks)

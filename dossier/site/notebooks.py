"""Each chapter as an executed notebook: as the book shows it, figures inside, the same bytes on every build."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import JupyterCacheAbstract
from pybtex.database import Entry, parse_file

from dossier import paths, words
from dossier.site import citing, minutes, renewal
from dossier.site.citing import Work
from dossier.storage import write_whole

FOLDER = "notebooks"
#: Roles of MyST that a notebook's reader would otherwise see as markup.
ROLE = re.compile(r"\{(glue:text|minutes|doc|ref|numref|cite|cite:[a-z]+|download)\}`([^`]+)`")
#: A fenced block of MyST: ticks or colons, the directive's name, and what stands after it.
FENCE = re.compile(r"^(`{3,}|:{3,})\{([\w:-]+)\} *(.*)$")
OPTION = re.compile(r"^:[\w-]+:.*$")


class Words:
    """Turns MyST markup into Markdown that any notebook viewer shows as the page shows it.

    Parameters
    ----------
    glued : mapping of str to str
        Computed words of all pages, by name.
    titles : mapping of str to str
        Heading of each page, by its path without ending.
    numbers : mapping of str to str
        What `numref` shows for a figure ("Fig. 3"), by the figure's id.
    sources : mapping of str to str
        Author and year of each reference, by its key.
    minutes : callable
        Says how long the pages and sections named take to read.
    page : str
        Path of the page, for links relative to it.
    """

    def __init__(
        self,
        glued: Mapping[str, str],
        titles: Mapping[str, str],
        numbers: Mapping[str, str],
        sources: Mapping[str, str],
        minutes: Callable[[list[str]], str],
        page: str,
    ):
        self.glued, self.titles, self.numbers, self.sources = glued, titles, numbers, sources
        self.minutes, self.page = minutes, page

    def plain(self, text: str) -> str:
        """Return text in which roles are words and fenced blocks are paragraphs."""
        return ROLE.sub(self._role, _unfenced(text))

    def _role(self, found: re.Match) -> str:
        role, said = found[1], found[2].strip()
        shown, target = _named(said)
        if role == "glue:text":
            return self.glued.get(target, f"`{target}`")
        if role == "minutes":
            return self.minutes(said.split())
        if role == "doc":
            page = _resolve(self.page, target)
            return f"[{shown or self.titles.get(page, target)}]({citing.key(page)}.ipynb)"
        if role == "numref":
            return self.numbers.get(target, shown or target)
        if role.startswith("cite"):
            return (
                "(" + "; ".join(self.sources.get(key.strip(), key.strip()) for key in said.split(",")) + ")"
            )
        return shown or target


def _named(said: str) -> tuple[str, str]:
    """Return the words and the target of `words <target>`; no words where only a target stands."""
    found = re.fullmatch(r"(.+?)\s*<([^>]+)>", said, flags=re.S)
    return (found[1], found[2]) if found else ("", said)


def _resolve(page: str, target: str) -> str:
    """Return the page that a relative path names."""
    parts = [] if target.startswith("/") else page.split("/")[:-1]
    for part in target.strip("/").split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts = [*parts, part]
    return "/".join(parts)


def _unfenced(text: str) -> str:
    """Return text without the fences of directives: a title in bold, the content as it is."""
    lines, fences, options = [], [], False
    for line in text.split("\n"):
        opened = FENCE.match(line)
        if opened:
            fences.append(opened[1])
            lines += [f"**{opened[3]}**", ""] if opened[2] == "dropdown" else []
            options = True
        elif fences and line.strip() == fences[-1]:
            fences.pop()
        elif options and OPTION.match(line):
            continue
        else:
            options = options and not line.strip()
            lines.append(line)
    return "\n".join(lines)


#: HTML that a cell wraps for the book's builder; a notebook shows HTML as such.
RAW = re.compile(r"^(`{3,})\{raw\} html\n(.*?)\n\1\s*$", flags=re.S)


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
        f"To change a sentence, edit the source instead.\n>\n> {citing.plain_text(about)}"
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
    if "text/html" in data:
        # The Markdown of a figure names its picture by a path, which holds in the book's tree only.
        data.pop("text/markdown", None)
    elif "text/markdown" in data:
        raw = RAW.match(data["text/markdown"])
        if raw:
            data = {"text/html": raw[2], "text/plain": "HTML"}
        else:
            text = said.plain(data["text/markdown"])
            data = {"text/markdown": text, "text/plain": text}
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


def sources() -> dict[str, str]:
    """Return author and year of each reference, by key: `Bourke 2014`."""
    entries = parse_file(str(paths.data_dir() / "evidence" / "references.bib")).entries
    return {key: f"{_who(entry)} {entry.fields.get('year', 'undated')}" for key, entry in entries.items()}


def _who(entry: Entry) -> str:
    people = [" ".join(person.last_names) for person in entry.persons.get("author", ())]
    people = people if len(people) < 4 else [f"{people[0]} et al."]
    return (
        re.sub(r"[{}]", "", words.listing(people))
        if people
        else entry.fields.get("title", entry.key).strip("{}[]")
    )


def figure_numbers(env) -> dict[str, str]:
    """Return what `numref` shows for each figure, by its id."""
    return {
        figure: env.config.numfig_format["figure"] % ".".join(map(str, number))
        for numbered in env.toc_fignumbers.values()
        for figure, number in numbered.get("figure", {}).items()
    }


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
    titles = {page: title.astext() for page, title in app.env.titles.items()}
    cache = get_cache(app.config.nb_execution_cache_path)
    known = glued_words(executed), titles, figure_numbers(app.env), sources(), partial(minutes.said, app.env)
    for page in sorted(app.env.found_docs):
        file = executed / f"{page}.ipynb"
        if file.exists() and renewal.is_written(app, page):
            about = citing.work(app.env, page)
            notebook = cleaned(executed_notebook(file, cache), about, Words(*known, page))
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

"""MyST as any notebook shows it: roles as words or links, directives as plain HTML.

JupyterLab knows neither. The book's builder reads the MyST itself and nothing of this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path, PurePosixPath
from posixpath import join, normpath
from typing import TYPE_CHECKING

from pybtex.database import Entry, parse_file

from dossier import cited, paths, words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

#: Roles of MyST that a notebook's reader would otherwise see as markup.
ROLE = re.compile(r"\{(glue:text|minutes|doc|ref|numref|cite|cite:[a-z]+|download)\}`([^`]+)`")
#: A fenced block of MyST: ticks or colons, the directive's name, and what stands after it.
FENCE = re.compile(r"^(`{3,}|:{3,})\{([\w:-]+)\} *(.*)$")
OPTION = re.compile(r"^:[\w-]+:.*$")
#: Words with a class that only the book's styles know.
SPAN = re.compile(r"\[([^\[\]]*)\]\{\.[^}]*\}")
#: A link in HTML; one to the text's own page begins with a hash and stays.
LINK = re.compile(r'<a ([^>]*?)href="([^"#][^"]*)"([^>]*)>(.*?)</a>', flags=re.DOTALL)
#: What does nothing outside the book's pages: controls of its scripts, and data for machines that read pages.
FOR_PAGES = re.compile(r"<(form|script)\b.*?</\1>\n?", flags=re.DOTALL)


class Reader:
    """Turns MyST into what any notebook shows, with what the checkout knows of the book.

    Parameters
    ----------
    folder : str
        Folder of the page in the book, to which its links are relative.

    Examples
    --------
    >>> Reader("chapters").plain("::::{dropdown} The `rules`\\n:name: rules\\n\\nOf {doc}`old ones <rules>`.\\n::::")
    '<details><summary>The <code>rules</code></summary>\\n\\n\\nOf old ones.\\n\\n</details>'
    """

    def __init__(self, folder: str):
        self.folder, self.book = folder, cited.book()

    def plain(self, text: str) -> str:
        """Return Markdown in which roles are words or links and directives are HTML or paragraphs."""
        text = ROLE.sub(self._role, FOR_PAGES.sub("", text))
        spans = 1
        while spans:
            text, spans = SPAN.subn(r"\1", text)
        return LINK.sub(self._link, _unfenced(text))

    def html(self, text: str) -> str:
        """Return HTML of the same words; a notebook must not read its dollars as mathematics."""
        return f'<div class="tex2jax_ignore mathjax_ignore">\n{_markdown().render(self.plain(text))}</div>'

    def title(self, page: str) -> str:
        """Return the heading of a page, by its path without ending."""
        return _heading(page)

    def address(self, path: str) -> str:
        """Return where a page or file of the book is found; nothing where only words can stand."""
        return self.book.at(path)

    def said(self, role: str, shown: str, target: str) -> str:
        """Return what stands for a role, in Markdown.

        Parameters
        ----------
        role : str
            Its name.
        shown : str
            Words that it gives for its target, or nothing.
        target : str
            What it names.
        """
        if role == "doc":
            page = self.resolved(target)
            return linked(shown or self.title(page), self.address(f"{page}.html"))
        if role == "numref" and not shown:
            return linked(f"figure {target}", self.address(f"figures/{target}.html"))
        if role.startswith("cite"):
            return f"({'; '.join(sources().get(key.strip(), key.strip()) for key in target.split(','))})"
        return shown or target

    def resolved(self, target: str) -> str:
        """Return the path in the book that a link of the page names."""
        return normpath(join("/", self.folder, target)).strip("/")

    def _role(self, found: re.Match) -> str:
        return self.said(found[1], *_named(found[2].strip()))

    def _link(self, found: re.Match) -> str:
        before, target, after, shown = found.groups()
        if not re.match(r"[a-z]+:", target):
            target = escape(self.address(self.resolved(target)))
        return f'<a {before}href="{target}"{after}>{shown}</a>' if target else shown


def here() -> Reader:
    """Return the reader for a running chapter, which a build executes in the chapter's own folder."""
    now = Path.cwd()
    inside = now.is_relative_to(paths.ROOT / "chapters")
    # A downloaded notebook runs anywhere; most chapters lie at the top.
    return Reader(now.relative_to(paths.ROOT).as_posix() if inside else "chapters")


def linked(shown: str, address: str) -> str:
    """Return words as a link in Markdown, or alone where there is no address.

    Examples
    --------
    >>> linked("the rules", "../chapters/rules.html"), linked("the rules", "")
    ('[the rules](../chapters/rules.html)', 'the rules')
    """
    return f"[{shown}]({address})" if address else shown


def directive(text: str) -> str:
    """Return the name of the directive that a text begins with, or nothing.

    Examples
    --------
    >>> directive("::::{figure} a.png\\n::::"), directive("Words.")
    ('figure', '')
    """
    opened = FENCE.match(text.partition("\n")[0])
    return opened[2] if opened else ""


def _named(said: str) -> tuple[str, str]:
    """Return the words and the target of `words <target>`; no words where only a target stands."""
    found = re.fullmatch(r"(.+?)\s*<([^>]+)>", said, flags=re.S)
    return (found[1], found[2]) if found else ("", said)


def _unfenced(text: str) -> str:
    """Return text without the fences of directives: what folds in HTML, other content as paragraphs."""
    lines, fences, options = [], [], False
    for line in text.split("\n"):
        opened = FENCE.match(line)
        if opened:
            fences.append((opened[1], opened[2]))
            if opened[2] == "dropdown":
                lines += [f"<details><summary>{_markdown().renderInline(opened[3])}</summary>", ""]
            options = True
        elif fences and line.strip() == fences[-1][0]:
            lines += ["", "</details>", ""] if fences.pop()[1] == "dropdown" else [""]
        elif options and OPTION.match(line):
            continue
        else:
            options = options and not line.strip()
            lines.append(line)
    return "\n".join(lines).strip("\n")


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # takes a while, and a build that executes nothing needs none

    return MarkdownIt("commonmark").enable("table")


@cache
def _heading(page: str) -> str:
    file = paths.ROOT / f"{page}.md"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    found = re.search(r"^# (.+)$", text, flags=re.M)
    return found[1] if found else PurePosixPath(page).name


@cache
def sources() -> Mapping[str, str]:
    """Return author and year of each reference, by key.

    Examples
    --------
    >>> sources()["jamestown2015"]
    'The Jamestown Foundation 2015'
    """
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

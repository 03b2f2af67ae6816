"""Keep of a style sheet what some page or script may use."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

import tinycss2

from dossier.kept import kept

#: Rules that hold other rules.
HOLDING = {"media", "supports", "layer", "container"}
NAMES = re.compile(r'\b(?:class|id)="([^"]*)"')
WORD = re.compile(r"[A-Za-z_][\w-]*")
SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)


def names_in(pages: Iterable[str], scripts: Iterable[str]) -> set[str]:
    """Every class and id that pages have or scripts may give: any word of a script counts as one."""
    names = set()
    for text in pages:
        for value in NAMES.findall(text):
            names.update(value.split())
        for inline in SCRIPT.findall(text):
            names.update(WORD.findall(inline))
    for text in scripts:
        names.update(WORD.findall(text))
    return names


def purge(sheet: str, names: set[str]) -> str:
    """Drop each rule that asks for a class or an id outside `names`; keep whatever is in doubt.

    Parameters
    ----------
    sheet : str
        CSS.
    names : set of str
        Classes and ids that there are.

    Returns
    -------
    str
        CSS without comments, apart from those that state a licence (`/*!`).
    """
    asked = sorted(names.intersection(WORD.findall(sheet)))
    return kept("sheets", f"{tinycss2.VERSION} {asked} {sheet}", lambda: _purged(sheet, names)).decode()


def _purged(sheet: str, names: set[str]) -> bytes:
    rules = tinycss2.parse_stylesheet(sheet, skip_whitespace=True)
    return "".join(_kept(rules, names)).encode()


def _kept(rules, names):
    for rule in rules:
        if rule.type == "comment" and rule.value.startswith("!"):
            yield rule.serialize()
        elif rule.type == "qualified-rule":
            selectors = [each for each in _split(rule.prelude) if _asked(each) <= names]
            if selectors:
                heads = ",".join(tinycss2.serialize(each).strip() for each in selectors)
                yield f"{heads}{{{_body(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in HOLDING and rule.content is not None:
            inner = tinycss2.parse_rule_list(rule.content, skip_whitespace=True)
            text = "".join(_kept(inner, names))
            if text:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude).rstrip()}{{{text}}}"
        elif rule.type == "at-rule":
            yield rule.serialize()


def _body(content) -> str:
    """Write declarations without the comments and line breaks between them."""
    plain = [token for token in content if token.type != "comment"]
    return re.sub(r"\s*\n\s*", " ", tinycss2.serialize(plain)).strip()


def _split(prelude):
    """Split a list of selectors at its commas."""
    selector = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield selector
            selector = []
        elif token.type != "comment":
            selector.append(token)
    yield selector


def _asked(selector) -> set[str]:
    """Return classes and ids without which a selector can match nothing.

    What stands inside brackets (`:not(…)`, `:is(…)`, `[…]`) is not looked at, so it keeps its rule.
    """
    asked = set()
    for before, token in zip([None, *selector], selector, strict=False):
        if token.type == "hash" or (
            token.type == "ident" and before is not None and before.type == "literal" and before.value == "."
        ):
            asked.add(token.value)
    return asked


URL = re.compile(r"""url\(\s*(["']?)(?!data:|[a-z]+://|[#/"'])([^"')]+)\1\s*\)""")


def moved(sheet: str, from_: str, to: str) -> str:
    """Rewrite relative addresses in a sheet that moves from one folder to another."""

    def rewrite(match):
        target = posixpath.normpath(posixpath.join(from_, match[2].strip()))
        return f"url({posixpath.relpath(target, to or '.')})"

    return URL.sub(rewrite, sheet)

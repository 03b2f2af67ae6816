"""Mend in each page what the theme writes against the HTML standard or leaves without a name."""

from __future__ import annotations

import re

#: Parts whose every space counts.
VERBATIM = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL)
VOID = re.compile(r"<(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b([^<>]*?)\s*/>")

#: What is replaced, by what. Each is one fault of the theme or of an extension, named above it.
MENDS = [
    # The viewport, stated by Sphinx already, twice again.
    (re.compile(r'<meta name="viewport" content="width=device-width, initial-scale=1"\s*/?>\s*'), ""),
    # What the theme says to those who change it.
    (
        re.compile(
            r"<!-- (?:So that users|Pre-loaded scripts|Loaded before other|Scripts loaded after).*? -->\s*"
        ),
        "",
    ),
    (re.compile(r"<!--\s*this give us a css class.*?-->\s*", re.S), ""),
    # For a search service of another host, which the book does not use.
    (re.compile(r'<meta name="docsearch:[^>]*>\s*'), ""),
    # A place for advertisements of another host.
    (
        re.compile(
            r'<div class="sidebar-primary-item">\s*<div id="ethical-ad-placement".*?</div>\s*</div>', re.S
        ),
        "",
    ),
    # A paragraph may not stand in a summary.
    (
        re.compile(r'<p (class="(?:collapsed|expanded) admonition-title")>(.*?)</p>', re.S),
        r"<span \1>\2</span>",
    ),
    # The name "Toggle hidden content" hides from a screen reader what the eye reads there.
    (re.compile(r'<summary aria-label="Toggle hidden content">'), "<summary>"),
    # A role that its element has anyway.
    (re.compile(r'(<main\b[^>]*) role="main"'), r"\1"),
    # Icons are for the eye; the buttons that hold them have names.
    (
        re.compile(r'<(i|span)( class="(?:[^"]* )?fa[sb]? [^"]*")(?![^>]*aria-hidden)'),
        r'<\1\2 aria-hidden="true"',
    ),
    (
        re.compile(r'<(i|span)( class="(?:[^"]* )?fa-solid [^"]*")(?![^>]*aria-hidden)'),
        r'<\1\2 aria-hidden="true"',
    ),
    # Dialogs and the sidebar without a name; the title of the book stood outside any landmark.
    (re.compile(r'<dialog id="pst-search-dialog">'), '<dialog id="pst-search-dialog" aria-label="Search">'),
    (
        re.compile(r'<dialog id="pst-primary-sidebar-modal">'),
        '<dialog id="pst-primary-sidebar-modal" aria-label="Pages of the book">',
    ),
    (
        re.compile(r'<dialog id="pst-secondary-sidebar-modal">'),
        '<dialog id="pst-secondary-sidebar-modal" aria-label="On this page">',
    ),
    (
        re.compile(r'<div id="pst-primary-sidebar"(?![^>]*role=)'),
        '<div id="pst-primary-sidebar" role="region" aria-label="The book and its pages"',
    ),
    # The page that is open, said to a screen reader too.
    (
        re.compile(
            r'(<li class="toctree-l\d[^"]*\bcurrent\b[^"]*">\s*<a )(?![^>]*aria-current)(?=[^>]*href="#")'
        ),
        r'\1aria-current="page" ',
    ),
    # Which cells a heading of a table heads.
    (re.compile(r'<th class="([^"]*\bhead\b[^"]*)"(?![^>]*scope=)'), r'<th scope="col" class="\1"'),
]

#: What jupyter-book writes as the first page of all.
BARE = re.compile(r'\s*<meta http-equiv="Refresh" content="0; url=([^"]*)" ?/?>\s*')
DOOR = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{target}">
<title>To the first page of the book</title>
</head>
<body><main><h1>This way</h1><p><a href="{target}">To the first page of the book</a></p></main></body>
</html>
"""


def tidy(page: str) -> str:
    """Return the page with the theme's faults mended; a page that has none comes back as it was."""
    bare = BARE.fullmatch(page)
    if bare:
        return DOOR.format(target=bare[1])
    for fault, mended in MENDS:
        page = fault.sub(mended, page)
    page = VOID.sub(r"<\1\2>", page)
    parts = VERBATIM.split(page)
    # split() gives text, verbatim part, its tag, text, …
    return "".join(
        _without_blank_lines(part) if i % 3 == 0 else part if i % 3 == 1 else ""
        for i, part in enumerate(parts)
    ).lstrip()


def _without_blank_lines(text: str) -> str:
    return re.sub(r"[ \t]*\n\s*\n", "\n", re.sub(r"[ \t]+\n", "\n", text))

"""What a page may load and run: a Content-Security-Policy at the head of each.

Nothing inline runs but what the theme itself hands to a page, told by its hash. The hashes come from what Sphinx and
the theme were given, not from the finished page: what slipped into its text as markup would else be let in with them.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

from docutils import nodes

#: The book's own files. In a page opened from a folder some browsers (Firefox) take `'self'` for nothing at all, and in
#: one from a host `file:` is nothing.
OWN = "'self' file:"
NONE = "'none'"
#: How an address begins that a link may lead to; one within the book begins with neither.
SCHEMES = frozenset({"", "http", "https", "mailto"})


def policy(scripts: Iterable[str] = (), styles: Iterable[str] = (), base: str = NONE) -> str:
    """Return the policy of a page.

    Parameters
    ----------
    scripts, styles : iterable of str
        What stands inline; no attribute such as `onclick` does.
    base : str
        Where the page's `<base>` may lead, if it has one.

    Examples
    --------
    >>> "script-src 'self' file:; style-src 'self' file:;" in policy()
    True
    """
    return "; ".join(
        (
            f"default-src {NONE}",
            " ".join(["script-src", OWN, *_hashes(scripts)]),
            " ".join(["style-src", OWN, *_hashes(styles)]),
            # Style sheets of the theme draw small pictures that they hold themselves.
            f"img-src {OWN} data:",
            f"font-src {OWN}",
            f"connect-src {OWN}",
            f"object-src {NONE}",
            f"base-uri {base}",
            f"form-action {OWN}",
        )
    )


def meta(**inline) -> str:
    """Return the element that states a policy; it takes what `policy` takes, and stands before all that it is for."""
    return f'<meta http-equiv="Content-Security-Policy" content="{policy(**inline)}" />'


def impose(app, pagename, templatename, context, doctree) -> None:
    """State the policy of a page before anything else in its head, and leave out what it refuses."""
    context["header_buttons"] = list(_allowed(context.get("header_buttons", ())))
    scripts = (each.attributes.get("body") for each in context.get("script_files", ()))
    stated = meta(
        scripts=filter(None, scripts),
        base=quote(context["base"], safe=":/%") if "base" in context else NONE,
    )
    context["policy"] = stated
    context["metatags"] = f"\n    {stated}{context.get('metatags', '')}"


def unlink(app, doctree, docname) -> None:
    """Leave as words what an address of another kind would make a link: `javascript:` runs, `data:` is any page."""
    for link in list(doctree.findall(nodes.reference)):
        if urlsplit(link.get("refuri", "")).scheme not in SCHEMES:
            link.parent.replace(link, link.children)


def _hashes(texts: Iterable[str]) -> list[str]:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in dict.fromkeys(texts))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def _allowed(buttons: Iterable[dict]) -> Iterator[dict]:
    """Give the theme's buttons but those that run a line of their own.

    A strict host refuses that line, so that the button would be dead there; browsers print and fill the screen too.
    """
    for button in buttons:
        if button["type"] == "group":
            yield button | {"buttons": list(_allowed(button["buttons"]))}
        elif button["type"] != "javascript":
            yield button


def setup(app) -> None:
    """Wire the policy into Sphinx, after all that adds a script to a page."""
    app.connect("doctree-resolved", unlink)
    app.connect("html-page-context", impose, priority=995)

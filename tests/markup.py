"""Markup that a notebook's reader must not see."""

import re

#: Roles, classes and fences of MyST, and HTML that was escaped.
MARKUP = re.compile(r"\{[a-z:]+\}`[^`]*`|\]\{\.|^:{3,}.*$|^`{3,}\{.*$|&lt;/?[a-z]", flags=re.MULTILINE)


def markup(text):
    """Return the markup that is left in a text."""
    return MARKUP.findall(text)

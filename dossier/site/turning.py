"""Characters that turn the words after them around are shown on a page by their number, and turn nothing.

A name with one of them could have a sentence, or a file, read as something else than it is. Data keep them as they are.
"""

from __future__ import annotations

from sphinx.jinja2glue import BuiltinTemplateLoader

#: Embeddings, overrides and isolates of the Unicode bidirectional algorithm, and what takes their place.
TURNING = {code: f"[U+{code:04X}]" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def shown(text: str) -> str:
    """Return text in which each such character is written out.

    Examples
    --------
    >>> shown("photo\\u202egnp.exe")
    'photo[U+202E]gnp.exe'
    """
    # Few pages hold one, and to look takes a hundredth of the time.
    return text.translate(TURNING) if any(chr(code) in text for code in TURNING) else text


class Templates(BuiltinTemplateLoader):
    """Sphinx's templates, which write every page of the book."""

    def render(self, template: str, context: dict) -> str:
        """Return a page."""
        return shown(super().render(template, context))


def use(app, config) -> None:
    """Have Sphinx write its pages through these templates."""
    config.template_bridge = f"{__name__}.{Templates.__name__}"


def setup(app) -> None:
    """Wire it into Sphinx."""
    app.connect("config-inited", use)

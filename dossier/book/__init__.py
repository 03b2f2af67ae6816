"""The Sphinx extension: what the book's builder must know about tables, package and lock."""

from __future__ import annotations


def setup(app):
    return {"parallel_read_safe": False, "parallel_write_safe": False}

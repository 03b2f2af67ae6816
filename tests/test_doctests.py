"""Examples in docstrings say what the functions return."""

import doctest
import importlib
import pkgutil

import pytest

import dossier

MODULES = [
    module.name
    for module in pkgutil.walk_packages(dossier.__path__, "dossier.")
    if module.name.startswith(
        (
            "dossier.book.across",
            "dossier.book.ruler",
            "dossier.charts.forms",
            "dossier.inference.",
            "dossier.indicators.",
            "dossier.markdown",
            "dossier.tables.fields",
            "dossier.words",
        )
    )
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples():
    found = doctest.DocTestFinder().find(importlib.import_module("dossier.inference.testing"))
    assert any(each.examples for each in found)

"""Examples in docstrings say what the functions return."""

import doctest
import importlib
import pkgutil

import pytest

import dossier.refresh

MODULES = [f"dossier.refresh.{module.name}" for module in pkgutil.iter_modules(dossier.refresh.__path__)]


@pytest.mark.parametrize("name", [*MODULES, "dossier.tables.lengths"])
def test_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0

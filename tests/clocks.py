"""Tables of a test as they stood on both clocks."""

from dossier import catalogue
from dossier.clocks import CLOCKS


def on_clocks(tables):
    """Cut each table as its contract declares."""
    return {
        clock: {name: catalogue.cut(name, frame, clock) for name, frame in tables.items()} for clock in CLOCKS
    }

"""An executable research dossier: public datasets in, claims weighed, verdicts out."""

from dossier.catalogue import card, load, names

__all__ = ["card", "load", "names"]

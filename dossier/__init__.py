"""An executable research dossier: public datasets in, claims weighed, verdicts out."""

from dossier import offline, trace

offline.start()
trace.start()

from dossier.catalogue import card, load, names, on_clocks  # noqa: E402  (what is imported from here on is noted)

__all__ = ["card", "load", "names", "on_clocks"]

"""Charts and maps: one style, one colour per entity, and `publish`."""

from dossier.charts.exhibit import Exhibit
from dossier.charts.publishing import publish

__all__ = ["Exhibit", "publish"]

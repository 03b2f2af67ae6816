"""The book as a zip that works from a folder, without a server."""

from __future__ import annotations

from pathlib import Path

from dossier.site import afterwards
from dossier.site.take_along.about import About
from dossier.site.take_along.packing import packed

FOLDER = "dossier-site"
README = """{title} {subtitle}
{edition}

Unpack this file and open index.html in a browser. No server and no network are needed; search works too.

{terms}
"""


def site_zip(built: Path, about: About, terms: str) -> bytes:
    """Return the built book in one folder; what this step put into it on an earlier run is left out."""
    members = {}
    for file in sorted(built.rglob("*")):
        name = file.relative_to(built)
        if file.is_file() and name.parts[0] != afterwards.FOLDER and not file.name.startswith(".buildinfo"):
            members[f"{FOLDER}/{name.as_posix()}"] = file.read_bytes()
    page = f"{FOLDER}/{afterwards.SHELF}"
    if page in members:
        members[page] = afterwards.emptied(members[page].decode()).encode()
    said = README.format(title=about.title, subtitle=about.subtitle, edition=about.edition, terms=terms)
    members[f"{FOLDER}/{afterwards.LEAFLET}"] = said.encode()
    return packed(members, about.moment)

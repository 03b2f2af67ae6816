"""Deposits of Dataverse, where a file has a new address in each release: the newest one by its name in the list."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

from dossier.errors import SourceError
from dossier.refresh.releases import Release


def newest(release: Release, content: bytes) -> str:
    """Return the address of the file that a release means.

    Parameters
    ----------
    release : Release
        With the address of a list, and what the name of the file is like.
    content : bytes
        The list, as Dataverse gives it.

    Raises
    ------
    SourceError
        If it is no such list, or names no such file.

    Examples
    --------
    >>> from dossier.refresh.releases import releases
    >>> points = releases()["un-ideal-points"]
    >>> files = [{"dataFile": {"id": 7, "filename": "IdealpointsJuly2025.tab", "creationDate": "2025-07-28"}}]
    >>> newest(points, json.dumps({"data": files}).encode())
    'https://dataverse.harvard.edu/api/access/datafile/7'
    """
    remedy = "Look at the deposit's page, and mend the entry in dossier/refresh/releases.toml."
    try:
        files = [entry["dataFile"] for entry in json.loads(content)["data"]]
        named = {file["filename"]: (file.get("creationDate", ""), int(file["id"])) for file in files}
    except (ValueError, TypeError, KeyError) as broken:
        problem = f"no list of files ({type(broken).__name__}: {broken})"
        raise SourceError(release.address, problem, "the list that Dataverse gives", remedy) from None
    fitting = [found for name, found in named.items() if re.fullmatch(release.file_like, name)]
    if not fitting:
        problem = f"it names {', '.join(named) or 'no file'}"
        raise SourceError(release.address, problem, f"a file like {release.file_like}", remedy)
    return urljoin(release.address, f"/api/access/datafile/{max(fitting)[1]}")

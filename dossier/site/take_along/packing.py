"""Zip files whose bytes depend on nothing but what is in them."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime


def packed(members: dict[str, bytes], moment: datetime, first: str | None = None) -> bytes:
    """Return a zip of members in the order of their names, each with the same time stamp and rights.

    Parameters
    ----------
    members : dict of str to bytes
        Name inside the zip to content.
    moment : datetime.datetime
        Time stamp of every member.
    first : str, optional
        A member that must come first and be stored as it is (an EPUB's `mimetype`).
    """
    written = io.BytesIO()
    names = sorted(members, key=lambda name: (name != first, name))
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            archive.writestr(entry, members[name], compresslevel=9)
    return written.getvalue()

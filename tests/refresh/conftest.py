"""A server on the loopback address, and releases that lie there."""

from __future__ import annotations

import io
import random
import zipfile
from dataclasses import replace

import pytest

from dossier.refresh.fetching import Limits
from dossier.refresh.releases import Release
from tests.refresh.server import Publisher, start

#: Tries follow each other at once; a server that is busy is not taken for a silent one.
QUICK = Limits(silence=30.0, attempts=3, wait=0.0, longest_wait=0.0, loopback=True)
#: For a server that says nothing until the test is over.
IMPATIENT = replace(QUICK, silence=2.0)


def zipped(name: str, content: bytes) -> bytes:
    """Return an archive with one file, the same bytes each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 6, 8, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


@pytest.fixture
def publisher():
    served = Publisher(zipped("GEDEvent_v26_1.csv", b"id,country\n" + random.Random(1).randbytes(300_000)))
    server = start(served)
    yield served
    served.released.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def release(publisher):
    """A release at the server, of which neither size nor hash is known."""
    return Release(
        id="made-up",
        name="Made up 1",
        title="Made up",
        version="1",
        address=publisher.address,
        layout="ucdp_events",
        datasets=(),
        tables=(),
    )

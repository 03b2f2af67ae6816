"""A Dask cluster at an address: reached, and held to have what is installed here."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import platform
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from dossier import paths, reckoning
from dossier.errors import DossierError

if TYPE_CHECKING:
    from distributed import Client

#: Seconds to wait for a scheduler, and for its first worker.
PATIENCE = 15
#: Packages that carry results from one machine to another, or could move their last digit.
PACKAGES = ("distributed", "numpy", "pandas", "pyarrow", "pyfixest", "scipy")
PAGE = "chapters/rerun.md says how"


@functools.cache
def installed() -> dict[str, str]:
    """Return what results depend on, as this process has it; a change on disk after that needs a new process.

    Examples
    --------
    >>> here = installed()
    >>> here["Python"] == ".".join(platform.python_version_tuple()[:2])
    True
    >>> [name in here for name in ("numpy", "requirements.txt", "code of dossier")]
    [True, True, True]
    """
    modules = hashlib.sha256()
    for file in reckoning.modules("dossier.results"):
        name = file.relative_to(paths.ROOT).as_posix()
        modules.update(f"{name} {hashlib.sha256(file.read_bytes()).hexdigest()}\0".encode())
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "dossier": version("dossier"),
        "requirements.txt": hashlib.sha256(reckoning.LOCK.read_bytes()).hexdigest()[:12],
        **{name: version(name) for name in PACKAGES},
        "code of dossier": modules.hexdigest()[:12],
    }


@contextlib.contextmanager
def connected(address: str) -> Iterator[Client]:
    """Connect to a Dask scheduler.

    Raises
    ------
    DossierError
        If Dask is not installed, nothing answers, no worker has joined, or one has something else installed.
    """
    where = f"scheduler {address}"
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise DossierError(
            where,
            "the package distributed is not installed here",
            "the packages of requirements-test.txt",
            "Run: .venv/bin/python -m pip install --no-deps --require-hashes -r requirements-test.txt.",
        ) from None
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False, direct_to_workers=False)
    except OSError:
        raise DossierError(
            where,
            f"nothing answered within {PATIENCE} seconds",
            "a Dask scheduler of the same version at this address",
            f"Start it ({PAGE}), or name another: --scheduler tcp://host:port, serial or processes.",
        ) from None
    with client:
        _wait_for_a_worker(client, where)
        everywhere = client.run(installed, on_error="return")
        for worker, there in [("", _of_scheduler(client)), *sorted(everywhere.items())]:
            compare(there, f"{where}, worker {worker}" if worker else where)
        yield client


def _wait_for_a_worker(client: Client, where: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise DossierError(
            where,
            f"no worker joined it within {PATIENCE} seconds",
            "one worker or more",
            f"Start workers with this address ({PAGE}).",
        ) from None


def _of_scheduler(client: Client) -> dict[str, str] | Exception:
    # The scheduler reads what it hands on, so it needs the package too.
    try:
        return client.run_on_scheduler(installed)
    except Exception as failure:
        return failure


def compare(there: dict[str, str] | Exception, where: str) -> None:
    """Hold what is installed at one place against what is installed here.

    Raises
    ------
    DossierError
        If anything differs; it names the first thing that does.

    Examples
    --------
    >>> compare(installed(), "scheduler tcp://127.0.0.1:8786")
    >>> compare(installed() | {"numpy": "0.1"}, "scheduler tcp://127.0.0.1:8786")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    dossier.errors.DossierError: scheduler tcp://127.0.0.1:8786: numpy is 0.1; ...
    """
    remedy = f"Start it again from the commit and with the packages that are used here ({PAGE})."
    if isinstance(there, Exception):
        raise DossierError(
            where, f"its dossier cannot be used ({there})", "the package of this checkout", remedy
        )
    for name, here in installed().items():
        if there.get(name) != here:
            raise DossierError(where, f"{name} is {there.get(name)}", f"{here}, as here", remedy)

"""Deny the network to whatever a build runs: a book that asks a host cannot be built again later."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from urllib.parse import urlsplit

#: Set by a build; each process that imports the package then reaches no host but this machine.
VARIABLE = "DOSSIER_OFFLINE"
#: Where tasks run (see `dossier.inference.dispatch`): the one host that a build reaches if a reader names it.
SCHEDULER = "DOSSIER_SCHEDULER"
NAMES_A_HOST = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})

_named: set[str] = set()


def start() -> None:
    """Deny the network from here on, if a build asks for it."""
    if os.environ.get(VARIABLE):
        _named.update(_scheduler())
        sys.addaudithook(_deny)


def _scheduler() -> set[str]:
    """Return the name and the addresses of the host of a Dask scheduler, if there is one."""
    host = urlsplit(os.environ.get(SCHEDULER, "")).hostname
    if not host:
        return set()
    try:
        return {host, *(found[-1][0] for found in socket.getaddrinfo(host, None))}
    except OSError:
        return {host}


def _deny(event: str, arguments: tuple) -> None:
    if event not in NAMES_A_HOST:
        return
    at_end = event in ("socket.connect", "socket.sendto")
    address = arguments[-1] if at_end else arguments[0]
    if at_end and not isinstance(address, tuple):
        return  # a socket in the file system
    host = address[0] if isinstance(address, tuple) else address
    host = host.decode() if isinstance(host, bytes) else host
    if not _is_here(host) and host not in _named:
        raise PermissionError(
            f"the network is denied to a build, and {event} named {host!r}; "
            "read a table of data/ instead, which `python -m dossier ingest` derives"
        )


def _is_here(host: str | None) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        at = ipaddress.ip_address(host)
    except ValueError:
        return False
    return at.is_loopback or at.is_unspecified

"""Deny the network to whatever a build runs: a book that asks a host cannot be built again later."""

from __future__ import annotations

import ipaddress
import os
import sys

#: Set by a build; each process that imports the package then reaches no host but this machine.
VARIABLE = "DOSSIER_OFFLINE"
NAMES_A_HOST = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})


def start() -> None:
    """Deny the network from here on, if a build asks for it."""
    if os.environ.get(VARIABLE):
        sys.addaudithook(_deny)


def _deny(event: str, arguments: tuple) -> None:
    if event not in NAMES_A_HOST:
        return
    at_end = event in ("socket.connect", "socket.sendto")
    address = arguments[-1] if at_end else arguments[0]
    if at_end and not isinstance(address, tuple):
        return  # a socket in the file system
    host = address[0] if isinstance(address, tuple) else address
    if not _is_here(host):
        raise PermissionError(
            f"the network is denied to a build, and {event} named {host!r}; "
            "read a table of data/ instead, which `python -m dossier ingest` derives"
        )


def _is_here(host) -> bool:
    host = host.decode() if isinstance(host, bytes) else host
    if host in (None, "", "localhost"):
        return True
    try:
        at = ipaddress.ip_address(host)
    except ValueError:
        return False
    return at.is_loopback or at.is_unspecified

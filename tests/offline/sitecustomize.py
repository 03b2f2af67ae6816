"""Put this folder on PYTHONPATH and Python reaches no host but this machine's loopback."""

import ipaddress
import sys

NAMES_A_HOST = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def _deny(event, arguments):
    if event not in NAMES_A_HOST:
        return
    address = arguments[-1] if event in ("socket.connect", "socket.sendto") else arguments[0]
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(address, str | bytes) and event in ("socket.connect", "socket.sendto"):
        return  # a socket in the file system
    if host in (None, "", "localhost", b"localhost"):
        return
    try:
        local = ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        local = False
    if not local:
        raise PermissionError(f"the network is denied here, and {event} named {host!r}")


sys.addaudithook(_deny)

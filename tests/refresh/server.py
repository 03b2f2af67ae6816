"""A publisher's server on the loopback address: it serves a file well, or in one of the ways in which servers fail."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Publisher:
    """What the server does, and what it was asked.

    Parameters
    ----------
    content : bytes
        The file; `pages` gives those at other addresses.
    faults : list
        What to do about the first questions, one each, before the file is given: a status, or a name of `Answers`.
    """

    content: bytes = b""
    faults: list = field(default_factory=list)
    kind: str = "application/zip"
    tag: str = '"one"'
    ranges: bool = True
    headers: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)
    address: str = ""


class Answers(BaseHTTPRequestHandler):
    """One answer after another, as the publisher says."""

    protocol_version = "HTTP/1.1"
    publisher: Publisher

    def end_headers(self):
        # Said and not only done: a client that is not told asks again on a connection that is about to be closed.
        self.send_header("Connection", "close")
        super().end_headers()

    def do_GET(self):
        publisher = self.publisher
        publisher.content = publisher.pages.get(self.path, publisher.content)
        publisher.asked.append(self.headers.get("Range"))
        fault = publisher.faults.pop(0) if publisher.faults else None
        if isinstance(fault, int):
            self._head(fault, 0, publisher.headers)
        elif fault:
            getattr(self, fault)()
        else:
            self._file(len(publisher.content))

    def cut_off(self):
        self._file(len(self.publisher.content) // 2)

    def silent(self):
        self._file(len(self.publisher.content) // 2, stall=True)

    def without_length(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.publisher.content)

    def elsewhere(self):
        self._head(206, 0, {"Content-Range": "bytes 1-1/9"})

    def _file(self, most: int, stall: bool = False):
        publisher, content = self.publisher, self.publisher.content
        start = 0
        if self.headers.get("Range") and publisher.ranges:
            unchanged = self.headers.get("If-Range", publisher.tag) == publisher.tag
            start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-")) if unchanged else 0
        headers = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
        if publisher.tag:
            headers["ETag"] = publisher.tag
        self._head(206 if start else 200, len(content) - start, headers)
        self.wfile.write(content[start : max(most, start)])
        self.wfile.flush()
        if stall:
            publisher.released.wait(30)

    def _head(self, status: int, length: int, headers: dict):
        self.send_response(status)
        headers = {"Content-Length": str(length), "Content-Type": self.publisher.kind} | headers
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_):
        pass


def start(publisher: Publisher) -> ThreadingHTTPServer:
    """Serve until it is shut down."""
    handler = type("Own", (Answers,), {"publisher": publisher})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    publisher.address = f"http://127.0.0.1:{server.server_port}/ged261-csv.zip"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server

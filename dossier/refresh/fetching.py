"""One file from a publisher's server into the reader's cache: over HTTPS, within limits, resumed where it broke off.

Pooch keeps the cache, holds a file against its hash and puts it in place whole. What it does not do stands here:
no address without HTTPS even after a redirect, no more bytes than allowed, waiting where a server asks for it, and
going on where a transfer was cut off.
"""

from __future__ import annotations

import datetime
import ipaddress
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pooch
import requests
import urllib3

from dossier.errors import SourceError
from dossier.refresh import listing
from dossier.refresh.releases import Release

#: Takes the bytes that have come and those that will come in all, 0 where the server does not say.
Progress = Callable[[int, int], None]

CHUNK = 1 << 16
#: Bytes that a list of files may have.
LIST_BYTES = 4_000_000
MOVED = frozenset({301, 302, 303, 307, 308})
#: Answers after which the same question may be answered well.
PASSING = frozenset({408, 429, 500, 502, 503, 504})
AGENT = "dossier (reader's own refresh of public data)"
LATER = "Try again later; what has come so far is kept, and the next run goes on from there."
LOOK = "Look on the publisher's page whether the file moved, and mend its address in dossier/refresh/releases.toml."


@dataclass(frozen=True)
class Limits:
    """What a fetch may take.

    Parameters
    ----------
    silence : float
        Seconds for which a server may send nothing.
    attempts : int
        How often a passing fault is met with another try.
    wait : float
        Seconds before the second try; each further one waits twice as long.
    longest_wait : float
        Never longer, even if the server asks for it.
    redirects : int
        How often an address may point to another.
    loopback : bool
        Whether this machine's own address may be asked without HTTPS.
    """

    silence: float = 60.0
    attempts: int = 5
    wait: float = 1.0
    longest_wait: float = 120.0
    redirects: int = 5
    loopback: bool = False


#: What a fetch takes unless it is told otherwise.
USUAL = Limits()


class _Passing(Exception):
    """A fault that another try may overcome; `after` is how long the server asks to wait."""

    def __init__(self, problem: str, after: float = 0.0):
        super().__init__(problem)
        self.after = after


def cache_folder() -> Path:
    """Return the folder in which fetched files stay: `DOSSIER_CACHE`, or the user's own for caches."""
    return Path(os.environ.get("DOSSIER_CACHE") or pooch.os_cache("dossier"))


def fetch(release: Release, cache: Path, progress: Progress, limits: Limits = USUAL) -> Path:
    """Return the file of a release, fetched unless it lies in the cache.

    A file whose hash is known is fetched once. Another is fetched once a day, so that what was shown is what is
    accepted.

    Parameters
    ----------
    release : Release
        What to fetch.
    cache : Path
        Where it is kept.
    progress : callable
        Is told the bytes as they come.
    limits : Limits
        What the fetch may take.

    Raises
    ------
    SourceError
        If the server does not give the file that is declared.
    """
    if release.file_like:
        listed = replace(release, file_like="", suffix=".list.json", most_bytes=LIST_BYTES)
        content = fetch(listed, cache, lambda *_: None, limits).read_bytes()
        release = replace(release, file_like="", address=listing.newest(release, content))
    pooch.get_logger().setLevel("WARNING")  # it would tell of hashes what releases.toml knows
    state = release.version if release.sha256 else datetime.date.today().isoformat()
    name = f"{release.id}-{state}{release.suffix}"
    downloader = _Downloader(release, cache / f"{name}.part", limits, progress)
    known = release.sha256 or None
    try:
        path = Path(pooch.retrieve(release.address, known, name, cache, downloader=downloader))
    except ValueError as other:  # what pooch says of a hash
        raise SourceError(
            release.address,
            f"the file that came has another hash ({other})",
            f"sha256 {release.sha256}",
            "Nothing of it was kept. If the publisher replaced the file, say so in dossier/refresh/releases.toml.",
        ) from None
    if release.suffix == ".zip" and not zipfile.is_zipfile(path):
        path.unlink()
        raise SourceError(release.address, "the file that came is no zip archive", "a zip archive", LOOK)
    return path


class _Downloader:
    """What pooch calls to get a file."""

    def __init__(self, release: Release, part: Path, limits: Limits, progress: Progress):
        self.release, self.part, self.limits, self.progress = release, part, limits, progress
        self.tag = part.with_suffix(".tag")

    def __call__(self, address: str, target: str, _pooch) -> None:
        with requests.Session() as session:
            for attempt in range(1, self.limits.attempts + 1):
                try:
                    self._once(session, address)
                    break
                except (_Passing, requests.RequestException) as fault:
                    if isinstance(fault, requests.exceptions.SSLError) or attempt == self.limits.attempts:
                        raise self._given_up(address, fault, attempt) from None
                    asked = getattr(fault, "after", 0.0)
                    pause = max(asked, self.limits.wait * 2 ** (attempt - 1))
                    time.sleep(min(pause, self.limits.longest_wait))
        os.replace(self.part, target)
        self.tag.unlink(missing_ok=True)

    def _once(self, session: requests.Session, address: str) -> None:
        with self._answer(session, address) as answer:
            if answer.status_code in PASSING:
                raise _Passing(f"answered {answer.status_code}", _seconds(answer.headers.get("Retry-After")))
            if answer.status_code == 416:  # what was kept is no beginning of the file
                self._forget()
                raise _Passing("cannot go on from where the file broke off")
            if answer.status_code not in (200, 206):
                raise SourceError(address, f"the server answered {answer.status_code}", "the file", LOOK)
            kind = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
            if kind in ("text/html", "application/xhtml+xml"):
                raise SourceError(
                    address, f"the server sent a page ({kind})", f"a {self.release.suffix} file", LOOK
                )
            self._take(answer, address)

    def _answer(self, session: requests.Session, address: str) -> requests.Response:
        headers = {"Accept-Encoding": "identity", "User-Agent": AGENT} | self._from_where()
        for _ in range(self.limits.redirects + 1):
            self._allow(address)
            answer = session.get(
                address, headers=headers, stream=True, allow_redirects=False, timeout=self.limits.silence
            )
            if answer.status_code not in MOVED:
                return answer
            answer.close()
            address = urljoin(address, answer.headers.get("Location", ""))
        raise SourceError(address, f"more than {self.limits.redirects} redirects", "the file", LOOK)

    def _allow(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme == "https" or (
            self.limits.loopback and parts.scheme == "http" and _is_loopback(parts.hostname)
        ):
            return
        raise SourceError(
            self.release.address,
            f"it leads to {address}, which is not HTTPS",
            "an address that begins with https",
            LOOK,
        )

    def _from_where(self) -> dict[str, str]:
        """Return the headers that ask for the rest of a file of which a part has come."""
        come = self.part.stat().st_size if self.part.exists() else 0
        tag = self.tag.read_text(encoding="utf-8") if self.tag.exists() else ""
        if come and (tag or self.release.sha256):
            return {"Range": f"bytes={come}-"} | ({"If-Range": tag} if tag else {})
        self._forget()
        return {}

    def _take(self, answer: requests.Response, address: str) -> None:
        come = self._goes_on_at(answer)
        length = int(answer.headers.get("Content-Length") or 0)
        whole = come + length if length else 0
        self._within(whole, address)
        tag = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        if tag and not tag.startswith("W/"):
            self.tag.write_text(tag, encoding="utf-8")
        with self.part.open("ab" if come else "wb") as stream:
            for chunk in _as_they_come(answer):
                come += len(chunk)
                self._within(come, address)
                stream.write(chunk)
                self.progress(come, whole or self.release.bytes)
        wanted = self.release.bytes or whole
        if come < wanted:
            raise _Passing(f"was cut off after {come} of {wanted} bytes")

    def _goes_on_at(self, answer: requests.Response) -> int:
        if answer.status_code == 200:
            return 0
        come = self.part.stat().st_size if self.part.exists() else 0
        if not answer.headers.get("Content-Range", "").startswith(f"bytes {come}-"):
            self._forget()
            raise _Passing("went on from another place than asked for")
        return come

    def _within(self, size: int, address: str) -> None:
        most = self.release.bytes or self.release.most_bytes
        if size <= most:
            return
        self._forget()
        known = "as declared" if self.release.bytes else "at most"
        raise SourceError(
            address,
            f"the file has {size} bytes or more",
            f"{most} bytes {known}",
            f"Nothing was kept. {LOOK}",
        )

    def _forget(self) -> None:
        self.part.unlink(missing_ok=True)
        self.tag.unlink(missing_ok=True)

    def _given_up(self, address: str, fault: Exception, attempts: int) -> SourceError:
        come = self.part.stat().st_size if self.part.exists() else 0
        tries = "1 try" if attempts == 1 else f"{attempts} tries"
        return SourceError(
            address, f"no whole file after {tries} and {come} bytes ({_words(fault)})", "the file", LATER
        )


def _as_they_come(answer: requests.Response) -> Iterator[bytes]:
    """Give the bytes of an answer as they arrive, so that none is lost where it breaks off."""
    try:
        while chunk := answer.raw.read1(CHUNK):
            yield chunk
    except urllib3.exceptions.ReadTimeoutError:
        raise _Passing("fell silent") from None
    except urllib3.exceptions.HTTPError as broken:
        raise _Passing(f"broke off ({type(broken).__name__})") from None


def _words(fault: Exception) -> str:
    if isinstance(fault, _Passing):
        return f"the server {fault}"
    if isinstance(fault, requests.exceptions.SSLError):
        return "its certificate cannot be trusted"
    if isinstance(fault, requests.exceptions.Timeout) or "timed out" in str(fault):
        return "the server fell silent"
    return f"the connection broke: {type(fault).__name__}"


def _seconds(asked: str | None) -> float:
    """Return how long a server asks to wait; it may also name a day, which is not waited for."""
    return float(asked) if asked and asked.isdigit() else 0.0


def _is_loopback(host: str | None) -> bool:
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return host == "localhost"

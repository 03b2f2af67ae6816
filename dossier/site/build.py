"""Build the book aside and put it in place only when it is whole; do again only what something changed."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO

from dossier import catalogue, checks, cited, kept, offline, paths, placing, storage, trace
from dossier.book.written import DRAFT
from dossier.errors import DossierError
from dossier.site import executing, manifest
from dossier.site.renewal import PAGES
from dossier.storage import write_whole

#: Warnings are errors: a fault in a page leaves exit status 0 otherwise.
STRICT = ["-W", "-n", "--keep-going"]
#: Of what a book is made of (`manifest.INPUTS`), the ones that may change any page.
WHOLE = frozenset({"python", "CITATION.cff", "_config.yml", "_toc.yml", "requirements.txt"})
#: What no page asks for: Sphinx's note to itself, which tells the folder; its index for other books, which the
#: machine's own zlib compresses; what is for those who change the theme; and the script that draws its icons
#: (`frame.py`).
LEFT_BEHIND = (".buildinfo", "objects.inv", "*.map", "fontawesome.js", "*webpack-macros.html")
#: Lies in the builder's folder of work while pages are written.
BEGUN = "begun"
#: Variables of the reader's own that would change what is built, or make it fail.
FOREIGN = (
    "IPYTHONDIR",
    "JUPYTER_",
    "LANG",
    "LC_",
    "MATPLOTLIBRC",
    "MPL",
    "PYTHON",
    "SPHINX",
    "VIRTUAL_ENV",
)


def build(target: Path, tell: Callable[[str], None], draft: bool = False) -> Path:
    """Build the book and return its first page.

    Parameters
    ----------
    target : Path
        Folder for the work (`work/`) and the finished book (`html/`).
    tell : callable
        Takes a line on what is being done.

    Raises
    ------
    DossierError
        If the build fails; the last good book in `html/` is left as it was.
    """
    target = target.resolve()
    _make(target)
    with _alone(target) as lock, _settings(target, draft):
        _clear_up(target)
        record = target / "book.json"
        before, now = _recorded(record), _state()
        if before and before["inputs"] == now and before["pages"] == _digests(target / "html"):
            tell("nothing changed since the last build")
            return target / "html" / "index.html"
        _check_tables(before, now, tell)
        executing.execute(tell)
        now = _state()
        work = target / "work"
        os.environ[PAGES] = _what_to_write(before, now, work)
        tell(f"writing pages: {os.environ[PAGES]}")
        with _begun(work):
            _run_sphinx(work, target / "html", lock)
            page = _put_in_place(work / "_build" / "html", target / "html") / "index.html"
            told = {"inputs": now, "pages": _digests(target / "html")}
            write_whole(record, json.dumps(told, indent=1).encode())
        kept.prune()
        return page


def _make(target: Path) -> None:
    """Make the folder of work; the checkout itself may be read-only."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        (target / ".writable").touch()
    except OSError as refused:
        raise DossierError(
            target,
            f"it cannot be written ({refused.strerror})",
            "a folder to build in",
            "Name another one: python -m dossier build --target FOLDER.",
        ) from None


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[IO]:
    """Refuse to work beside another build in the same folder; give the file that is locked."""
    with (target / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DossierError(
                target,
                "another build is at work here",
                "one build at a time in a folder",
                "Wait until it is done, or build elsewhere: python -m dossier build --target FOLDER.",
            ) from None
        yield lock


def _clear_up(target: Path) -> None:
    """Finish or undo what a process that was killed left half done."""
    placing.recover()
    placing.recover_folder(target / "html")


@contextlib.contextmanager
def _begun(work: Path) -> Iterator[None]:
    """Mark the builder's work as begun until the book stands and is recorded.

    Sphinx notes what it has read before it has written the pages of it, and the record still says what the last good
    book was made of: after a build that was killed, neither tells which pages are old.
    """
    mark = work / BEGUN
    work.mkdir(parents=True, exist_ok=True)
    mark.touch()
    yield
    mark.unlink()


@contextlib.contextmanager
def _settings(target: Path, draft: bool) -> Iterator[None]:
    """Set what makes two builds of one state the same bytes, whoever builds, and put the reader's own back."""
    own = dict(os.environ)
    for name in own:
        if name.startswith(FOREIGN):
            del os.environ[name]
    epoch = str(int(cited.book().moment.timestamp()))
    os.environ |= {
        "DOSSIER_WORK": str(target),
        DRAFT: "1" if draft else "",
        offline.VARIABLE: "1",
        "DOSSIER_FIGURES": str(_figures(target)),
        # The package of this checkout, wherever the environment was installed for.
        "PYTHONPATH": str(paths.ROOT),
        "PYTHONNOUSERSITE": "1",
        "PYTHONHASHSEED": "0",
        # Names and order of letters do not follow the reader's language; text is UTF-8 all the same.
        "LC_ALL": "C",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": own.get("PYTHONDONTWRITEBYTECODE", ""),
        "IPYTHONDIR": str(target / "settings" / "ipython"),
        "JUPYTER_CONFIG_DIR": str(target / "settings" / "jupyter"),
        "JUPYTER_DATA_DIR": str(target / "settings" / "jupyter"),
        "JUPYTER_NO_CONFIG": "1",
        "MPLCONFIGDIR": str(target / "settings" / "matplotlib"),
        "MPLBACKEND": "agg",
        # Kernels share the processors; one thread each also keeps the last digit of a sum where it is.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "SOURCE_DATE_EPOCH": epoch,
        "TZ": "UTC",
    }
    # matplotlib reads a file of that name in the folder it runs in, and before that the one named here.
    rc = target / "settings" / "matplotlib" / "matplotlibrc"
    rc.parent.mkdir(parents=True, exist_ok=True)
    rc.touch()
    os.environ["MATPLOTLIBRC"] = str(rc)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(own)


def _figures(target: Path) -> Path:
    """Return where figures are published: in the checkout, or with the book where it is built elsewhere."""
    if "DOSSIER_FIGURES" in os.environ or target == paths.ROOT / "_build":
        return paths.figures_dir()
    copied = target / "figures"
    if not copied.exists():
        with placing.made_aside(copied) as new:
            shutil.copytree(paths.figures_dir(), new, copy_function=shutil.copyfile)
            new.chmod(0o755)
    return copied


def _recorded(record: Path) -> dict | None:
    with contextlib.suppress(OSError, ValueError):
        return json.loads(record.read_text(encoding="utf-8"))
    return None


def _state() -> dict[str, str]:
    """Return the hash of each file that the book is made of, and the version of Python."""
    now = {"python": platform.python_version(), "draft": os.environ[DRAFT]}
    return now | {name: _digest(file) for name, file in manifest.inputs()}


def _digests(book: Path) -> dict[str, str]:
    return {path: _digest(file) for path, file in manifest.below(book)}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:32]


def _check_tables(before: dict | None, now: dict[str, str], tell: Callable[[str], None]) -> None:
    """Hold tables against their contracts, unless neither has changed since the last good book."""
    then = before["inputs"] if before else {}
    changed = {name for name in {*then, *now} if then.get(name) != now.get(name)}
    contracts = any(
        name.startswith(("dossier/tables/", "dossier/entities", "requirements.txt")) for name in changed
    )
    if contracts or any(name.startswith("data/") for name in changed):
        tell("holding tables against their contracts")
        checks.check_tables(storage.REBUILD, figures=False, only=None if contracts else _tables_of(changed))
    os.environ[catalogue.CHECKED] = "1"


def _tables_of(files: Collection[str]) -> list[str]:
    """Return the tables that some files are of, cards included."""
    return [
        name
        for name in catalogue.names()
        if {f"data/{name}{catalogue.table(name).suffix}", f"data/{name}.card.json"} & set(files)
    ]


def _what_to_write(before: dict | None, now: dict[str, str], work: Path) -> str:
    """Return `changed` if only the words of chapters changed, `all` if data did, `anew` if the builder itself did."""
    traced = work / "sphinx.trace"
    whole = traced.exists() and (work / "_build" / ".doctrees").exists() and not (work / BEGUN).exists()
    if before is None or not whole:
        return _anew(work)
    then = before["inputs"]
    changed = {name for name in {*then, *now} if then.get(name) != now.get(name)}
    read = {line.removeprefix("file ") for line in traced.read_text(encoding="utf-8").splitlines()}
    chapters = {name for name in changed if name.startswith("chapters/")}
    code = {name for name in changed if name.startswith("dossier/") and (name in read or _of_pages(name))}
    if changed & WHOLE or code or any(name not in then or name not in now for name in chapters):
        return _anew(work)
    shown = any(name.startswith(("figures/", "benchmarks/")) or name in read for name in changed - chapters)
    return "all" if shown else "changed"


def _of_pages(name: str) -> bool:
    """Tell whether a file is a style sheet, script or template of the pages, which a trace need not show."""
    return name.startswith("dossier/site/")


def _anew(work: Path) -> str:
    # Without a trace the folder is no ground to build on, whatever of it is left if this is killed.
    (work / "sphinx.trace").unlink(missing_ok=True)
    shutil.rmtree(work, ignore_errors=True)
    return "anew"


def _run_sphinx(work: Path, book: Path, lock: IO) -> None:
    arguments = ["build", str(paths.ROOT), "--path-output", str(work), *STRICT]
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", *arguments]
    noted = {trace.VARIABLE: str(work / "sphinx.trace")}
    # It holds the lock as well: where only the build itself is killed, Sphinx is still at work in this folder.
    if subprocess.run(command, env=os.environ | noted, check=False, pass_fds=[lock.fileno()]).returncode:
        try:
            storage.refuse_if_full(work)
        finally:
            # Half-written pages are no ground to build on.
            _anew(work)
        raise DossierError(
            book,
            "the build failed, so the last good book was left as it was",
            "a build without a warning",
            "The first WARNING or ERROR above names the page; mend it and build again.",
        )


def _put_in_place(built: Path, target: Path) -> Path:
    """Exchange the book for a copy of the finished one, so that no reader meets half of it."""
    with placing.made_aside(target) as new:
        shutil.copytree(built, new, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
        manifest.put(new)
    return target

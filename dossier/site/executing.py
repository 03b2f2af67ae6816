"""Execute the chapters whose cells, or anything that they read or published, changed; the others keep their outputs.

jupyter-cache holds executed notebooks by the code of their cells and knows nothing of what they read. Beside it lies
a record for each chapter of all that its execution read and published (see `dossier.trace`), each with its hash.
"""

from __future__ import annotations

import errno
import hashlib
import importlib
import json
import os
import platform
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING

from dossier import paths, results, storage, trace, words
from dossier.book.written import DRAFT
from dossier.errors import DossierError
from dossier.storage import write_whole

if TYPE_CHECKING:
    from jupyter_cache.base import JupyterCacheAbstract
    from nbformat import NotebookNode

#: What a chapter's outputs hang on in its source: its front matter and its code cells.
CODE = re.compile(r"\A---\n.*?^---$|^```\{code-cell\}.*?^```$", re.DOTALL | re.MULTILINE)
#: Seconds that one cell may take.
TIMEOUT = 300
#: Read by every chapter, whether it opens them or not: a package of another version may give other results.
ALWAYS = ("requirements.txt",)
RECORDED = {"python", "cells", "seconds", "files", "figures", "results", "drafts"}
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Chapter:
    """One executable chapter.

    Parameters
    ----------
    name : str
        Path in the repository without ending, such as `chapters/reason-1/arms`.
    """

    name: str

    @property
    def file(self) -> Path:
        """Its source."""
        return paths.ROOT / f"{self.name}.md"

    @property
    def record(self) -> Path:
        """What its last execution read and published."""
        return caches() / "records" / f"{self.name}.json"

    @property
    def cells(self) -> str:
        """Hash of its code."""
        code = "\n".join(CODE.findall(self.file.read_text(encoding="utf-8")))
        return hashlib.sha256(code.encode()).hexdigest()

    def notebook(self) -> NotebookNode:
        """Return the chapter as a notebook without outputs."""
        from myst_nb.core.read import (
            read_myst_markdown_notebook,  # takes a while, and most builds execute nothing
        )

        return read_myst_markdown_notebook(self.file.read_text(encoding="utf-8"), path=str(self.file))


def caches() -> Path:
    """Return the folder of executed notebooks and their records."""
    return paths.work_dir() / "executed"


def chapters() -> list[Chapter]:
    """Return the chapters that hold code."""
    found = sorted((paths.ROOT / "chapters").rglob("*.md"))
    coded = (path for path in found if "{code-cell}" in path.read_text(encoding="utf-8"))
    return [Chapter(path.relative_to(paths.ROOT).with_suffix("").as_posix()) for path in coded]


def execute(tell: Tell) -> None:
    """Bring every chapter up to date, side by side on all processors.

    Parameters
    ----------
    tell : callable
        Takes a line: which chapter was executed and why, and how many are left.

    Raises
    ------
    DossierError
        If a cell fails; it names the chapter. Chapters that did not fail are kept.
    """
    coded = chapters()
    _work_out(results.missing(_read_by(coded)), tell)
    why = {chapter: reason for chapter in coded if (reason := changed(chapter))}
    if not why:
        return
    from jupyter_cache import get_cache

    _clear_up()
    cache = get_cache(caches() / "notebooks")
    tell(f"{len(why)} of {len(coded)} chapters to execute")
    failed = []
    with _processes(len(why)) as pool:
        pool.submit(_find_fonts).result()
        running = {pool.submit(_run, each): each for each in sorted(why, key=_longest_first)}
        for left, done in _counted(running):
            chapter = running[done]
            failure = _settle(chapter, done, cache)
            failed += [failure] if failure else []
            what = "failed" if failure else "executed"
            tell(f"{what} {chapter.name} ({why[chapter]}), {left} left")
    if failed:
        raise failed[0]


def _read_by(coded: list[Chapter]) -> set[str]:
    """Return the shared results that the ledger needs, and those that chapters read when they were last executed.

    All, if a chapter may read others now.
    """
    records = [_read(chapter) for chapter in coded]
    if any(
        record is None or record["cells"] != chapter.cells
        for record, chapter in zip(records, coded, strict=True)
    ):
        return set(results.names())
    return {*results.of_entries(), *(name for record in records for name in record["results"])}


def _work_out(names: list[str], tell: Tell) -> None:
    """Work out shared results side by side: a chapter that asked first would do so alone, and the others wait."""
    if not names:
        return
    tell(f"working out {words.counted(len(names), 'result')} that chapters share")
    with _processes(len(names)) as pool:
        for done in [pool.submit(results.digest, name) for name in names]:
            done.result()


def _processes(tasks: int) -> ProcessPoolExecutor:
    """Return a process for each task, as many as there are processors at most."""
    return ProcessPoolExecutor(min(tasks, os.cpu_count() or 1), get_context("spawn"), _end_with_the_build)


def _clear_up() -> None:
    """Delete folders of the cache that a killed build made and did not fill; the cache would stumble over them."""
    for folder in (caches() / "notebooks" / "executed").glob("*"):
        if not (folder / "base.ipynb").exists():
            shutil.rmtree(folder, ignore_errors=True)


def _end_with_the_build() -> None:
    """End this process when the build is killed: it would wait for chapters for ever, and so would its kernel."""

    def watch() -> None:
        parent_process().join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _find_fonts() -> None:
    """Have matplotlib list the fonts of the machine: where that takes long it says so, and a cell may say nothing."""
    importlib.import_module("matplotlib.font_manager")


def _counted(running: dict[Future, Chapter]) -> Iterator[tuple[int, Future]]:
    for number, done in enumerate(as_completed(running), start=1):
        yield len(running) - number, done


def _longest_first(chapter: Chapter) -> tuple[float, str]:
    """Sort long chapters to the front, so that none is left for one processor at the end."""
    record = _read(chapter)
    seconds = record["seconds"] if record else chapter.file.read_text(encoding="utf-8").count("publish(")
    return -seconds, chapter.name


def changed(chapter: Chapter) -> str:
    """Return in words why a chapter has to be executed, or nothing if it has not."""
    record = _read(chapter)
    if record is None:
        return "not executed yet"
    if record["cells"] != chapter.cells:
        return "its cells changed"
    if record["python"] != platform.python_version():
        return f"Python was {record['python']}"
    if record["drafts"] and not os.environ.get(DRAFT):
        return f"a draft marks {record['drafts'][0]}"
    for kind, now in (("files", _digest_of), ("figures", _digest_of_figure), ("results", _digest_of_result)):
        for name, then in record[kind].items():
            if now(name) != then:
                return f"{name} changed"
    return ""


def _read(chapter: Chapter) -> dict | None:
    with suppress(OSError, ValueError):
        record = json.loads(chapter.record.read_text(encoding="utf-8"))
        return record if record.keys() == RECORDED else None
    return None


def _digest_of(name: str) -> str:
    return _digest(trace.file_of(name))


def _digest_of_figure(name: str) -> str:
    return _digest(paths.figures_dir() / name)


def _digest_of_result(name: str) -> str:
    try:
        return results.digest(name)
    except KeyError:
        return "gone"


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return "missing"


@dataclass(frozen=True)
class Executed:
    """What came of executing a chapter: its outputs, or the traceback of the cell that failed."""

    notebook: NotebookNode
    trace: list[str]
    seconds: float
    failure: str


def _run(chapter: Chapter) -> Executed:
    """Execute a chapter in a kernel of its own, in its own folder; runs in a process of its own."""
    from jupyter_cache.executors.utils import single_nb_execution
    from jupyter_client import AsyncKernelManager

    with tempfile.TemporaryDirectory() as folder:
        noted = Path(folder) / "trace"
        # Over files in a folder of its own: of ports another build's kernel may take one in the moment of the choice.
        kernel = AsyncKernelManager(
            kernel_name="python3", transport="ipc", connection_file=str(Path(folder) / "kernel.json")
        )
        os.environ[trace.VARIABLE] = str(noted)
        started = time.perf_counter()
        done = single_nb_execution(
            chapter.notebook(),
            cwd=str(chapter.file.parent),
            timeout=TIMEOUT,
            allow_errors=False,
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            km=kernel,
        )
        lines = noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []
    warned = _said_on_stderr(done.nb)
    return Executed(done.nb, lines, time.perf_counter() - started, done.exc_string or warned)


def _said_on_stderr(notebook: NotebookNode) -> str:
    """Return what cells wrote to the error stream: a warning that no reader was meant to see."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    return "".join(each["text"] for each in outputs if each.get("name") == "stderr")


def _settle(chapter: Chapter, done: Future, cache: JupyterCacheAbstract) -> DossierError | None:
    """Keep an executed chapter, or return what failed in it."""
    try:
        executed: Executed = done.result()
    except OSError:
        raise
    except Exception as broken:  # of a kernel that did not start, or a process that was ended from outside
        storage.refuse_if_full(caches())
        return DossierError(
            f"{chapter.name}.md",
            f"its kernel failed ({type(broken).__name__}: {broken})",
            "a kernel that runs to the end of the chapter",
            "Free memory if there is little, and build again; the last good book was left as it was.",
        )
    # Until the outputs are kept, no record says that they are: it would stand for outputs of another state.
    chapter.record.unlink(missing_ok=True)
    if executed.failure:
        for number in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            if os.strerror(number) in executed.failure:
                raise OSError(number, os.strerror(number), f"what {chapter.name}.md publishes")
        return DossierError(
            f"{chapter.name}.md",
            f"a cell failed:\n{executed.failure.strip()}\n",
            "cells that run without an error or a warning",
            "Mend the cell, or what it calls, and build again.",
        )
    from jupyter_cache.base import CacheBundleIn
    from sqlalchemy.exc import OperationalError

    data = {"execution_seconds": executed.seconds}
    bundle = CacheBundleIn(executed.notebook, str(chapter.file), data=data)
    try:
        cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
    except OperationalError as refused:
        raise OSError(errno.EIO, str(refused.orig), str(caches())) from None
    write_whole(chapter.record, json.dumps(_recorded(chapter, executed), indent=1).encode())
    return None


def _recorded(chapter: Chapter, executed: Executed) -> dict:
    noted = [line.split(" ", 1) for line in executed.trace]
    files = {*ALWAYS, *(what for kind, what in noted if kind == "file")}
    figures = [what for kind, what in noted if kind == "figure"]
    return {
        "python": platform.python_version(),
        "cells": chapter.cells,
        "seconds": round(executed.seconds, 2),
        "files": {name: _digest_of(name) for name in sorted(files)},
        "figures": {name: _digest_of_figure(name) for name in sorted(figures)},
        "results": dict(what.rsplit(" ", 1) for kind, what in noted if kind == "result"),
        "drafts": [what for kind, what in noted if kind == "draft"],
    }

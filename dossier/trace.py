"""What a chapter reads while it is executed: files of the checkout and shared results, noted as they are used.

A build executes a chapter again when something that it read the last time has changed, and not otherwise. So what it
reads is noted where no list can forget it: Python announces each file that it opens, modules among them.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from dossier import paths

#: Set by a build for each chapter: the file to note in, a line a file or result.
VARIABLE = "DOSSIER_TRACE"
#: Parts of the checkout that are no input of a chapter: made by builds, or fixed by the lock.
ELSEWHERE = frozenset({".venv", ".git", "_build", "figures"})

_noted: set[str] = set()
_stream = None
_left_out: list[str] = []


def start() -> None:
    """Begin to note, if a build asks for it; the package calls it first of all."""
    global _stream
    target = os.environ.get(VARIABLE)
    if target and _stream is None:
        _stream = open(target, "a", encoding="utf-8", buffering=1)  # noqa: SIM115  (open as long as the process)
        for module in list(sys.modules.values()):
            _note_file(getattr(module, "__file__", None))
        sys.addaudithook(_hear)


def note_result(name: str, digest: str) -> None:
    """Note that a shared result was used, and the hash of what it said."""
    _note(f"result {name} {digest}")


@contextlib.contextmanager
def leaving_out(folder: str) -> Iterator[None]:
    """Leave out files of a folder that are read here; an empty name leaves out all.

    Who uses a shared result hangs on what it says and not on the tables behind it. Modules must be noted all the same:
    one that is imported here is not opened again where a chapter asks for it.
    """
    _left_out.append(folder)
    try:
        yield
    finally:
        _left_out.pop()


def note_figure(name: str) -> None:
    """Note that a file of a figure was published."""
    _note(f"figure {name}")


def note_draft(where: str) -> None:
    """Note that a paragraph was marked that says what no longer stands."""
    _note(f"draft {where}")


def _hear(event: str, arguments: tuple) -> None:
    if event == "open" and isinstance(arguments[0], str) and "w" not in str(arguments[1]):
        _note_file(arguments[0])


def _note_file(opened: str | None) -> None:
    if opened is None or not opened.startswith(_ROOTS):
        return
    if "__pycache__" in opened and opened.endswith(".pyc"):
        opened = importlib.util.source_from_cache(opened)
    name = name_of(Path(opened))
    if name and not name.startswith(tuple(_left_out)):
        _note(f"file {name}")


def name_of(path: Path) -> str:
    """Return a file's name in a trace, relative to the checkout or to the folder of data; nothing if it is no input."""
    path = Path(os.path.abspath(path))
    if path.is_relative_to(paths.data_dir()):
        return f"data/{path.relative_to(paths.data_dir()).as_posix()}"
    if path.is_relative_to(paths.ROOT):
        inside = path.relative_to(paths.ROOT)
        return "" if inside.parts[0] in ELSEWHERE else inside.as_posix()
    return ""


def file_of(name: str) -> Path:
    """Return the file that a name in a trace stands for."""
    folder, _, rest = name.partition("/")
    return paths.data_dir() / rest if folder == "data" else paths.ROOT / name


def _note(line: str) -> None:
    if _stream is not None and line not in _noted:
        _noted.add(line)
        _stream.write(line + "\n")


_ROOTS = (str(paths.ROOT) + os.sep, str(paths.data_dir()) + os.sep)

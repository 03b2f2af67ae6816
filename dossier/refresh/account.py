"""What the book says over one folder of data: verdicts, answers, and the titles of its figures.

It is worked out in a process of its own, for which `DOSSIER_DATA` names the folder: whatever a process keeps of the
data that it has read cannot mix two states.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from dossier import catalogue, paths, results
from dossier.clocks import CLOCKS
from dossier.errors import DossierError
from dossier.refresh.staging import DATA
from dossier.verdicts import rule
from dossier.verdicts.answer import answers
from dossier.verdicts.confidence import graded
from dossier.verdicts.rules import rules
from dossier.verdicts.scale import Judged

UNTRUE = re.compile(
    r"(?:.*/)?(?P<figure>[\w-]+)\.md: the title says “(?P<title>.*)”, and the data do not", re.DOTALL
)
#: What follows from a cell that failed before.
FOLLOWS = "NameError"
Tell = Callable[[str], None]


def of_data(folder: Path, chapters: Sequence[str] = ()) -> dict:
    """Return what the book says over a folder of data.

    Parameters
    ----------
    folder : Path
        The data.
    chapters : sequence of str
        Chapters to execute for the titles of their figures; they are published to a folder that is thrown away.

    Returns
    -------
    dict
        `verdicts` and `answers` by name and clock, `titles` of figures, titles that are `untrue`, and `faults`, what
        could not be worked out.

    Raises
    ------
    DossierError
        If the process ends without an account.
    """
    with tempfile.TemporaryDirectory() as figures:
        done = subprocess.run(
            [sys.executable, "-m", "dossier.refresh.account", *chapters],
            cwd=paths.ROOT,
            env=os.environ | {DATA: str(folder), "DOSSIER_FIGURES": figures},
            capture_output=True,
            text=True,
            check=False,
        )
    try:
        return json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        raise DossierError(
            str(folder),
            f"verdicts and titles could not be worked out ({done.stderr.strip()[-400:]})",
            "an account of the book",
            "Nothing changed. Run with --no-verdicts to see rows and totals alone.",
        ) from None


def touched(tables: Sequence[str]) -> list[str]:
    """Return the chapters that read one of some tables or a verdict, as far as the last build noted; else all."""
    from dossier.site.executing import chapters

    files = {f"data/{catalogue.file_of(name).relative_to(paths.data_dir()).as_posix()}" for name in tables}
    found = []
    for chapter in chapters():
        record = json.loads(chapter.record.read_text(encoding="utf-8")) if chapter.record.exists() else None
        if record is None or record["results"] or files & record["files"].keys():
            found.append(chapter.name)
    return found


def _account(chapters: Sequence[str]) -> dict:
    told = {"verdicts": {}, "answers": {}, "untrue": {}, "faults": {}}
    told["verdicts"] = _verdicts(told["faults"])
    try:
        told["answers"] = _answers()
    except Exception as fault:  # as in `_verdicts`
        told["faults"]["answers"] = _fault(fault)
    if chapters:
        with ProcessPoolExecutor(min(len(chapters), os.cpu_count() or 1), get_context("spawn")) as pool:
            running = {pool.submit(_executed, name): name for name in chapters}
            for done in as_completed(running):
                untrue, fault = done.result()
                told["untrue"] |= untrue
                told["faults"] |= {running[done]: fault} if fault else {}
        told["untrue"] = dict(sorted(told["untrue"].items()))
        told["faults"] = dict(sorted(told["faults"].items()))
    return told | {"titles": published()}


def published() -> dict[str, str]:
    """Return the titles of the published figures, by id."""
    files = sorted(paths.figures_dir().glob("*.json"))
    return {file.stem: json.loads(file.read_text(encoding="utf-8"))["title"] for file in files}


def _verdicts(faults: dict[str, str]) -> dict:
    """Return the verdicts of all rules that can judge; what stops another is noted among the faults."""
    fixed, tables = rules(), catalogue.on_clocks(rule.reads())
    done = {clock: {} for clock in CLOCKS}
    found = {}
    for name in rule.collected():
        try:
            both = (rule.judge(name, tables[clock], fixed, clock, done[clock]) for clock in CLOCKS)
            found[name] = Judged(*both)
        except Exception as fault:  # a rule may meet what it was never written for; the reader is told which
            faults[f"rule {name}"] = _fault(fault)
    return {
        name: {clock: _told(getattr(judged, clock)) for clock in ("then", "now")}
        for name, judged in graded(found, fixed).items()
    }


def _fault(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"


def _answers() -> dict:
    return {
        answer.part: {clock: _told(getattr(answer, clock)) for clock in ("then", "now")}
        for answer in answers(results.drivers(), rules())
    }


def _told(verdict) -> dict[str, str]:
    said = f"{verdict.verdict}, {verdict.likely}; confidence {verdict.confidence}"
    return {"said": said, "because": verdict.because}


def _executed(name: str) -> tuple[dict[str, str], str]:
    """Execute a chapter to its end whatever fails; return titles that are untrue, and the first other fault."""
    from jupyter_cache.executors.utils import single_nb_execution

    from dossier.site.executing import TIMEOUT, Chapter

    chapter = Chapter(name)
    done = single_nb_execution(
        chapter.notebook(),
        cwd=str(chapter.file.parent),
        timeout=TIMEOUT,
        allow_errors=True,
        extra_arguments=["--IPKernelApp.log_level=ERROR"],
    )
    return sort_errors(done.nb.cells)


def sort_errors(cells: Sequence) -> tuple[dict[str, str], str]:
    """Return the titles that cells found untrue, by figure, and the first fault of another kind.

    Examples
    --------
    >>> said = "words/r1-war.md: the title says “It grew”, and the data do not; expected a title that holds."
    >>> error = {"output_type": "error", "ename": "FigureError", "evalue": said}
    >>> sort_errors([{"outputs": [error]}, {"outputs": [error | {"ename": "NameError", "evalue": "war"}]}])
    ({'r1-war': 'It grew'}, '')
    """
    untrue, faults, failed = {}, [], False
    for cell in cells:
        for output in cell.get("outputs", ()):
            if output["output_type"] != "error":
                continue
            title = UNTRUE.match(output["evalue"])
            if title:
                untrue[title["figure"]] = title["title"]
            elif not (failed and output["ename"] == FOLLOWS):
                faults.append(f"{output['ename']}: {output['evalue']}")
            failed = True
    return untrue, faults[0] if faults else ""


if __name__ == "__main__":
    print(json.dumps(_account(sys.argv[1:]), ensure_ascii=False))

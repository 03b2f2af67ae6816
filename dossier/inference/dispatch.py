"""Run one function over many tasks: here, in processes of this machine, or on a Dask cluster.

What comes out is the same wherever it runs. Results come in the order of the tasks, each task draws from a seed of its
own (`seeds`), and how tasks are cut into chunks changes nothing. A task gets all that it reads as arguments: it opens
no table, because a build could not know of it (see `dossier.trace`).
"""

from __future__ import annotations

import itertools
import math
import os
import re
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

import numpy as np
from threadpoolctl import threadpool_limits

from dossier import offline
from dossier.errors import DossierError
from dossier.inference import cluster

#: Where tasks run unless a caller says it: `serial`, `processes`, or the address of a Dask scheduler.
VARIABLE = offline.SCHEDULER
ADDRESS = re.compile(r"tcp://[^\s/]+:\d+")
#: So many chunks for each worker: few enough to cost little, enough that none waits long for the last.
CHUNKS = 8
#: Seconds of work that are done here before processes are started: they take longer than that to start.
AT_ONCE = 2.0

_here = threading.local()


def dispatch(function: Callable, tasks: Iterable[tuple], *, scheduler: str | None = None) -> list:
    """Call a function once for each task.

    Parameters
    ----------
    function : callable
        A function of a module, or `functools.partial` of one with what all tasks share (tables, rules): it is sent
        to each worker once.
    tasks : iterable of tuple
        Arguments of each call.
    scheduler : str, optional
        `serial`, `processes` or `tcp://host:port`; otherwise what `chosen` finds. Within a task all is serial.

    Returns
    -------
    list
        What each call returned, in the order of the tasks.

    Raises
    ------
    DossierError
        If the scheduler is none of these, or its workers cannot do this work.

    Examples
    --------
    >>> dispatch(pow, [(2, 3), (3, 2), (2, 5)], scheduler="serial")
    [8, 9, 32]
    """
    tasks = list(tasks)
    scheduler = chosen(scheduler)
    if scheduler == "serial" or len(tasks) < 2:
        return _done(function, tasks)
    if scheduler == "processes":
        begun = _done(function, tasks, AT_ONCE)
        return begun + _in_processes(function, tasks[len(begun) :])
    return _on_cluster(function, tasks, scheduler)


def chosen(scheduler: str | None = None) -> str:
    """Return where tasks run: as asked, else as the environment has it (`DOSSIER_SCHEDULER`), else `serial`.

    Raises
    ------
    DossierError
        If it is nothing that could run a task.

    Examples
    --------
    >>> chosen("processes")
    'processes'
    >>> dispatch(chosen, [("processes",)], scheduler="serial")
    ['serial']
    >>> chosen("somewhere")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    dossier.errors.DossierError: scheduler: found 'somewhere'; ...
    """
    if getattr(_here, "at_work", False):
        return "serial"
    found = scheduler or os.environ.get(VARIABLE) or "serial"
    if found not in ("serial", "processes") and not ADDRESS.fullmatch(found):
        raise DossierError(
            "scheduler",
            f"found {found!r}",
            "serial, processes or tcp://host:port",
            f"Mend --scheduler, or {VARIABLE}.",
        )
    return found


def appoint(scheduler: str) -> None:
    """Let this process, and those that it starts, run their tasks somewhere.

    Raises
    ------
    DossierError
        If it is nothing that could run a task; a cluster is asked.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ):
    ...     appoint("processes")
    ...     chosen()
    'processes'
    """
    if ADDRESS.fullmatch(chosen(scheduler)):
        with cluster.connected(scheduler):
            pass
    os.environ[VARIABLE] = scheduler


def seeds(base: int, count: int) -> list[np.random.SeedSequence]:
    """Return a seed for each of so many tasks, each made of a written seed and the task's own number.

    Examples
    --------
    >>> [(each.entropy, each.spawn_key) for each in seeds(7, 2)]
    [(7, (0,)), (7, (1,))]
    >>> bool(seeds(7, 2)[1].generate_state(1) == seeds(7, 800)[1].generate_state(1))
    True
    """
    return np.random.SeedSequence(base).spawn(count)


def _done(function: Callable, tasks: Sequence[tuple], seconds: float = math.inf) -> list:
    """Do tasks in this thread, or the first of them until some seconds have passed."""
    before, end = getattr(_here, "at_work", False), time.monotonic() + seconds
    _here.at_work = True
    try:
        # One thread for sums, as in a build: more of them may move the last digit.
        with threadpool_limits(1):
            return [function(*task) for task in itertools.takewhile(lambda _: time.monotonic() < end, tasks)]
    finally:
        _here.at_work = before


def _chunks(tasks: list[tuple], workers: int) -> list[list[tuple]]:
    size = max(1, len(tasks) // (workers * CHUNKS))
    return [tasks[first : first + size] for first in range(0, len(tasks), size)]


def _in_processes(function: Callable, tasks: list[tuple]) -> list:
    if not tasks:
        return []
    workers = min(len(tasks), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, get_context("spawn"), _take, (function,)) as pool:
        try:
            return list(itertools.chain.from_iterable(pool.map(_done_here, _chunks(tasks, workers))))
        except BrokenProcessPool:
            raise DossierError(
                "scheduler processes",
                "a worker process ended before its tasks were done",
                "workers that live as long as their tasks",
                "Give the machine more memory, or set --scheduler serial. "
                'A script of your own calls dispatch under `if __name__ == "__main__":`.',
            ) from None


def _take(function: Callable) -> None:
    """Keep the function for this worker process."""
    _here.function = function


def _done_here(tasks: Sequence[tuple]) -> list:
    return _done(_here.function, tasks)


def _on_cluster(function: Callable, tasks: list[tuple], address: str) -> list:
    with cluster.connected(address) as client:
        from distributed import CancelledError, KilledWorker

        sent = client.scatter(function, broadcast=True, hash=False)
        chunks = map(_Closed, _chunks(tasks, sum(client.nthreads().values())))
        with warnings.catch_warnings():
            # Tasks go through the scheduler, so that another worker can take them over when one is lost.
            warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
            running = [
                client.submit(_done_there, cluster.installed(), sent, chunk, pure=False) for chunk in chunks
            ]
        try:
            return list(itertools.chain.from_iterable(client.gather(running)))
        except (CancelledError, KilledWorker):
            raise DossierError(
                f"scheduler {address}",
                "it ended, or lost its workers, before the tasks were done",
                "a cluster that lives as long as its tasks",
                "Look at what scheduler and workers say; they may lack memory. Start them again, and run again.",
            ) from None


class _Closed:
    """Holds tasks on their way to a cluster: Dask would look into a list of them and call what looks like a call."""

    def __init__(self, tasks: list[tuple]):
        self.tasks = tasks


def _done_there(there: dict[str, str], function: Callable, chunk: _Closed) -> list:
    # A worker may have joined after the cluster was asked what it has.
    cluster.compare(there, "worker that joined late")
    return _done(function, chunk.tasks)

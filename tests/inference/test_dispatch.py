"""The same results wherever tasks run."""

import contextlib
import functools
import os
import pickle
import shutil
import socket
import subprocess
import sys

import numpy as np
import pytest

import dossier
from dossier import offline, paths
from dossier.errors import DossierError
from dossier.inference import cluster, competing, dispatch, rescored
from dossier.verdicts import robustness, rule
from dossier.verdicts.rules import rules

NEEDS_DASK = "needs Dask: pip install --no-deps --require-hashes -r requirements-test.txt"


def drawn(shared, seed, size):
    return os.getpid(), (np.random.default_rng(seed).random(size) * shared).tolist()


def nested(base):
    inner = [(seed, 2) for seed in dispatch.seeds(base, 3)]
    return os.getpid(), dispatch.dispatch(functools.partial(drawn, 1), inner, scheduler="processes")


def fails(number):
    if number == 3:
        raise DossierError("task 3", "found 3", "another number", "Take it out.")


def dies(number):
    os._exit(1)


TASKS = [(seed, size) for size, seed in enumerate(dispatch.seeds(20170420, 25), start=1)]


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """No head start: even a short task goes to a worker."""
    monkeypatch.setattr(dispatch, "AT_ONCE", 0)


def results_of(found):
    return [each for _, each in found]


@pytest.fixture(scope="module")
def serial():
    return results_of(dispatch.dispatch(functools.partial(drawn, 10), TASKS))


def test_processes_give_what_one_process_gives_in_the_order_of_tasks(serial):
    found = dispatch.dispatch(functools.partial(drawn, 10), iter(TASKS), scheduler="processes")
    assert results_of(found) == serial
    assert [len(each) for each in serial] == list(range(1, 26))
    assert os.getpid() not in {process for process, _ in found}


def test_short_work_starts_no_process(serial, monkeypatch):
    monkeypatch.setattr(dispatch, "AT_ONCE", 60)
    found = dispatch.dispatch(functools.partial(drawn, 10), TASKS, scheduler="processes")
    assert results_of(found) == serial
    assert {process for process, _ in found} == {os.getpid()}


def test_a_task_has_its_seed_by_its_number_alone(serial):
    assert [each.spawn_key for each in dispatch.seeds(5, 3)] == [(0,), (1,), (2,)]
    seed = np.random.SeedSequence(20170420, spawn_key=(7,))
    assert serial[7] == (np.random.default_rng(seed).random(8) * 10).tolist()


@pytest.mark.parametrize("workers", [1, 2, 7, 100])
def test_chunks_hold_every_task_once_in_order(workers):
    chunks = dispatch._chunks(TASKS, workers)
    assert [task for chunk in chunks for task in chunk] == TASKS


def test_the_scheduler_is_the_one_asked_for_then_that_of_the_environment(monkeypatch):
    monkeypatch.delenv(dispatch.VARIABLE, raising=False)
    assert dispatch.chosen() == "serial"
    monkeypatch.setenv(dispatch.VARIABLE, "processes")
    assert dispatch.chosen() == "processes"
    assert dispatch.chosen("serial") == "serial"
    assert dispatch.chosen("tcp://192.0.2.7:8786") == "tcp://192.0.2.7:8786"
    for wrong in ("threads", "tcp://192.0.2.7", "http://192.0.2.7:8786"):
        with pytest.raises(
            DossierError, match=f"scheduler: found '{wrong}'; expected serial, processes or tcp"
        ):
            dispatch.chosen(wrong)


def test_a_task_that_dispatches_stays_in_its_process():
    for process, inner in dispatch.dispatch(nested, [(1,), (2,)], scheduler="processes"):
        assert {each for each, _ in inner} == {process}
        assert process != os.getpid()


def test_a_failure_in_a_worker_is_that_of_the_task():
    with pytest.raises(DossierError, match="task 3: found 3; expected another number"):
        dispatch.dispatch(fails, [(number,) for number in range(6)], scheduler="processes")


def test_a_worker_that_dies_is_said_in_one_message():
    with pytest.raises(DossierError, match="a worker process ended before its tasks were done"):
        dispatch.dispatch(dies, [(1,), (2,)], scheduler="processes")


def test_a_build_reaches_the_host_of_its_scheduler_and_no_other(monkeypatch):
    asks = "import dossier, socket, sys; socket.socket(type=socket.SOCK_DGRAM).connect((sys.argv[1], 9))"
    settings = os.environ | {offline.VARIABLE: "1", offline.SCHEDULER: "tcp://192.0.2.7:8786"}
    done = {
        host: subprocess.run([sys.executable, "-c", asks, host], env=settings, capture_output=True, text=True)
        for host in ("192.0.2.7", "192.0.2.8")
    }
    assert "the network is denied to a build" not in done["192.0.2.7"].stderr
    assert "the network is denied to a build" in done["192.0.2.8"].stderr


@pytest.fixture(scope="module")
def address():
    """The address of a Dask scheduler with two workers in processes of this machine."""
    distributed = pytest.importorskip(
        "distributed", reason="needs Dask (pip install -r requirements-test.txt)"
    )
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0"
    ) as here:
        yield here.scheduler_address


def test_a_cluster_gives_what_one_process_gives_in_the_order_of_tasks(serial, address):
    found = dispatch.dispatch(functools.partial(drawn, 10), TASKS, scheduler=address)
    assert results_of(found) == serial
    assert len({process for process, _ in found} - {os.getpid()}) == 2


def test_a_task_on_a_cluster_that_looks_like_a_call_is_not_called(address):
    assert dispatch.dispatch(type, [((os.getcwd, ()),), ((),)], scheduler=address) == [tuple, tuple]


def test_a_failure_on_a_cluster_is_that_of_the_task(address):
    with pytest.raises(DossierError, match="task 3: found 3; expected another number"):
        dispatch.dispatch(fails, [(number,) for number in range(6)], scheduler=address)


@pytest.mark.parametrize("scheduler", ["processes", "cluster"])
def test_a_grid_and_draws_are_the_same_bytes_wherever_they_run(scheduler, request, monkeypatch):
    fixed = rules()
    rated = competing.matrix(dossier.load("evidence/ach_items"), dossier.load("evidence/ach_ratings"))
    items = competing.known(rated, "B")
    by = competing.scoring(fixed.ach)
    clocks = dossier.on_clocks(rule.collected()["war_machine"].reads)

    def found():
        drawn = rescored.perturbed(items, competing.ARTICLE, by, 0.3, 2500, 7)
        return pickle.dumps((robustness.both(clocks, fixed, "war_machine"), drawn))

    monkeypatch.delenv(dispatch.VARIABLE, raising=False)
    here = found()
    there = request.getfixturevalue("address") if scheduler == "cluster" else scheduler
    monkeypatch.setenv(dispatch.VARIABLE, there)
    assert found() == here


def test_an_address_where_nothing_listens_is_named(monkeypatch):
    pytest.importorskip("distributed", reason=NEEDS_DASK)
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(
        DossierError, match=f"scheduler tcp://127.0.0.1:{port}: nothing answered within 1 sec"
    ):
        dispatch.appoint(f"tcp://127.0.0.1:{port}")


def test_without_dask_an_address_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DossierError, match=r"distributed is not installed here.*requirements-test\.txt"):
        dispatch.dispatch(abs, TASKS, scheduler="tcp://127.0.0.1:8786")


@pytest.fixture
def empty():
    """The address of a Dask scheduler that no worker has joined."""
    distributed = pytest.importorskip("distributed", reason=NEEDS_DASK)
    with distributed.LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address=":0") as here:
        yield here.scheduler_address


@contextlib.contextmanager
def worker(address, root):
    """A worker whose packages come first from a folder."""
    command = [sys.executable, "-m", "dask", "worker", address, "--no-dashboard", "--no-nanny"]
    settings = os.environ | {"PYTHONPATH": str(root)}
    started = subprocess.Popen(command, cwd=root, env=settings, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        started.terminate()
        started.wait()


def test_a_scheduler_without_a_worker_is_named(empty, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(DossierError, match=f"scheduler {empty}: no worker joined it within 1 seconds"):
        dispatch.appoint(empty)


def test_a_worker_with_another_lock_is_named(empty, tmp_path):
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(paths.ROOT / "dossier", tmp_path / "dossier", ignore=skipped)
    (tmp_path / "requirements.txt").write_text("numpy==1.0\n", encoding="utf-8")
    with (
        worker(empty, tmp_path),
        pytest.raises(
            DossierError, match=r"worker tcp://.*: requirements\.txt is \w+; expected \w+, as here"
        ),
    ):
        dispatch.appoint(empty)


def test_a_worker_with_other_code_is_named():
    other = cluster.installed() | {"code of dossier": "0" * 12}
    with pytest.raises(DossierError, match="worker: code of dossier is 000000000000; expected"):
        cluster.compare(other, "worker")


def test_a_worker_without_the_package_is_named(empty, tmp_path):
    (tmp_path / "dossier").mkdir()
    # As where it is not installed; an editable installation would lend an empty package its modules.
    missing = "raise ModuleNotFoundError(\"No module named 'dossier'\")\n"
    (tmp_path / "dossier" / "__init__.py").write_text(missing, encoding="utf-8")
    with (
        worker(empty, tmp_path),
        pytest.raises(DossierError, match=r"worker tcp://.*: its dossier cannot be used \(.*No module named"),
    ):
        dispatch.appoint(empty)

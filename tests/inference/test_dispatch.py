"""The same results wherever tasks run."""

import functools
import os

import numpy as np
import pytest

from dossier.errors import DossierError
from dossier.inference import dispatch


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
    with pytest.raises(DossierError, match="scheduler: found 'threads'; expected serial"):
        dispatch.chosen("threads")


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

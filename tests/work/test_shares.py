"""Work in shares: everything comes back in order, and what a process dies of is named."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence

import pytest

from diglot.work.here import Here
from diglot.work.shares import in_shares
from diglot.work.workers import WorkerDiedError, workers

NUMBERS = range(40)
NAMES = [f"chapter {number}" for number in NUMBERS]


def _doubled(share: Sequence[int]) -> list[int]:
    """Return numbers twice as large; of a negative one the process dies."""
    if min(share) < 0:
        os._exit(9)
    return [2 * number for number in share]


def _doubled_alone(share: Sequence[int]) -> list[int]:
    """Do the same for a number by itself; of several the process dies, as if of their memory."""
    if len(share) > 1:
        os._exit(9)
    return _doubled(share)


@pytest.mark.parametrize("jobs", [1, 2, 7, 60])
def test_everything_comes_back_in_order(jobs: int) -> None:
    """However many pieces a share has."""
    assert list(in_shares(Here(), _doubled, NUMBERS, NAMES, jobs)) == [2 * n for n in NUMBERS]


@pytest.mark.heavy
def test_what_a_process_dies_of_is_named() -> None:
    """The others of its share are done before it, one by one."""
    numbers = [*NUMBERS[:30], -1, *NUMBERS[31:]]
    with workers(2) as pool:
        made = in_shares(pool, _doubled, numbers, NAMES, 2)
        assert [next(made) for _ in range(30)] == [2 * number for number in range(30)]
        with pytest.raises(WorkerDiedError, match=r"^chapter 30: .* has died"):
            next(made)


@pytest.mark.heavy
def test_a_share_that_is_too_large_is_done_piece_by_piece() -> None:
    """Nothing is lost where only all of it together is too much for a process."""
    with workers(2) as pool:
        found = list(in_shares(pool, _doubled_alone, NUMBERS[:6], NAMES[:6], 1))
    assert found == [2 * number for number in NUMBERS[:6]]


def test_the_error_is_the_same_when_it_comes_from_elsewhere() -> None:
    """It is sent from process to process."""
    error = WorkerDiedError("content/he/a.md")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert str(WorkerDiedError()).startswith("a worker process has died")

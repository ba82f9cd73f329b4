"""Deep calls ask the system for no memory, at whatever depth they are."""

from __future__ import annotations

import resource
from collections.abc import Callable

import pytest

from diglot.work.deep_calls import with_room

DEPTHS, CALLS = 300, 200


def _leaf(number: int) -> int:
    return number + 1


def _most_faults(depth: int = 0) -> int:
    """Return how many pages of memory many calls ask for, at the worst of many depths."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for number in range(CALLS):
        _leaf(number)
    asked = resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
    return asked if depth == DEPTHS else max(asked, _most_faults(depth + 1))


@pytest.mark.parametrize(
    ("calling", "is_steady"), [(_most_faults, False), (with_room(_most_faults), True)]
)
def test_no_depth_asks_for_memory_at_each_call(calling: Callable[[], int], is_steady: bool) -> None:
    """The first case is why there is room: on the day when it fails, nothing needs it any more."""
    assert (calling() < CALLS / 2) is is_steady

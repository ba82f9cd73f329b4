"""Functions of values that are told apart by identity: to compare two books takes long."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class ByIdentity(Generic[Made]):
    """A function that remembers what it returned for the same values.

    make: the function. most: how many results are held, together with the values that they are
        of, so that nothing else gets the identity of one; None for all.
    """

    def __init__(self, make: Callable[..., Made], most: int | None = None) -> None:
        self._make = make
        self._most = most
        self._made: OrderedDict[tuple[int, ...], tuple[tuple[object, ...], Made]] = OrderedDict()

    def __call__(self, *values: object) -> Made:
        """Return what the function returns for some values."""
        key = tuple(map(id, values))
        if key not in self._made:
            self._made[key] = values, self._make(*values)
            if self._most is not None and len(self._made) > self._most:
                self._made.popitem(last=False)
        return self._made[key][1]

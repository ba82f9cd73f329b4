"""A step: a piece of work that is named by all that goes into it, as bytes, and gives bytes.

So whoever runs it may keep what it gives, or have it from wherever it was kept. What a step makes
depends on nothing that is not among its inputs: no path of a machine, no clock, no other step.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct
from msgspec.json import encode

from diglot.disk.cache import cache_key, used
from diglot.disk.records import pack, unpack

Result = TypeVar("Result")


class Store(Protocol):
    """Where results of steps are kept, by name."""

    def get(self, key: str) -> bytes | None:
        """Return what was kept, or None."""

    def put(self, key: str, content: bytes) -> None:
        """Keep a result."""

    def value(self, key: str) -> Any | None:
        """Return a result that is at hand as it was read or made, or None."""

    def remember(self, key: str, value: object, size: int) -> None:
        """Have a result at hand from now on. size: in bytes, as it is kept."""


class Form(Struct, Generic[Result], frozen=True):
    """How results are written down. read: None for what is no such result.

    is_frozen: whether they never change, so that all who ask may share one.
    """

    write: Callable[[Result], bytes]
    read: Callable[[bytes], Result | None]
    is_frozen: bool = False


BYTES: Form[bytes] = Form(bytes, bytes)
# Lists, strings, numbers: read back as they were, but for tuples.
JSON: Form[Any] = Form(encode, json.loads)


def records(kind: Any) -> Form[Any]:
    """Return the form of records of a type, as `records.py` has them."""
    return Form(pack, lambda content: unpack(content, kind), True)


class Step(Struct, frozen=True, dict=True):
    """A piece of work. kind: what is made, a word. inputs: all that it is made of."""

    kind: str
    inputs: tuple[bytes | str, ...]

    @cached_property
    def key(self) -> str:
        """Return the name of the step and of what it gives."""
        return cache_key(self.kind, self.inputs)

    def kept(
        self,
        form: Form[Result],
        store: Store,
        fits: Callable[[Result], bool] = lambda _: True,
    ) -> Result | None:
        """Return what was kept of the step, or None. fits: tells whether that can be a result."""
        if form.is_frozen and (value := store.value(self.key)) is not None:
            at_hand: Result = value
            return at_hand
        content = store.get(self.key)
        found = form.read(content) if content is not None else None
        if content is None or found is None or not fits(found):
            return None
        if form.is_frozen:
            store.remember(self.key, found, len(content))
        return found

    def keep(self, made: Result, form: Form[Result], store: Store) -> None:
        """Keep what the step gave."""
        content = form.write(made)
        store.put(self.key, content)
        if form.is_frozen:
            store.remember(self.key, made, len(content))

    def result(
        self,
        make: Callable[[], Result],
        form: Form[Result],
        *,
        store: Store | None = None,
        fits: Callable[[Result], bool] = lambda _: True,
    ) -> Result:
        """Return what the step gives: as it was kept, or made now.

        store: where it is kept; in the cache of this process if nobody says so. fits: as `kept`
            has it.
        """
        store = store or used()
        kept = self.kept(form, store, fits)
        if kept is not None:
            return kept
        made = make()
        self.keep(made, form, store)
        return made


def step(kind: str, inputs: Iterable[bytes | str]) -> Step:
    """Return a step of some inputs."""
    return Step(kind, tuple(inputs))

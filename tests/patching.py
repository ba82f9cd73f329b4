"""WeasyPrint with one of our patches taken out, to see whether it is still needed."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

from diglot.writers.pdf.patches import mending


def leave_out(monkeypatch: pytest.MonkeyPatch, mend: Callable[[], None]) -> None:
    """Let layout do without a patch. What it has replaced already is the caller's to put back."""
    patches = tuple(patch for patch in mending.PATCHES if patch.mend is not mend)
    assert len(patches) == len(mending.PATCHES) - 1
    monkeypatch.setattr(mending, "PATCHES", patches)


def put_back(
    monkeypatch: pytest.MonkeyPatch, mend: Callable[[], None], module: ModuleType, name: str
) -> None:
    """Let layout do without a patch of a function of WeasyPrint, which gets its place again."""
    mend()
    monkeypatch.setattr(module, name, getattr(module, name).__wrapped__)
    leave_out(monkeypatch, mend)


def counted(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> list[str]:
    """Return a list that grows by one entry each time that a function is called."""
    calls: list[str] = []
    original = getattr(module, name)

    def call(*arguments: object, **named: object) -> object:
        calls.append(name)
        return original(*arguments, **named)

    monkeypatch.setattr(module, name, call)
    return calls

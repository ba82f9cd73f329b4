"""WeasyPrint with one of our patches taken out, to see whether it is still needed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diglot.writers.pdf.patches import mending


def leave_out(monkeypatch: pytest.MonkeyPatch, mend: Callable[[], None]) -> None:
    """Let layout do without a patch. What it has replaced already is the caller's to put back."""
    patches = tuple(patch for patch in mending.PATCHES if patch.mend is not mend)
    assert len(patches) == len(mending.PATCHES) - 1
    monkeypatch.setattr(mending, "PATCHES", patches)

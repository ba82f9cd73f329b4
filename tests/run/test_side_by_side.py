"""What a build has in hand at the same time: no format waits for what it does not need."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diglot.core.formats import FORMATS
from diglot.disk.cache import Cache
from diglot.run.building.build import Built, build
from diglot.run.building.work import Order
from diglot.run.pipeline import check_project
from diglot.work.here import Here
from support import SOUND, write_project

pytestmark = pytest.mark.heavy
_PATIENCE_S = 120
ALL = tuple(form for form in FORMATS if "booklet" not in form.name)


class Slow:
    """A pool that lays out nothing before the time has come."""

    def __init__(self) -> None:
        self.time_has_come = threading.Event()
        self._one_by_one = threading.Lock()

    def submit(
        self,
        make: Callable[..., Any],
        *arguments: Any,
        done: Callable[[Any], None] = lambda _made: None,
    ) -> Callable[[], Any]:
        """Take a job, and return what does it when the time has come."""

        def wait() -> Any:
            assert self.time_has_come.wait(_PATIENCE_S), "a format waits for pages without need"
            with self._one_by_one:
                return Here().submit(make, *arguments, done=done)()

        return wait


class Steps:
    """Somebody who is told what is made, and says when the time has come."""

    def __init__(self, pool: Slow, until: set[str]) -> None:
        self.told: list[str] = []
        self._pool = pool
        self._until = until

    def begin(self, task: str, total: int) -> None:
        """Begin to listen."""

    def step(self, detail: str = "") -> None:
        """Hear of a file; when all that need no pages are there, let pages be laid out."""
        self.told.append(detail)
        self._until.discard(detail)
        if not self._until:
            self._pool.time_has_come.set()


def built(folder: Path, out: Path, pool: Any, progress: Any) -> Built:
    """Build a book in all formats."""
    checked = check_project(folder, jobs=1, progress=progress, cache=Cache(None))
    order = Order(out, ALL, checked.config.languages, 1, "2026-01-02T00:00:00+00:00")
    return build(checked, order, progress=progress, cache=Cache(None), warm=pool)


def test_no_format_waits_for_pages_that_it_is_not_made_of(tmp_path: Path) -> None:
    """All e-books are written before any page is there, and then the same files as in a row."""
    folder = write_project(tmp_path / "book", SOUND)
    light = {"small-en.epub", "small-he.epub", "small-bilingual.epub"}
    pool = Slow()
    progress = Steps(pool, set(light))
    waiting = built(folder, tmp_path / "waiting", pool, progress)
    assert light <= set(progress.told[: progress.told.index("small-en.pdf")])
    in_a_row = built(folder, tmp_path / "row", Here(), progress)
    assert waiting.artifacts == in_a_row.artifacts
    assert not waiting.missing
    assert not in_a_row.missing

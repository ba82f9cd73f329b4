"""What changes in a project's folder while someone works on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import watchfiles

# Editors write a file in several steps: its change is told when nothing more came for so long.
_STEP_MS = 20
_PAUSE_MS = 300  # but no later than that
_TURN_MS = 500
_WATCHED = ("content", "templates")


def changed_files(project: Path, stop: threading.Event | None = None) -> Iterator[tuple[str, ...]]:
    """Yield the paths of files under content/ and templates/ that changed, at each change.

    The first time, as soon as watching has begun, there are none: what is read after that
    misses no change. Ends where `stop` is set; with None, never.
    """
    folders = [project / name for name in _WATCHED if (project / name).is_dir()]
    turns = watchfiles.watch(
        *folders,
        debounce=_PAUSE_MS,
        step=_STEP_MS,
        rust_timeout=_TURN_MS,
        yield_on_timeout=True,
        stop_event=stop,
    )
    next(turns)
    yield ()
    for turn in filter(None, turns):
        paths = (Path(path) for _, path in turn)
        yield tuple(sorted({path.relative_to(project).as_posix() for path in paths}))


def named(paths: tuple[str, ...]) -> str:
    """Return the names of changed files on one line."""
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    return f"--- {', '.join(paths[:3])}{more}"

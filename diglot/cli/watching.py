"""`check --watch`: the check again at every change of content/, and only what that changed.

Knows the folder's changes and the terminal; how a check is done it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import watchfiles

from diglot.cli.terminal import Terminal
from diglot.core.errors import DiglotError
from diglot.report import Listing, changes, counted

Check = Callable[[], Listing]
_PAUSE_MS = 300  # editors write a file in several steps
_TURN_MS = 500


def watch(project: Path, check: Check, terminal: Terminal) -> None:
    """Check, wait for a change under content/, check again, until Ctrl-C.

    check: returns what is found, and what is listed of it to begin with; of what a
        change brings, everything is. What it raises as a DiglotError is shown, and the
        watch goes on: a file is often broken while it is being written.
    """
    with suppress(KeyboardInterrupt):
        _watch(project, check, terminal)
    terminal.say("Stopped watching.")


def _watch(project: Path, check: Check, terminal: Terminal) -> None:
    content = project / "content"
    if not content.is_dir():
        check()  # says what is missing
    batches = watchfiles.watch(
        content, debounce=_PAUSE_MS, step=50, rust_timeout=_TURN_MS, yield_on_timeout=True
    )
    # Watching begins with the first turn: before the check, so that no change slips between.
    next(batches)
    known = _checked(check, terminal)
    if known:
        terminal.listing(known, project)
    terminal.say("Watching content/ for changes; stop with Ctrl-C.")
    for batch in filter(None, batches):
        terminal.say(_changed_files(project, (path for _, path in batch)))
        found = _checked(check, terminal)
        if found:
            changed = changes(known.every if known else (), found.every)
            terminal.gone(changed.gone)
            terminal.findings(changed.new, project)
            terminal.say(counted(found.every))
            known = found


def _checked(check: Check, terminal: Terminal) -> Listing | None:
    try:
        return check()
    except DiglotError as error:
        terminal.say(f"error: {error}")
        return None


def _changed_files(project: Path, paths: Iterable[str]) -> str:
    """Return the names of changed files on one line."""
    names = sorted({Path(path).relative_to(project).as_posix() for path in paths})
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"--- {', '.join(names[:3])}{more}"

"""`check --watch`: the check again at every change of content/, and only what that changed.

Knows the folder's changes and the terminal; how a check is done it is told.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from diglot.cli.terminal import Terminal
from diglot.core.errors import DiglotError
from diglot.disk.changes import changed_files, named
from diglot.report import Listing, changes, counted

Check = Callable[[], Listing]


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
    if not (project / "content").is_dir():
        check()  # says what is missing
    batches = changed_files(project)
    next(batches)
    known = _checked(check, terminal)
    if known:
        terminal.listing(known, project)
    terminal.say("Watching content/ for changes; stop with Ctrl-C.")
    for paths in batches:
        terminal.say(named(paths))
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

"""The translator's worksheet of a book that is checked."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from urllib.parse import quote

from diglot.disk.template_files import templates_of
from diglot.run.pipeline import Checked
from diglot.translation import Stamped
from diglot.translation.changes import Run, marked_pieces
from diglot.translation.words import spoken_pieces
from diglot.writers.worksheet import Extras, worksheet


def worksheet_of(checked: Checked, interface: str, editor: str | None = None) -> str:
    """Return the page on which a translator sees both languages with the findings.

    interface: the language of its own words, "" for the source language. editor: the address by
        which it opens a file, None for as the book says.
    """
    address = checked.config.editor if editor is None else editor
    changed = {tag: _changed(stamped) for tag, stamped in checked.stamped.items()}
    opened = partial(opened_at, checked.config.project, address) if address else None
    return worksheet(
        checked.bitext,
        checked.findings,
        templates_of(checked.config.project),
        interface or checked.book.source.language,
        Extras(changed, opened),
    )


def _changed(stamped: Stamped) -> dict[tuple[str, int], tuple[Run, ...]]:
    """Return, by file and line, what has changed in the source of sections that are stale."""
    found: dict[tuple[str, int], tuple[Run, ...]] = {}
    for unit in stamped.units:
        if stamped.state(unit) != "stale" or not (before := stamped.stamps[unit.key].text):
            continue
        pieces = spoken_pieces(unit.source)
        marked = marked_pieces(before, [words for _, words in pieces])
        for (position, _), runs in zip(pieces, marked, strict=True):
            place = position.path, position.line
            if runs:
                found[place] = (*found.get(place, ()), *runs)
    return found


def opened_at(project: Path, address: str, path: str, line: int) -> str:
    """Return the address at which an editor opens a file of a project at a line."""
    whole = quote((project / path).as_posix())
    return address.replace("{path}", whole).replace("{line}", str(line))

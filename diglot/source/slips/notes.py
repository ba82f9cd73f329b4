"""Where the texts of notes are, in whatever they are.

Goes in: `Lines`. Comes out: the label of each note, and the lines of its text.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from diglot.source.scan.scanned import Lines


class NoteText(Struct, frozen=True):
    """A note's text. sign: what begins it, "[^x]:". numbers: of its lines, from 0."""

    sign: str
    numbers: range

    @property
    def label(self) -> str:
        """Return the label, as marks of the note say it."""
        return self.sign[2:-2]


def note_texts(lines: Lines) -> Iterator[NoteText]:
    """Yield the texts of notes in the order of their first lines."""
    for number, stack in enumerate(lines.stacks):
        for container in stack:
            if container.kind == "note" and container.first == number:
                stop = number + 1
                while stop < len(lines.stacks) and (
                    container in lines.stacks[stop] or lines.goes_on[stop]
                ):
                    stop += 1
                yield NoteText(container.sign, range(number, stop))

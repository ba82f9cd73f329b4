"""translated.lock: which text of the source each section was translated from.

Goes in: the file's text. Comes out: stamps, and the text again. A stamp is a line:

    02-tools#install<TAB>3f2a9c81d0e4<TAB>Installing ¶ Two commands …

The key is "chapter" for a chapter's opening, "chapter#section" for a section; then the
digest of the source's words, and the words themselves, so that a change can be shown
without the help of git. Lines are sorted and parted by empty ones, so that changes to
two sections never meet in a merge. A file with conflict markers, or one that git's
"union" merge left with a key twice, is read as holding both sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from diglot.translation.words import digest

FILE_NAME = "translated.lock"
_HEADER = "# Which source each section was translated from. Written by `accept`; keep it in git."
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a section's source said when its translation was accepted.

    line: of the file, from 1; 0 for a new stamp. text: "" where it was taken out.
    """

    key: str
    digest: str
    text: str
    line: int = 0


def lock_path(language: str) -> str:
    """Return where the stamps of a language lie, relative to the project."""
    return f"content/{language}/{FILE_NAME}"


def stamp(key: str, text: str) -> Stamp:
    """Return a new stamp of a text."""
    return Stamp(key, digest(text), text)


def parse_stamps(content: str) -> tuple[Stamp, ...]:
    """Return the stamps in the text of a file; lines that are none are passed over."""
    found = []
    for number, line in enumerate(content.replace("\r\n", "\n").split("\n"), start=1):
        if line.startswith((*_MARKERS, "# ")):
            continue
        key, _, rest = line.removeprefix("\ufeff").partition("\t")
        name, _, text = rest.partition("\t")
        if key and name:
            found.append(Stamp(key, name, text, number))
    return tuple(found)


def format_stamps(stamps: Iterable[Stamp]) -> str:
    """Return the text of a file that holds these stamps."""
    lines = sorted({f"{s.key}\t{s.digest}\t{s.text}".rstrip("\t") for s in stamps})
    return "\n\n".join([_HEADER, *lines]) + "\n"

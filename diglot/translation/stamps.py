"""translated.lock: which text of the source each section was translated from.

Goes in: the file's text. Comes out: stamps, and the text again. A stamp is a line:

    02-tools#install<TAB>3f2a9c81d0e4:77be01a2c3d4<TAB>Installing ¶ Two commands …

The key is "chapter" for a chapter's opening, "chapter#section" for a section; then the
digests of the source's words and of the translation's, and the source's words themselves,
so that a change can be shown without the help of git. Lines are sorted and parted by empty
ones, so that changes to two sections never meet in a merge. A file with conflict markers, or
one that git's "union" merge left with a key twice, is read as holding both sides. What people
write between the stamps stays above the one that it was written above.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from diglot.translation.words import digest

FILE_NAME = "translated.lock"
_HEADER = "# Which source each section was translated from. Written by `accept`; keep it in git."
_MARKERS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class Stamp(Struct, frozen=True):
    """What a section's source said when its translation was accepted.

    line: of the file, from 1; 0 for a new stamp. text: "" where it was taken out.
    translation: the digest of what the translation said; "" where it is not known.
    """

    key: str
    digest: str
    text: str
    line: int = 0
    translation: str = ""


def lock_path(language: str) -> str:
    """Return where the stamps of a language lie, relative to the project."""
    return f"content/{language}/{FILE_NAME}"


def stamp(key: str, text: str, translation: str = "") -> Stamp:
    """Return a new stamp of a text. translation: the digest of its translation."""
    return Stamp(key, digest(text), text, translation=translation)


def parse_stamps(content: str) -> tuple[Stamp, ...]:
    """Return the stamps in the text of a file; lines that are none are passed over."""
    read = (_parsed(line, number) for number, line in enumerate(_lines(content), start=1))
    return tuple(found for found in read if found)


def parse_remarks(content: str) -> dict[str, list[str]]:
    """Return what people wrote between the stamps, by the key of the stamp that follows it.

    What follows the last one is under "".
    """
    remarks: dict[str, list[str]] = {}
    waiting: list[str] = []
    for line in _lines(content):
        if found := _parsed(line):
            known = remarks.setdefault(found.key, [])
            known += [remark for remark in waiting if remark not in known]
            waiting = []
        elif line.strip() and line.removeprefix("\ufeff") != _HEADER:
            waiting += [] if line.startswith(_MARKERS) else [line]
    return {**remarks, "": waiting}


def _lines(content: str) -> list[str]:
    return content.replace("\r\n", "\n").split("\n")


def _parsed(line: str, number: int = 0) -> Stamp | None:
    if line.startswith((*_MARKERS, "# ")):
        return None
    key, _, rest = line.removeprefix("\ufeff").partition("\t")
    name, _, text = rest.partition("\t")
    source, _, translation = name.partition(":")
    return Stamp(key, source, text, number, translation) if key and source else None


def format_stamps(
    stamps: Iterable[Stamp], remarks: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> str:
    """Return the text of a file that holds these stamps.

    remarks: as `parse_remarks` returns them. Those on stamps that are gone come last.
    """
    lines = {(s.key, f"{s.key}\t{_digests(s)}\t{s.text}".rstrip("\t")) for s in stamps}
    blocks = [_HEADER]
    known = set()
    for key, line in sorted(lines, key=lambda pair: pair[1]):
        blocks.append("\n".join([*(() if key in known else remarks.get(key, ())), line]))
        known.add(key)
    left = [remark for key, found in remarks.items() if key not in known for remark in found]
    return "\n\n".join([*blocks, *(["\n".join(left)] if left else [])]) + "\n"


def _digests(stamp: Stamp) -> str:
    return f"{stamp.digest}:{stamp.translation}" if stamp.translation else stamp.digest

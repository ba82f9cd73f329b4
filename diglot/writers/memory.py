"""Entries of a translation memory → TMX 1.4b, or a table for spreadsheets.

Knows these two formats, and how the inlines of a passage are written in them. Source:
https://www.gala-global.org/tmx-14b
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from diglot import __version__
from diglot.bitext.blocks.passages import Passage
from diglot.bitext.entry import Entry
from diglot.core.model import (
    Citation,
    Code,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Span,
    Styled,
    Text,
)
from diglot.render.markup import element, join

_PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'
_COLUMNS = (
    "tuid", "source_language", "target_language", "source", "target", "match", "kind",
    "chapter", "section", "source_file", "source_line", "target_file", "target_line",
)  # fmt: skip
_SPACES = re.compile(r"\s+")
# Signs that only say where a line may end.
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u2060\ufeff"))
_BYTE_ORDER_MARK = "\ufeff"  # by it spreadsheets know UTF-8


class _Piece(Struct, frozen=True):
    """A part of a passage: words, or what a translator takes over as it is.

    type: "" for words; else what TMX calls it. written: as Markdown has it.
    """

    type: str
    text: str
    written: str = ""


def tmx(entries: Sequence[Entry], source_language: str) -> str:
    """Return entries as a memory in TMX 1.4b that serves in both directions."""
    header = element(
        "header",
        {
            "creationtool": "diglot",
            "creationtoolversion": __version__,
            "segtype": "paragraph",
            "o-tmf": "diglot",
            "adminlang": "en",
            # Any of the languages may be the source: so the memory serves either way.
            "srclang": "*all*",
            "datatype": "plaintext",
        },
        element("prop", {"type": "x-original-language"}, source_language),
    )
    names = _Names()
    units = [_unit(entry, names.of(entry)) for entry in entries]
    body = element("body", {}, "\n", join(units, "\n"), "\n")
    root = element("tmx", {"version": "1.4"}, "\n", header, "\n", body, "\n")
    return f"{_PROLOG}{root}\n"


def table(entries: Sequence[Entry]) -> str:
    """Return entries as comma-separated values, with a line of heads."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    write(_COLUMNS)
    names = _Names()
    for entry in entries:
        source, target = entry.source, entry.translation
        write(
            (
                names.of(entry), *entry.languages, _plain(source), _plain(target),
                _match(entry), source.kind, entry.chapter, entry.section,
                source.position.path, source.position.line,
                target.position.path, target.position.line,
            )
        )  # fmt: skip
    return _BYTE_ORDER_MARK + out.getvalue()


def _match(entry: Entry) -> str:
    return "sure" if entry.is_sure else "doubtful"


class _Names:
    """Gives each entry a name of its own, which stays as long as its place and words do."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = defaultdict(int)

    def of(self, entry: Entry) -> str:
        words = "\0".join((_plain(entry.source), entry.source.kind))
        digest = hashlib.sha256(words.encode()).hexdigest()[:10]
        place = _SPACES.sub("_", f"{entry.chapter}#{entry.section}")
        name = f"{entry.languages[1]}:{place}:{digest}"
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}:{self._seen[name]}"


# TMX ---------------------------------------------------------------------------------


def _unit(entry: Entry, name: str) -> Markup:
    props = (
        ("x-chapter", entry.chapter),
        ("x-section", entry.section),
        ("x-kind", entry.source.kind),
        ("x-match", _match(entry)),
    )
    ours, theirs = _pieces(entry.source), _pieces(entry.translation)
    numbers = _numbers(ours, theirs)
    sides = (
        _variant(language, side, pieces, marks)
        for language, side, pieces, marks in zip(
            entry.languages,
            (entry.source, entry.translation),
            (ours, theirs),
            numbers,
            strict=True,
        )
    )
    return element(
        "tu",
        {"tuid": name},
        *(element("prop", {"type": kind}, value) for kind, value in props if value),
        "\n",
        join(sides, "\n"),
        "\n",
    )


def _variant(
    language: str, side: Passage, pieces: Sequence[_Piece], numbers: Sequence[int]
) -> Markup:
    place = f"{side.position.path}:{side.position.line}"
    return element(
        "tuv",
        {"xml:lang": language},
        element("prop", {"type": "x-place"}, place),
        element("seg", {}, *_inside(pieces, numbers)),
    )


def _inside(pieces: Sequence[_Piece], numbers: Sequence[int]) -> Iterator[str]:
    """Yield what a segment holds: a program that knows no marks still reads words and code."""
    waiting = enumerate(numbers, 1)
    for piece in pieces:
        if not piece.type:
            yield piece.text
            continue
        place, number = next(waiting)
        if piece.type == "code":
            fence = "``" if "`" in piece.text else "`"
            yield element("bpt", {"i": place, "x": number, "type": "code"}, fence)
            yield piece.text
            yield element("ept", {"i": place}, fence)
        else:
            yield element("ph", {"x": number, "type": piece.type}, piece.written)


def _numbers(ours: Sequence[_Piece], theirs: Sequence[_Piece]) -> tuple[list[int], list[int]]:
    """Return the numbers of both languages' marks: counterparts have the same."""
    mine = [piece for piece in ours if piece.type]
    free: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, piece in enumerate(mine, 1):
        free[_identity(piece)].append(number)
    last = len(mine)
    found: list[int] = []
    for piece in theirs:
        if not piece.type:
            continue
        same = free[_identity(piece)]
        last += 0 if same else 1
        found.append(same.pop(0) if same else last)
    return list(range(1, len(mine) + 1)), found


def _identity(piece: _Piece) -> tuple[str, str]:
    """Return by what a mark is known again; notes are numbered, so any is as good."""
    return piece.type, "" if piece.type == "fnote" else piece.written or piece.text


# Passages ----------------------------------------------------------------------------


def _plain(side: Passage) -> str:
    """Return a passage as people read it, without the marks of notes and without pictures."""
    kept = (
        piece.text if piece.type in {"", "code"} else piece.written
        for piece in _pieces(side)
        if piece.type not in {"fnote", "image"}
    )
    return _SPACES.sub(" ", "".join(kept)).strip()


def _pieces(side: Passage) -> list[_Piece]:
    """Return the parts of a passage, words that touch as one; emphasis and targets left out."""
    found: list[_Piece] = []
    for piece in _parts(side.inlines) if side.inlines else [_Piece("", side.everything)]:
        if found and not piece.type and not found[-1].type:
            found[-1] = _Piece("", found[-1].text + piece.text)
        else:
            found.append(piece)
    return _trimmed([_plainly_spaced(piece) for piece in found])


def _plainly_spaced(piece: _Piece) -> _Piece:
    """Return a piece with plain spaces, by which programs look words up."""
    text = _SPACES.sub(" ", piece.text.translate(_UNSEEN)) if not piece.type else piece.text
    return _Piece(piece.type, text, piece.written)


def _trimmed(pieces: list[_Piece]) -> list[_Piece]:
    """Return pieces without space at either end."""
    if pieces and not pieces[0].type:
        pieces[0] = _Piece("", pieces[0].text.lstrip())
    if pieces and not pieces[-1].type:
        pieces[-1] = _Piece("", pieces[-1].text.rstrip())
    return [piece for piece in pieces if piece.type or piece.text]


def _parts(inlines: tuple[Inline, ...]) -> Iterator[_Piece]:
    for inline in inlines:
        match inline:
            case Text(text=text):
                yield _Piece("", text)
            case LineBreak():
                yield _Piece("", " ")
            case Code(text=text):
                yield _Piece("code", text)
            case Math(tex=tex):
                yield _Piece("x-formula", "", f"${tex}$")
            case Note(number=number):
                yield _Piece("fnote", "", f"[^{number}]")
            case Image(alt=alt, source=source):
                yield _Piece("image", "", f"![{alt}]({source})")
            case Citation(keys=keys):
                yield _Piece("x-citation", "", f"[{'; '.join(f'@{key}' for key in keys)}]")
            case Link(target=target, children=()):
                yield _Piece("link", "", f"[]({target})")
            case Styled(children=children) | Span(children=children) | Link(children=children):
                yield from _parts(children)

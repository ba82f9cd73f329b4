"""Where a block stands: finds the words of each block in the source, in reading order.

pandoc's Markdown reader gives no positions. Its blocks come in the order of the
source, with the letters and digits of the source, so each can be found by
looking for its letters from where the last one ended. One reading is enough,
and any of pandoc's block kinds can be placed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from diglot.model import Position
from diglot.source.code import without_code
from diglot.source.lines import scan

_LETTERS = re.compile(r"[^\W_]+")
_NO_LETTERS = re.compile(r"[\W_]+")
_NOTE_MARK = re.compile(r"(?<!\\)(?:\[\^(?P<label>[^\]\s]+)\](?!:)|\^\[)")
_NOTE_TEXT = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]+)\]:", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")
_HEADING = re.compile(r"^(?:#{1,6}[ \t]+|(?=\S[^\n]*\n(?:=+|-+)[ \t]*$))", re.MULTILINE)
_LINE_START = re.compile(r"[ \t]*")

_COMMENT = re.compile(r"<!--[\s\S]*?-->")
# What stands between blocks and is not read in their order: notes' texts.
_ASIDE = re.compile(
    r"^ {0,3}\[\^[^\]\s]+\]:.*\n?(?:[ \t]*\n(?=[ \t]*\n| {4}|\t)|[ \t]*\S.*\n?)*",
    re.MULTILINE,
)
# A key of a few letters is soon found by accident: the shorter, the nearer it must be.
# From (letters in the key) to (letters that may be passed over).
_KEY_LENGTH = 24
_REACH = ((24, None), (12, 1500), (1, 300))


@dataclass(frozen=True, slots=True)
class NoteDefinition:
    """A note's text in the source. offset: where the text begins, after "[^x]:"."""

    label: str
    offset: int
    mark_offset: int


class Places:
    """A reader's finger on the source text of one chapter, moving forward."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        coded = without_code(scan(text.split("\n")))
        seen = _without_comments(text, coded)
        self._letters = _NO_LETTERS.sub("", seen)
        self._offsets = [
            offset for match in _LETTERS.finditer(seen) for offset in range(*match.span())
        ]
        self._line_starts = [0] + [match.end() for match in re.finditer("\n", text)]
        self._cursor = 0  # in letters
        self._is_in_note = False
        self._limit = len(self._letters)
        self.with_comments = coded  # without code, comments and all
        self.prose = _without_comments(coded, coded)
        self._headings = [
            (bisect_left(self._offsets, match.end()), match.start())
            for match in _HEADING.finditer(self.prose)
        ]
        self._asides = [match.span() for match in _ASIDE.finditer(self.prose)]
        self.definitions = {
            match["label"]: NoteDefinition(match["label"], match.end(), match.start())
            for match in reversed(list(_NOTE_TEXT.finditer(self.prose)))
        }

    def at(self, offset: int) -> Position:
        """Return the position of a character of the text."""
        line = bisect_left(self._line_starts, offset + 1)
        return Position(self.path, line, offset - self._line_starts[line - 1] + 1)

    def block(self, words: str) -> Position:
        """Move to where a block begins with `words`; return its line's first mark.

        Where the words are not found, the finger stays and its place is returned.
        """
        if not self._is_in_note:
            self._pass_asides()
        found = self._find(words)
        if found is not None:
            self._cursor = found[0]
        offset = self._offsets[found[0]] if found else self.here
        line_start = self._line_starts[self.at(offset).line - 1]
        match = _LINE_START.match(self.text, line_start)
        return self.at(match.end() if match else offset)

    def heading(self, words: str) -> Position:
        """Move to the next heading that begins with `words`; return where its line begins.

        The same words may stand in a picture's description before it, which is not read.
        """
        letters = _NO_LETTERS.sub("", words)[:_KEY_LENGTH]
        first = bisect_left(self._headings, (self._cursor, 0))
        for index, start in self._headings[first:] if letters else ():
            if self._letters.startswith(letters, index):
                self._cursor = index
                return self.at(start)
        return self.block(words)

    def comes_next(self, words: str, after: str = "") -> bool:
        """Tell whether the next letters are those of `words`, or of `after` and `words`."""
        self._pass_asides()
        letters = _NO_LETTERS.sub("", words)[:_KEY_LENGTH]
        starts = (letters, after + letters, after.lower() + letters)
        return bool(letters) and self._letters.startswith(starts, self._cursor)

    def _pass_asides(self) -> None:
        """Move past notes' texts that begin where the finger is."""
        while self._cursor < len(self._offsets):
            offset = self._offsets[self._cursor]
            index = bisect_right(self._asides, (offset, len(self.text))) - 1
            if index < 0 or offset >= self._asides[index][1]:
                return
            self.move_to(self._asides[index][1])

    @contextmanager
    def inside_drawn_table(self) -> Iterator[None]:
        """Look no further, for a while, than the lines of bars or plus signs that begin here."""
        outer = self._limit
        offset = self._offsets[self._cursor] if self._cursor < len(self._offsets) else 0
        line_start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n\n", line_start)
        if end >= 0 and self.text[line_start : line_start + 4].lstrip()[:1] in ("|", "+"):
            self._limit = bisect_left(self._offsets, end)
        yield
        self._limit = outer

    @contextmanager
    def inside_note(self, definition: NoteDefinition) -> Iterator[None]:
        """Put the finger on a note's text for a while, then back where it was."""
        outer, self._is_in_note = (self._cursor, self._is_in_note), True
        self.move_to(definition.offset)
        yield
        self._cursor, self._is_in_note = outer

    def skip(self, words: str) -> None:
        """Move past `words`, where they are found."""
        if found := self._find(words):
            self._cursor = found[1]

    def skip_run(self, words: Sequence[str]) -> None:
        """Move past each of some words."""
        letters = _NO_LETTERS.sub("", "".join(words))
        # Where they stand one after another, as they mostly do, one look is as good as many.
        if self._letters.startswith(letters, self._cursor, self._limit):
            self._cursor += len(letters)
            return
        for word in words:
            self.skip(word)

    def _find(self, words: str) -> tuple[int, int] | None:
        """Return where `words`, or at least the first of them, begin and end in letters."""
        if found := self._find_all(words):
            return found
        first = words.split(maxsplit=1)[:1]
        return self._find_all(first[0]) if first and first[0] != words else None

    def _find_all(self, words: str) -> tuple[int, int] | None:
        letters = _NO_LETTERS.sub("", words)
        if not letters:
            return None
        key = letters[:_KEY_LENGTH]
        reach = next(reach for length, reach in _REACH if len(key) >= length)
        end = self._limit
        if reach is not None:
            end = min(end, self._cursor + reach + len(key))
        found = self._letters.find(key, self._cursor, end)
        if found < 0:
            return None
        whole = self._letters.startswith(letters, found)
        return found, found + (len(letters) if whole else len(key))

    @property
    def here(self) -> int:
        """Return the offset just after the last thing found."""
        return self._offsets[self._cursor - 1] + 1 if self._cursor else 0

    def next(self) -> Position:
        """Return where the next letter stands."""
        is_last = self._cursor >= len(self._offsets)
        return self.at(self.here if is_last else self._offsets[self._cursor])

    def literal(self, string: str, *, is_block: bool = False) -> Position:
        """Move past a string of the same paragraph, or further on; return where it begins.

        Where it does not stand in the source as it is, the finger stays.
        """
        end = len(self.text) if is_block else self._paragraph_end()
        found = self.text.find(string, self.here, end) if string else -1
        if found < 0:
            return self.at(self.here)
        self.move_to(found + len(string))
        return self.at(found)

    def _paragraph_end(self) -> int:
        """Return where the paragraph ends in which the next letter stands."""
        is_last = self._cursor >= len(self._offsets)
        match = None if is_last else _BLANK_LINE.search(self.text, self._offsets[self._cursor])
        return match.start() if match else len(self.text)

    def move_to(self, offset: int) -> None:
        """Put the finger on a character of the text."""
        self._cursor = bisect_left(self._offsets, offset)

    def rule(self) -> Position:
        """Return where the next line of hyphens, asterisks or underscores stands."""
        match = _RULE.search(self.text, self.here)
        return self.at(match.start() if match else self.here)

    def note_mark(self) -> tuple[Position, NoteDefinition | None]:
        """Move past the next note mark; return where it is and its note's text.

        The definition is None for a note written in the line, ^[like this].
        """
        match = _NOTE_MARK.search(self.prose, self.here, self._paragraph_end())
        if not match:
            return self.at(self.here), None
        self.move_to(match.end())
        return self.at(match.start()), self.definitions.get(match["label"] or "")

    def unused_notes(self) -> tuple[NoteDefinition, ...]:
        """Return the notes that no mark refers to."""
        used = {match["label"] for match in _NOTE_MARK.finditer(self.prose)}
        return tuple(d for label, d in self.definitions.items() if label not in used)


def _without_comments(text: str, coded: str) -> str:
    """Return the text with comments blanked out, each character in its place.

    coded: the same text without its code, in which "<!--" begins no comment.
    """
    parts, end = [], 0
    for match in _COMMENT.finditer(coded):
        parts += [text[end : match.start()], re.sub(r"[^\n]", " ", match[0])]
        end = match.end()
    return "".join([*parts, text[end:]])

"""Where a block is: finds the words of each block in the source, in reading order.

pandoc's Markdown reader gives no positions. Its blocks come in the order of the
source, with the letters and digits of the source, so each can be found by
looking for its letters from where the last one ended. One reading is enough,
and any of pandoc's block kinds can be placed.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import compress, count

from msgspec import Struct

from diglot.core.model import Position
from diglot.source.plain import read_plain
from diglot.source.scan.lines import Lines
from diglot.source.scan.tags import TAG
from diglot.source.slips.notes import NoteText, note_texts
from diglot.text.slugs import slug

_NOTE_MARK = re.compile(r"(?<!\\)(?:\[\^(?P<label>[^\]\s]+)\]|\^\[)")
_RULE = re.compile(r"^ {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")
_HEADING = re.compile(r"^(?:#{1,6}[ \t]+|(?=\S[^\n]*\n(?:=+|-+)[ \t]*$))", re.MULTILINE)
_NESTED_HEADING = re.compile(r"[ \t]*(?:[>*+-]|\d{1,9}[.)])[ \t>*+-]*#{1,6}[ \t]")
_HEADING_NAME = re.compile(r"^(#{1,6}[ \t].*)(\{[^{}\n]*\}[ \t]*)$", re.MULTILINE)
# A division's kind and its attributes. What another program has behind them is its title.
_FENCE = re.compile(
    r"^[ \t>*+-]*:{3,}[ \t]*(?:[\w-]+|\{[\w-]+\})?(?:[ \t]*\{[^{}\n]*\})?", re.MULTILINE
)
_CORE = re.compile(r"(?P<tag></?[A-Za-z][\w-]*)|#(?P<id>.+)")
_LINE_START = re.compile(r"[ \t]*")

# What is behind the words of a link: marks that close, and its target or its label.
_LABEL = re.compile(r"[^\w\[\]\n]{0,6}\][ ]?(?:\[(?P<label>[^\[\]]+)\]|(?P<target>\())")
_COMMENT = re.compile(r"<!--[\s\S]*?-->")
_SIGN = re.compile(r"[^\n]")
# A key of a few letters is soon found by accident: the shorter, the nearer it must be.
# From (letters in the key) to (letters that may be passed over).
_KEY_LENGTH = 24
_REACH = ((24, None), (12, 1500), (1, 300))
_FEW = 3  # letters: words inside a paragraph that have no more are not looked for below it


class NoteDefinition(Struct, frozen=True):
    """A note's text in the source. offset: where the text begins, after "[^x]:"."""

    label: str
    offset: int
    mark_offset: int


class Places:
    """A reader's finger on the source text of one chapter, moving forward."""

    def __init__(self, path: str, text: str, lines: Lines | None = None) -> None:
        """Begin at the first letter. lines: the plain lines of the text, if they are known."""
        self.path = path
        self.text = text
        lines, coded = read_plain(text, lines)
        self.prose = _without(_COMMENT, coded, coded)
        seen = _without(TAG, _without(_COMMENT, text, coded), self.prose)
        seen = _HEADING_NAME.sub(lambda match: match[1] + " " * len(match[2]), seen)
        seen = _without(_FENCE, seen, self.prose)
        is_letter = list(map(str.isalnum, seen))
        self._letters = "".join(compress(seen, is_letter))
        self._offsets = array("I", compress(count(), is_letter))
        self._line_starts = [0] + [match.end() for match in re.finditer("\n", text)]
        self._cursor = 0  # in letters
        self._passed = 0  # the offset after what was passed last, in which no letter counts
        self._is_in_note = False
        self._limit = len(self._letters)
        self.with_comments = coded  # without code, comments and all
        self._headings = [
            (bisect_left(self._offsets, match.end()), match.start())
            for match in _HEADING.finditer(self.prose)
        ]
        self._passed_headings = 0
        self._asides, self._note_texts = self._place_notes(note_texts(lines))
        signs = {note.mark_offset for note in self._note_texts}
        self._marks = [m for m in _NOTE_MARK.finditer(self.prose) if m.start() not in signs]
        # Of two texts with one label pandoc reads the last.
        self.definitions = {note.label: note for note in self._note_texts}
        self._read_notes: set[str] = set()
        self._all_notes_placed = True

    def _place_notes(
        self, notes: Iterable[NoteText]
    ) -> tuple[list[tuple[int, int]], list[NoteDefinition]]:
        """Return from where to where notes' texts are, and their definitions, in order."""
        ends = [*self._line_starts, len(self.text)]
        asides, definitions = [], []
        for note in notes:
            start = self.text.index(note.sign, ends[note.numbers.start])
            asides.append((start, ends[min(note.numbers.stop, len(ends) - 1)]))
            definitions.append(NoteDefinition(note.label, start + len(note.sign), start))
        return asides, definitions

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
        found = self._find(words, self._section_end()) or self._find(words, self._limit)
        if found is not None:
            self._cursor = found[0]
        return self._line_of(self._offsets[found[0]] if found else self.here)

    def heading(self, words: str) -> Position:
        """Move to the next heading that begins with `words`; return where its line begins.

        The same words may be in a picture's description before it, which is not read. The
        finger may move back, should it have gone too far in the section before.
        """
        letters = _letters_of(words)[:_KEY_LENGTH]
        if self._is_nested_heading(letters):
            return self.block(words)
        for number in range(self._passed_headings, len(self._headings) if letters else 0):
            index, start = self._headings[number]
            if self._letters.startswith(letters, index):
                self._cursor, self._passed_headings = index, number + 1
                return self.at(start)
        return self.block(words)

    def _is_nested_heading(self, letters: str) -> bool:
        """Tell whether a heading that begins so is in a quotation or item, before the next."""
        following = self._headings[self._passed_headings : self._passed_headings + 1]
        if not letters or (following and self._letters.startswith(letters, following[0][0])):
            return False
        end = following[0][0] if following else len(self._letters)
        found = self._letters.find(letters, self._cursor, end)
        line = self._line_of(self._offsets[found]) if found >= 0 else None
        start = self._line_starts[line.line - 1] if line else 0
        return line is not None and bool(_NESTED_HEADING.match(self.prose, start))

    def _section_end(self) -> int:
        """Return before which letter the section ends in which the finger is."""
        after = bisect_right(self._headings, (self._cursor, len(self.text)))
        return self._headings[after][0] if after < len(self._headings) else len(self._letters)

    def comes_next(self, words: str, after: str = "") -> bool:
        """Tell whether the next letters are those of `words`, or of `after` and `words`."""
        self._pass_asides()
        letters = _letters_of(words)[:_KEY_LENGTH]
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

    def line(self, number: int) -> str:
        """Return a line of the text, the first of which is 1; "" beyond the last."""
        start, end = (
            self._line_starts[n] if n < len(self._line_starts) else len(self.text)
            for n in (number - 1, number)
        )
        return self.text[start:end].rstrip("\n")

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
        """Move past `words`, where they are found in the section."""
        limit = self._section_end()
        if len(_letters_of(words)) <= _FEW:
            limit = min(limit, bisect_left(self._offsets, self._paragraph_end()))
        if found := self._find(words, limit):
            self._cursor = found[1]

    def skip_run(self, words: str) -> None:
        """Move past each of some words with spaces between them."""
        letters = _letters_of(words)
        # Where they follow one another, as they mostly do, one look is as good as many.
        if self._letters.startswith(letters, self._cursor, self._limit):
            self._cursor += len(letters)
            return
        for word in words.split(" "):
            self.skip(word)

    def _find(self, words: str, limit: int) -> tuple[int, int] | None:
        """Return where `words`, or at least the first of them, begin and end in letters.

        limit: before which letter they are looked for.
        """
        if found := self._find_all(words, limit):
            return found
        first = words.split(maxsplit=1)[:1]
        return self._find_all(first[0], limit) if first and first[0] != words else None

    def _find_all(self, words: str, limit: int) -> tuple[int, int] | None:
        letters = _letters_of(words)
        if not letters:
            return None
        key = letters[:_KEY_LENGTH]
        reach = next(reach for length, reach in _REACH if len(key) >= length)
        end = min(limit, self._limit)
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

    @property
    def _here(self) -> int:
        """Return the same, or the offset after a tag that was passed since."""
        is_since = self._cursor == bisect_left(self._offsets, self._passed)
        return max(self.here, self._passed) if is_since else self.here

    def next(self) -> Position:
        """Return where the next letter is."""
        is_last = self._cursor >= len(self._offsets)
        return self.at(self.here if is_last else self._offsets[self._cursor])

    def literal(self, string: str, *, is_block: bool = False) -> Position:
        """Move past a string of the same paragraph, or further on; return where it begins.

        Where the source does not have it as it is, the finger stays. Of a tag, whose attributes
        may have been repaired, the name is enough, and of a target the id, as roles name it.
        """
        end = len(self.text) if is_block else self._paragraph_end()
        found = self.text.find(string, self._here, end) if string else -1
        if found < 0 and (core := _CORE.match(string)):
            string = core["tag"] or core["id"]
            found = self.text.find(string, self._here, end)
        if found < 0:
            return self.at(self.here)
        self._passed = found + len(string)
        self.move_to(self._passed)
        return self.at(found)

    def heading_target(self, words: str, title: str) -> str:
        """Return the target of a link to a heading without an id, whose words were passed.

        pandoc knows that `[Words of a heading]` and `[words][heading]` are links, and says "#".
        So it does of `(#)`. title: the chapter's, at its top.
        """
        match = _LABEL.match(self.text, self.here)
        name = slug((match and match["label"]) or words)
        is_top = (match and match["target"]) or name == slug(title)
        return "#" if is_top else f"#{name}"

    def ahead(self, string: str) -> Position:
        """Return where the line begins in which a string is next; the finger stays."""
        found = self.text.find(string, self._here)
        return self._line_of(found if found >= 0 else self.here)

    def _line_of(self, offset: int) -> Position:
        """Return the first mark of the line of a character."""
        line_start = self._line_starts[self.at(offset).line - 1]
        match = _LINE_START.match(self.text, line_start)
        return self.at(match.end() if match else offset)

    def _paragraph_end(self) -> int:
        """Return where the paragraph ends in which the next letter is."""
        is_last = self._cursor >= len(self._offsets)
        match = None if is_last else _BLANK_LINE.search(self.text, self._offsets[self._cursor])
        return match.start() if match else len(self.text)

    def move_to(self, offset: int) -> None:
        """Put the finger on a character of the text."""
        self._cursor = bisect_left(self._offsets, offset)

    def rule(self) -> Position:
        """Return where the next line of hyphens, asterisks or underscores is."""
        match = _RULE.search(self.text, self.here)
        return self.at(match.start() if match else self.here)

    def note_mark(self) -> tuple[Position, NoteDefinition | None]:
        """Move past the next note mark; return where it is and its note's text.

        The definition is None for a note written in the line, ^[like this].
        """
        first = bisect_left(self._marks, self.here, key=lambda mark: mark.start())
        match = next(iter(self._marks[first : first + 1]), None)
        if not match or match.end() > self._paragraph_end():
            self._all_notes_placed = False
            return self.at(self.here), None
        self.move_to(match.end())
        definition = self.definitions.get(match["label"] or "")
        if definition:
            self._read_notes.add(definition.label)
        elif match["label"]:
            self._all_notes_placed = False
        return self.at(match.start()), definition

    def unused_notes(self) -> tuple[NoteDefinition, ...]:
        """Return the notes that no mark refers to, or only one inside code."""
        used = {match["label"] for match in self._marks}
        if self._all_notes_placed:
            used &= self._read_notes
        return tuple(d for label, d in self.definitions.items() if label not in used)

    def doubled_notes(self) -> tuple[NoteDefinition, ...]:
        """Return the notes that are not read, as another of the same label comes after them."""
        return tuple(d for d in self._note_texts if self.definitions[d.label] is not d)


@lru_cache(maxsize=8)  # the same words are looked for, and then passed
def _letters_of(text: str) -> str:
    """Return the letters and digits of a text, one after another."""
    return "".join(filter(str.isalnum, text))


def _without(pattern: re.Pattern[str], text: str, seen: str) -> str:
    """Return the text with comments, tags or fences blanked out, each character in its place.

    seen: the same text without what "<!--" or "<b>" means nothing in, such as its code.
    """
    parts, end = [], 0
    for match in pattern.finditer(seen):
        parts += [text[end : match.start()], _SIGN.sub(" ", match[0])]
        end = match.end()
    return "".join([*parts, text[end:]])

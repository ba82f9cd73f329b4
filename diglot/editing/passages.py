"""A stretch of Markdown lines → its passages: what is words, and what is not.

Words are to be translated; code, tables, pictures, formulas and the fences of divisions
are taken over as they are. Where it is not certain, a passage counts as words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from diglot.editing.headings import heading_level, is_underlined
from diglot.source.code import without_code
from diglot.source.scan.lines import Fence, scan

PassageKind = Literal["words", "kept", "heading", "note", "fence", "comment"]

_DIV_FENCE = re.compile(r" {0,3}:{3,}[ \t]*(?P<opening>\S.*?)?[ \t]*:*[ \t]*")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_DASHES = re.compile(r" *-{3,}[- ]*")
_LIST = re.compile(r" {0,3}(?:[-*+]|\(?(?:\d+|[A-Za-z#]|[ivxlcIVXLC]+)[.)]|\(?@[\w-]*\))[ \t]+\S")
_NOTE = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]+)\]:")
_TARGET = re.compile(r" {0,3}\[[^\]^@][^\]]*\]:[ \t]*\S+.*")
_MEANING = re.compile(r" {0,3}[:~][ \t]+\S")
_CAPTION = re.compile(r" {0,3}(?:[Tt]able)?:[ \t]+\S")
_PIPE_RULE = re.compile(r"[ \t]*(?=.*\|)\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_GRID_RULE = re.compile(r"[ \t]*\+(?:[-=:]+\+)+[ \t]*")
_SIMPLE_RULE = re.compile(r" *-{2,}(?: +-{2,})+ *")
_INNER = r"[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*"
_PICTURE = re.compile(rf"!\[{_INNER}\](?:\([^()]*\)|\[[^\]]*\])(?:\{{[^{{}}]*\}})?\s*")
_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)")


class Passage(Struct):
    """Neighbouring lines of one kind.

    label: of a note. goes_on: indented lines continue it. start: the first line's index.
    """

    kind: PassageKind
    lines: list[str]
    label: str = ""
    goes_on: bool = False
    is_table: bool = False
    is_code: bool = False
    start: int = 0

    @property
    def marks(self) -> set[str]:
        """Return the labels of the notes that are marked here."""
        return set() if self.is_code else set(_MARK.findall(without_code(scan(self.lines))))


def heading_numbers(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers, from 1, of the lines that begin a heading."""
    scanned = passages(lines)
    return frozenset(passage.start + 1 for passage in scanned if passage.kind == "heading")


def passages(lines: Sequence[str]) -> list[Passage]:
    """Return the passages of some lines, in order, without the empty lines between them."""
    return _Scan(list(lines)).found()


class _Scan:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.done: list[Passage] = []
        self.scanned = scan(lines)

    def found(self) -> list[Passage]:
        while self.at < len(self.lines):
            if not self.lines[self.at].strip():
                self.at += 1
                continue
            start = self.at
            passage = self._next()
            passage.start = start
            if not self._joins(passage, start):
                self.done.append(passage)
        self._keep_captions()
        self._balance_fences()
        return self.done

    def _next(self) -> Passage:
        line, following = self.lines[self.at], self._line(self.at + 1)
        if fence := self._fence(self.at):
            return Passage("kept", self._take(fence.last + 1 - self.at), is_code=True)
        if _DIV_FENCE.fullmatch(line):
            return Passage("fence", self._take(1))
        if line.lstrip().startswith("<!--"):
            return self._comment()
        if heading_level(line, following):
            return Passage("heading", self._take(2 if is_underlined(line) else 1))
        if _RULE.fullmatch(line) and not following.strip():
            return Passage("kept", self._take(1))
        if _DASHES.fullmatch(line):
            return self._table_between_dashes()
        return self._paragraph()

    def _fence(self, index: int) -> Fence | None:
        """Return the code that begins on a line, with nothing but an indent before it."""
        is_bare = self.lines[index].lstrip()[:1] in ("`", "~")
        return self.scanned.fences.get(index) if is_bare else None

    def _line(self, index: int) -> str:
        return self.lines[index] if index < len(self.lines) else ""

    def _take(self, count: int) -> list[str]:
        taken = self.lines[self.at : self.at + count]
        self.at += count
        return taken

    def _until(self, is_last: Callable[[int], bool]) -> list[str] | None:
        """Take the lines up to the first that `is_last`; None where there is no such line."""
        for index in range(self.at + 1, len(self.lines)):
            if is_last(index):
                return self._take(index + 1 - self.at)
        return None

    def _comment(self) -> Passage:
        if "-->" in self.lines[self.at]:
            is_alone = self.lines[self.at].rstrip().endswith("-->")
            return Passage("comment", self._take(1)) if is_alone else self._paragraph()
        taken = self._until(lambda index: "-->" in self.lines[index])
        return Passage("comment", taken) if taken else Passage("words", self._take(1))

    def _table_between_dashes(self) -> Passage:
        def is_end(index: int) -> bool:
            is_rule = bool(_DASHES.fullmatch(self.lines[index]))
            return is_rule and index > self.at + 1 and not self._line(index + 1).strip()

        taken = self._until(is_end)
        return Passage("kept", taken, is_table=True) if taken else self._paragraph()

    def _paragraph(self) -> Passage:
        end = self.at + 1
        while end < len(self.lines) and not self._stops(end):
            end += 1
        first = self.lines[self.at]
        taken = self._take(end - self.at)
        if match := _NOTE.match(first):
            return Passage("note", taken, match["label"], goes_on=True)
        if _LIST.match(first) or any(_MEANING.match(line) for line in taken):
            is_list = not _CAPTION.match(first)
            return Passage("words", taken, goes_on=is_list)
        if any(map(_is_table_rule, taken)) and len(taken) > 1:
            return Passage("kept", taken, is_table=True)
        if self.scanned.kinds[self.at - len(taken)] == "code":
            return Passage("kept", taken, is_code=True)
        text = "\n".join(taken).strip()
        is_kept = (
            _PICTURE.fullmatch(text)
            or (text.startswith("$$") and text.endswith("$$") and len(text) > 4)
            or all(map(_TARGET.fullmatch, taken))
        )
        return Passage("kept" if is_kept else "words", taken)

    def _stops(self, index: int) -> bool:
        line = self.lines[index]
        is_fence = self._fence(index) or _DIV_FENCE.fullmatch(line)
        return not line.strip() or bool(is_fence or _NOTE.match(line)) or line.startswith("<!--")

    def _joins(self, passage: Passage, start: int) -> bool:
        """Put a passage to the one before, where it goes on with it; tell whether it did."""
        before = self.done[-1] if self.done else None
        if before is None or passage.kind not in {"words", "kept", "comment"}:
            return False
        first = passage.lines[0]
        is_indented = first.startswith(("  ", "\t"))
        is_meaning = passage.kind == "words" and bool(_MEANING.match(first))
        goes_on = before.goes_on and (is_indented or (before.kind == "words" and passage.goes_on))
        follows_term = is_meaning and before.kind == "words" and not before.is_table
        if not (goes_on or follows_term):
            return False
        blank = start > 0 and not self.lines[start - 1].strip()
        before.lines += ["", *passage.lines] if blank else passage.lines
        before.goes_on = True
        return True

    def _keep_captions(self) -> None:
        """Keep the caption of a table that is kept."""
        for index, passage in enumerate(self.done):
            if passage.kind == "words" and _CAPTION.match(passage.lines[0]):
                around = (*self.done[max(index - 1, 0) : index], *self.done[index + 1 : index + 2])
                if any(other.is_table and other.kind == "kept" for other in around):
                    passage.kind = "kept"

    def _balance_fences(self) -> None:
        """Take fences of divisions for words where they do not come in pairs."""
        depth = 0
        fences = [passage for passage in self.done if passage.kind == "fence"]
        for fence in fences:
            match = _DIV_FENCE.fullmatch(fence.lines[0])
            depth += 1 if match and match["opening"] else -1
            if depth < 0:
                break
        if depth:
            for fence in fences:
                fence.kind = "words"


def _is_table_rule(line: str) -> bool:
    return any(rule.fullmatch(line) for rule in (_PIPE_RULE, _GRID_RULE, _SIMPLE_RULE))

"""Rules M511 to M515: slips of the pen that make pandoc read something else than was meant.

Goes in: the text of a file. Comes out: findings, and the text as it was evidently meant,
so that one broken place does not hide the rest of the chapter from the other rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.findings import Finding
from diglot.model import Position
from diglot.source.admonitions import read_remarks
from diglot.source.edits import Repair
from diglot.source.inline import check_inline
from diglot.source.lines import Lines, scan
from diglot.source.tables import check_tables
from diglot.source.tags import BLOCKS

_CONFLICT = re.compile(r"(?P<mark><{7}|\|{7}|={7}|>{7})(?: .*)?")
_INVISIBLE = "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff"
_HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?=\S)")
# Hashes and then, without a space that pandoc knows, what may begin a heading.
_NO_SPACE = re.compile(
    rf"(?P<before>[ ]{{0,3}}[{_INVISIBLE}]*)(?P<marks>#{{1,6}})"
    rf"(?P<between>[\u00a0\u2000-\u200b\u202f{_INVISIBLE}]*)(?P<first>[^\s#])"
)
_MARKED = re.compile(
    rf"(?P<before>[ ]{{0,3}}[{_INVISIBLE}]+[ ]*)(?P<marks>#{{1,6}})(?P<between>[ \t]*)(?P<first>\S)"
)
_AFTER_HASHES = re.compile(r"[\w\"'“”„׳״‘’(\[*_`]")
_NOT_TEXT = re.compile(r"[|+]|[ \t]*[-=+:|_*][-=+:|_* \t]*$|[ ]{0,3}\[[^\]^]+\]:[ \t]")

# What is written on a line of its own by pandoc's reading of HTML, whatever stands around it.
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(BLOCKS)})(?:\s[^<>]*)?/?>\s*$", re.IGNORECASE)


def check_markup(text: str, path: str) -> tuple[tuple[Finding, ...], str]:
    """Return what is wrong in the lines of a text, and the text to read.

    The text to read has the same letters in the same order; a line that only misleads
    pandoc is empty there.
    """
    texts = text.split("\n")
    conflicts = list(_conflicts(texts))
    resolved = list(texts)
    for conflict in conflicts:
        for number in conflict.dropped:
            resolved[number] = ""
    remarks = read_remarks(resolved)
    lines = scan(remarks.texts)
    findings = []
    for conflict in conflicts:
        if lines.kinds[conflict.first] != "code":
            findings.append(conflict.finding(path))
            continue
        for number in conflict.dropped:
            lines.texts[number] = texts[number]
    repair = remarks.repair
    findings += _unclosed(lines, path, repair)
    findings += _headings(lines, path, repair)
    findings += check_tables(lines, path, repair)
    findings += check_inline(lines, path, repair, remarks.removed)
    remarks.write_ends()
    read = (repair.get(number, line) for number, line in enumerate(remarks.texts))
    return tuple(findings), "\n".join(line for line in read if line is not None)


# Conflict markers ----------------------------------------------------------------


class _Conflict:
    """What git left of two changes to one place. Line numbers start at 0."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.middle: int | None = None
        self.last: int | None = None
        self.base: int | None = None

    @property
    def dropped(self) -> Iterator[int]:
        """Yield the lines that are not read: the markers, and the second of the versions."""
        yield self.first
        if self.last is not None and self.middle is not None:
            yield from range(self.middle if self.base is None else self.base, self.last + 1)

    def finding(self, path: str) -> Finding:
        """Return the finding, at the first marker."""
        marks = [n + 1 for n in (self.base, self.middle, self.last) if n is not None]
        others = f" (the others are in lines {_listed(marks)})" if marks else ""
        return Finding(
            "conflict-marker",
            Position(path, self.first + 1),
            f"git left a conflict marker here{others}",
            "keep the version that is right and delete the markers; "
            "until then the first version is read",
        )


def _conflicts(texts: list[str]) -> Iterator[_Conflict]:
    """Yield the conflicts of a file. What lacks a marker is reported by the one it has."""
    is_open: _Conflict | None = None
    for number, text in enumerate(texts):
        match = _CONFLICT.fullmatch(text) if text[:1] in ("<", "|", "=", ">") else None
        mark = match["mark"][0] if match else ""
        if mark == "<":
            if is_open:
                yield is_open
            is_open = _Conflict(number)
        elif is_open and mark == "|" and is_open.middle is None:
            is_open.base = number
        elif is_open and mark == "=" and is_open.middle is None:
            is_open.middle = number
        elif mark == ">" and is_open and is_open.middle is not None:
            is_open.last = number
            yield is_open
            is_open = None
        elif mark == ">" and not is_open and " " in text and not _is_quoted(texts, number):
            yield _Conflict(number)
    if is_open:
        yield is_open


def _is_quoted(texts: list[str], number: int) -> bool:
    """Tell whether a neighbour begins with ">" too, as in a quotation of a quotation."""
    neighbours = texts[max(number - 1, 0) : number] + texts[number + 1 : number + 2]
    return any(text.startswith(">") for text in neighbours)


def _listed(numbers: list[int]) -> str:
    return " and ".join(filter(None, (", ".join(map(str, numbers[:-1])), str(numbers[-1]))))


# What is not closed ----------------------------------------------------------------


def _unclosed(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    for number in lines.open_fences:
        mark = lines.texts[number].lstrip(" \t>-*+:.)0123456789")[0]
        yield Finding(
            "unclosed-fence",
            _start(lines, number, path),
            "the code that begins here has no end, so it is read as text",
            f"close it with a line of as many {mark}",
        )
    for number, other in lines.swallowed.items():
        yield Finding(
            "unclosed-fence",
            _start(lines, number, path),
            f"the code that begins here runs on over the beginning of another in line {other + 1}",
            f"close it above line {other + 1}; or, if that line belongs to the code, "
            "begin and end with one mark more",
        )
    for number in lines.open_divisions:
        repair[number] = ""
        yield Finding(
            "unclosed-div",
            _start(lines, number, path),
            "the division that begins here has no end",
            "close it with a line of its own: :::",
        )
    for number in lines.spare_ends:
        repair[number] = ""
        yield Finding(
            "unclosed-div",
            _start(lines, number, path),
            "this line closes a division where none is open",
            "delete it; or see that the line that opens the division follows an empty line "
            "and says what it is: ::: {.note}",
        )


def _start(lines: Lines, number: int, path: str) -> Position:
    text = lines.texts[number]
    return Position(path, number + 1, len(text) - len(text.lstrip()) + 1)


# Headings --------------------------------------------------------------------------


def _headings(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    is_heading = False
    seen_text = False
    for number, text in enumerate(lines.texts):
        was_heading, is_heading = is_heading, False
        if lines.kinds[number] != "text":
            continue
        is_first, seen_text = not seen_text, True
        if "#" not in text[:12]:
            continue
        after_text = lines.is_after_text(number) and not was_heading
        if match := _HEADING.match(text):
            is_lost = after_text and not _is_no_text(lines.texts[number - 1])
            is_heading = not is_lost
            if is_lost and _is_meant(match["marks"], text[match.end() :]):
                is_heading = True
                repair[number] = f"\n{text}"
                yield _lost_line(path, number)
        elif match := _NO_SPACE.match(text) or _MARKED.match(text):
            if finding := _no_space(lines, number, match, path, is_first):
                is_heading = True
                before = "\n" if after_text else ""
                rest = text[match.start("first") :]
                repair[number] = f"{before}{match['marks']} {rest}"
                yield finding
        elif (
            text.lstrip(" ").startswith("##")
            and _HEADING.match(text.lstrip(" "))
            and not (after_text or lines.in_list[number])
        ):
            is_heading = True
            repair[number] = text.lstrip(" ")
            yield _space_before(path, number, text)


def _is_no_text(line: str) -> bool:
    """Tell whether a heading may follow a line at once: a table's, a rule, a block of HTML."""
    return bool(_NOT_TEXT.match(line) or (">" in line and _BLOCK_TAG.search(line)))


def _is_meant(marks: str, words: str) -> bool:
    """Tell whether hashes inside a paragraph are those of a heading: one alone may be text."""
    return len(marks) > 1 or (words[:1].isalpha() and not words.rstrip().endswith((".", ",")))


def _lost_line(path: str, number: int) -> Finding:
    return Finding(
        "heading-blank-line",
        Position(path, number + 1),
        "the heading follows the text above without an empty line, so it is no heading",
        "put an empty line before it",
    )


def _space_before(path: str, number: int, text: str) -> Finding:
    return Finding(
        "heading-space",
        Position(path, number + 1, len(text) - len(text.lstrip(" ")) + 1),
        "spaces stand before the heading, so it is no heading",
        "begin the line with the heading's #",
    )


def _no_space(
    lines: Lines, number: int, match: re.Match[str], path: str, is_first: bool
) -> Finding | None:
    marks, text = match["marks"], lines.texts[number]
    words = text[match.start("first") :]
    is_marked = bool(match["before"].strip(" ") or match["between"])
    if not is_marked and not _AFTER_HASHES.match(match["first"]):
        return None
    if len(marks) == 1 and not is_marked and not _is_title(lines, number, words, is_first):
        return None
    between = match["between"]
    message = "there is no space between # and the heading, so it is no heading"
    if match["before"].strip(" "):
        message = "an invisible mark stands before the heading, so it is no heading"
    elif between:
        code = f"U+{ord(between[0]):04X}"
        message = f"after # comes {code} instead of a space, so it is no heading"
    return Finding(
        "heading-space",
        Position(path, number + 1, match.start("marks") + 1),
        message,
        f'write "{marks} …": the marks, a plain space, the heading',
    )


def _is_title(lines: Lines, number: int, words: str, is_first: bool) -> bool:
    """Tell whether what follows one # is a heading, and neither a hashtag nor a number."""
    texts = lines.texts
    alone = not lines.is_after_text(number) and not "".join(texts[number + 1 : number + 2]).strip()
    if not alone or not words[:1].isalpha() or "#" in words:
        return False
    return is_first or (" " in words.strip() and words.rstrip()[-1] not in ".,;:!?")

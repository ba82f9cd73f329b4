"""Rule M517: lines that seem to be more than text, or other than code, and are read as that.

Items without a space behind their signs, and outline numbers (1.1, 1.2), run together to one
paragraph; prose that is indented as a paragraph's first line becomes code. Only what is
hardly anything else is named. Goes in: `Lines`. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from diglot.core.findings import Finding
from diglot.source.repairs import start_of
from diglot.source.scan.scanned import Lines

_UNSPACED = re.compile(r"(?:\(?(?P<number>\d{1,3})[.)]|(?P<dash>[-–—]))(?=[^\W\d_])")
_OUTLINE = re.compile(r"(?P<numbers>\d{1,3}(?:\.\d{1,3})+)\.?(?=[ \t]+[^\W\d_])")
_SENTENCE = re.compile(r"[A-Z\u05d0-\u05ea\"“”״„][^{}();=<>_\\/|`$#]*[.!?…][\"”״]?[ \t]*")
_COMPONENT = re.compile(r"[ \t]*<[A-Z][\w.]*(?:[ \t][^<>]*)?(?<!/)>[ \t]*")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[\w{]")
_FEWEST_WORDS = 6


def check_lines(lines: Lines, path: str) -> Iterator[Finding]:
    """Yield a finding for each paragraph, or block of code, that may be something else."""
    for paragraph in lines.paragraphs():
        words = [lines.words(number) for number in paragraph]
        for place, (line, following) in enumerate(pairwise(words)):
            if found := _run_together(line, following):
                yield _finding(lines, paragraph[place], path, *found)
                break
    for number in _indented_code(lines):
        yield _finding(
            lines,
            number,
            path,
            "the line is indented by four columns or more, so it is read as code",
            "begin a paragraph at the margin; put code between two lines of ```",
        )


def _run_together(line: str, following: str) -> tuple[str, str] | None:
    """Return what is said of two lines of a paragraph, and the way out; None for plain text."""
    items = _UNSPACED.match(line), _UNSPACED.match(following)
    if items[0] and items[1]:
        first, second = (match["number"] for match in items if match)
        if (first and second and int(second) == int(first) + 1) or not (first or second):
            return (
                "the line begins like an item of a list, but without a space, so it is text",
                "put a space after the sign; if it is no list, end the line with a backslash",
            )
    outline = _OUTLINE.match(line), _OUTLINE.match(following)
    if outline[0] and outline[1]:
        first_numbers, second_numbers = (_numbers(match) for match in outline if match)
        if first_numbers < second_numbers:
            return (
                "lines that begin with numbers such as 1.1 are read as one paragraph",
                "leave an empty line between them, or end each with a backslash",
            )
    return None


def _numbers(match: re.Match[str]) -> list[int]:
    return [int(number) for number in match["numbers"].split(".")]


def _indented_code(lines: Lines) -> Iterator[int]:
    """Yield where code without fences begins that is all prose, sentence by sentence."""
    fenced = {k for fence in lines.fences.values() for k in range(fence.first, fence.last + 1)}
    first: int | None = None
    for number, kind in enumerate([*lines.kinds, "text"]):
        is_code = kind == "code" and number not in fenced and bool(lines.words(number).strip())
        if is_code and first is None:
            first = number
        elif not is_code and first is not None:
            is_prose = all(_is_sentence(lines.words(k)) for k in range(first, number))
            if is_prose or _is_in_component(lines, first):
                yield first
            first = None


def _is_in_component(lines: Lines, number: int) -> bool:
    """Tell whether code begins below the tag of a component, as <TabItem>, or with a fence."""
    above = next((t for t in reversed(lines.texts[:number]) if t.strip()), "")
    return bool(_COMPONENT.fullmatch(above) or _FENCE.match(lines.words(number)))


def _is_sentence(words: str) -> bool:
    return len(words.split()) >= _FEWEST_WORDS and _SENTENCE.fullmatch(words) is not None


def _finding(lines: Lines, number: int, path: str, message: str, hint: str) -> Finding:
    return Finding("block-blank-line", start_of(lines, number, path), message, hint)

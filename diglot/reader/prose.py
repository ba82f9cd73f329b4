"""The prose of a Markdown file, each character in its place; all else is blank.

Blank are code, formulas, addresses, attributes, tags, comments, keys of
citations and notes, and what the author marked `.verbatim`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from diglot.core.findings import Finding
from diglot.core.model import Position, Text
from diglot.source.bare import VERBATIM, VERBATIM_SPAN
from diglot.source.meant.formulas import mathematics
from diglot.source.meant.inline import without_formulas
from diglot.text.marks.hygiene import CONTROLS, slips
from diglot.text.marks.signs import DOUBLE, addresses
from diglot.text.marks.typography import Loose, Settings, typeset

_VERBATIM_DIVISION = re.compile(
    rf"^[ ]{{0,3}}(:{{3,}})[ ]*(?:{VERBATIM}|verbatim)[ ]*$.*?^[ ]{{0,3}}\1[ ]*$",
    re.DOTALL | re.MULTILINE,
)
_LEFT_ALONE = (re.compile(r"<!--.*?-->", re.DOTALL), _VERBATIM_DIVISION, VERBATIM_SPAN)
# Each with what is in a text that has any.
_NOT_PROSE = (
    ("<", r"<(?:/?[A-Za-z][^<>]*|[a-z]+:[^<>\s]+)>"),
    ("](", r"(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"),  # a link's target
    ("{", r"\{[ ]*(?:[#.=][\w-]|[\w-]+=)[^{}]*\}"),
    ("[^", r"\[\^[^\]\s]+\]:?"),
    ("]:", r"(?m)^ {0,3}\[[^\]\n]+\]:[ ]+\S+.*$"),
    ("@", r"(?<![\w.])-?@[A-Za-z0-9_][A-Za-z0-9_:.#$%&\-+?~/]*"),
)
_VISIBLE = re.compile(rf"[^\n{CONTROLS}]")
_ESCAPED = re.compile(r"\\[^\w\s]")


def prose_of(text: str) -> str:
    """Return the prose of Markdown in which code is blank already."""
    for pattern in _LEFT_ALONE:
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    text = without_formulas(text, mathematics(text))
    for sign, markup in _NOT_PROSE:
        text = _without(re.finditer(markup, text), text) if sign in text else text
    text = _without(addresses(text), text)
    return _without(_ESCAPED.finditer(text), text)


def _without(matches: Iterable[re.Match[str]], text: str) -> str:
    """Return a text in which matches are blank; an invisible control has no place there either."""
    parts, end = [], 0
    for match in matches:
        parts += [text[end : match.start()], _VISIBLE.sub(" ", match[0])]
        end = match.end()
    return "".join([*parts, text[end:]])


def slips_of(prose: str, at: Callable[[int], Position]) -> Iterator[Finding]:
    """Yield what is wrong with the signs of prose."""
    for slip in slips(prose):
        yield Finding(slip.rule, at(slip.offset), slip.message, slip.hint)


def slips_of_labels(
    labels: Iterable[tuple[str, Position]], language: str, settings: Settings
) -> Iterator[Finding]:
    """Yield what is wrong with the signs of titles and names in front matter.

    labels: each with its place in the file.
    """
    for label, where in labels:
        prose = prose_of(label)
        for slip in slips(prose):
            yield Finding(slip.rule, where, slip.message, slip.hint)
        judged = replace(settings, loose=[])
        typeset((Text(prose),), language, judged, position=where)
        yield from (_loose_mark(where) for _ in judged.loose)


def slips_of_settings(
    labels: Iterable[tuple[str, Position]], language: str, settings: Settings
) -> Iterator[Finding]:
    """Yield what is wrong with the signs of titles and names in a settings file.

    No words can be marked there, so a direction control is the only way to set some right.
    """
    for finding in slips_of_labels(labels, language, settings):
        if finding.rule == "unbalanced-quotes":
            yield replace(finding, hint="close the quotation, or type the marks that are meant")
        elif finding.rule != "direction-control":
            yield finding


def loose_marks(
    prose: str, loose: Iterable[Loose], at: Callable[[int], Position]
) -> Iterator[Finding]:
    """Yield a finding for each quotation mark without a partner, where it is."""
    for mark in loose:
        start = _offset(prose, mark.position)
        marks = [index for index in _places(prose, start) if _is_at(prose, index, mark)]
        numbered = _places(prose, start)[mark.number : mark.number + 1]
        found = [index for index in numbered if index in marks] or marks or numbered
        yield _loose_mark(at(found[0]) if found else mark.position)


def _loose_mark(where: Position) -> Finding:
    return Finding(
        "unbalanced-quotes",
        where,
        "a quotation mark without its partner",
        'close the quotation, or write \\" for a mark that stays as it is typed',
    )


def _offset(text: str, position: Position) -> int:
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: position.line - 1]) + position.column - 1


def _places(prose: str, start: int) -> list[int]:
    return [index for index in range(start, len(prose)) if prose[index] in DOUBLE]


def _is_at(prose: str, index: int, mark: Loose) -> bool:
    """Tell whether a mark of the source has the letters of a mark of the text beside it."""
    before, after = prose[max(index - 1, 0) : index], prose[index + 1 : index + 2]
    pairs = ((mark.before, before), (mark.after, after))
    return all(side == there for side, there in pairs if side.isalnum())

"""Comments for the check in a chapter: <!-- parity: ignore B203 reason -->.

Right after a heading one holds for the section with all under it; right after the title
or the front matter for the chapter; anywhere else for the block that follows it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from diglot.directive import Directive
from diglot.findings import RULES
from diglot.model import Block, Section

_COMMENT = re.compile(r"<!--\s*parity\s*:(?P<words>.*?)-->", re.DOTALL)
_ANY_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"[A-Z]\d{3}")
_BY_CODE = {rule.code: rule.name for rule in RULES.values()}
_EXAMPLE = "<!-- parity: ignore B203 the reason -->"


def read_directives(
    prose: str, title_line: int, blocks: Sequence[Block], sections: Sequence[Section]
) -> tuple[Directive, ...]:
    """Return the comments for the check in a chapter.

    prose: its text, code and front matter blanked out. title_line: the line of the
        heading that is its title, 0 where the title stands in the front matter.
    """
    found = list(_COMMENT.finditer(prose))
    if not found:
        return ()
    scopes = _Scopes(prose, title_line, blocks, sections)
    return tuple(_directive(match, prose, scopes) for match in found)


def _directive(match: re.Match[str], prose: str, scopes: _Scopes) -> Directive:
    start = match.start()
    line = prose.count("\n", 0, start) + 1
    column = start - prose.rfind("\n", 0, start)
    rules, reason, broken = _parsed(match["words"])
    first, last = scopes.around(line, start, match.end())
    if not broken and not last:
        broken = "nothing follows it for which it could hold"
    return Directive(line, column, rules, reason, first, last, broken)


def _parsed(words: str) -> tuple[tuple[str, ...], str, str]:
    """Return the rules, the reason, and what is wrong with the rest."""
    verb, _, rest = " ".join(words.split()).partition(" ")
    if verb != "ignore":
        return (), "", f'"{verb}" is no word for the check; there is only: {_EXAMPLE}'
    rules: list[str] = []
    while rest:
        word, _, after = rest.partition(" ")
        plain = word.strip(",;:")
        name = _BY_CODE.get(plain, plain)
        if name not in RULES:
            if _CODE.fullmatch(plain):
                return tuple(rules), rest, f"there is no rule {plain}"
            break
        rules.append(name)
        rest = after
    if not rules:
        return (), "", f"it names no rule: {_EXAMPLE}"
    return tuple(dict.fromkeys(rules)), rest.strip(" -:,;–—"), ""


class _Scopes:
    """The lines of a chapter's sections and blocks."""

    def __init__(
        self, prose: str, title_line: int, blocks: Sequence[Block], sections: Sequence[Section]
    ) -> None:
        self.prose = prose
        self.last_line = prose.count("\n") + (not prose.endswith("\n"))
        self.title_line = title_line
        self.headings = dict(_headings(sections, self.last_line + 1))
        in_sections = (b.position.line for s in _walk(sections) for b in s.blocks)
        lines = {*self.headings, *(block.position.line for block in blocks), *in_sections}
        self.starts = sorted(lines)

    def around(self, line: int, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last line for which a comment holds; (0, 0) for none."""
        heading = self._heading_before(line, start)
        if heading is not None:
            return (heading, self.headings[heading]) if heading else (1, self.last_line)
        last = line + self.prose.count("\n", start, end)
        place = bisect_right(self.starts, last)
        if place == len(self.starts):
            return 0, 0
        following = self.starts[place]
        if following in self.headings:
            return line, self.headings[following]
        place += 1
        return line, self.starts[place] - 1 if place < len(self.starts) else self.last_line

    def _heading_before(self, line: int, start: int) -> int | None:
        """Return the line of the heading right before a comment; 0 for the chapter's head."""
        place = bisect_left(self.starts, line) - 1
        before = max(self.starts[place] if place >= 0 else 0, self._title_before(line))
        if before and before not in self.headings and before != self.title_line:
            return None
        offset = 0
        for _ in range(before):
            offset = self.prose.find("\n", offset) + 1
        between = _ANY_COMMENT.sub("", self.prose[offset:start]).strip(" \t\n=-")
        if between:
            return None
        return before if before in self.headings else 0

    def _title_before(self, line: int) -> int:
        return self.title_line if self.title_line < line else 0


def _walk(sections: Sequence[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(section.sections)


def _headings(sections: Sequence[Section], end: int) -> Iterator[tuple[int, int]]:
    """Yield the line of each heading with the last line under it. end: the line after all."""
    for number, section in enumerate(sections):
        is_last = number + 1 == len(sections)
        stop = end if is_last else sections[number + 1].position.line
        yield section.position.line, stop - 1
        yield from _headings(section.sections, stop)

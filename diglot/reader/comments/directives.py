"""Comments for the check in a chapter: <!-- parity: ignore B203 reason -->.

Right after a heading, or at the end of its line, one holds for the section with all under
it; right after the title or the front matter for the chapter; in a paragraph or an item of a
list for that alone; anywhere else for the block that follows it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from diglot.core.directive import Directive
from diglot.core.findings import RULES
from diglot.core.model import Block, Section
from diglot.core.walk import walk_blocks

_COMMENT = re.compile(r"<!--\s*parity\s*:(?P<words>.*?)-->", re.DOTALL)
_ANY_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"[A-Z]\d{3}")
_BY_CODE = {rule.code: rule.name for rule in RULES.values()}
_MARKS = " \t>"
_HEADING = re.compile(r"#{1,6}[ \t]|[=-]+[ \t]*$|.*</h[1-6]>[ \t]*$", re.IGNORECASE)
_EXAMPLE = "<!-- parity: ignore B203 the reason -->"


def read_directives(
    prose: str, title_line: int, blocks: Sequence[Block], sections: Sequence[Section]
) -> tuple[Directive, ...]:
    """Return the comments for the check in a chapter.

    prose: its text, code and front matter blanked out. title_line: the line of the
        heading that is its title, 0 where the title is in the front matter.
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
        broken = "nothing that it could apply to comes after it"
    return Directive(line, column, rules, reason, first, last, broken)


def _parsed(words: str) -> tuple[tuple[str, ...], str, str]:
    """Return the rules, the reason, and what is wrong with the rest."""
    verb, _, rest = " ".join(words.split()).partition(" ")
    if verb != "ignore":
        return (), "", f'"{verb}" is not a word for the check; the only one is: {_EXAMPLE}'
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
        outermost = (*blocks, *(block for s in _walk(sections) for block in s.blocks))
        self.starts = sorted({*self.headings, *(block.position.line for block in outermost)})
        inner = (block.position.line for block in walk_blocks(outermost))
        self.inner_starts = sorted({*self.starts, *inner})

    def around(self, line: int, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last line for which a comment holds; (0, 0) for none."""
        if self._is_inside(start, end):
            return self._own(line)
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

    def _is_inside(self, start: int, end: int) -> bool:
        """Tell whether a comment is in a block: words before it, and none after it at once."""
        before = self.prose[self.prose.rfind("\n", 0, start) + 1 : start]
        if _ANY_COMMENT.sub("", before).strip(_MARKS):
            return True
        above = self.prose[:start].rstrip(" \t>")
        line_above = above[:-1].rpartition("\n")[2] if above.endswith("\n") else ""
        stop = self.prose.find("\n", end)
        below = self.prose[stop + 1 :].partition("\n")[0] if stop >= 0 else ""
        is_below_words = bool(_ANY_COMMENT.sub("", line_above).strip(f"{_MARKS}:"))
        return is_below_words and not below.strip(_MARKS) and not _is_heading(line_above)

    def _own(self, line: int) -> tuple[int, int]:
        """Return the lines of the block in which a line is; of a heading, its section's."""
        if line == self.title_line:
            return 1, self.last_line
        place = bisect_right(self.inner_starts, line)
        first = self.inner_starts[place - 1] if place else line
        if first == line and first in self.headings:
            return first, self.headings[first]
        last = self.inner_starts[place] - 1 if place < len(self.inner_starts) else self.last_line
        return first, last

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


def _is_heading(line: str) -> bool:
    """Tell whether a line is a heading, or underlines one."""
    return _HEADING.match(line) is not None


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

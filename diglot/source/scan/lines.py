"""What each line of a Markdown file is, and what it is in: the one place that decides.

Goes in: the lines of a text. Comes out: `Lines`. The reading is CommonMark's, with what
pandoc adds to it (notes, definitions, divisions, tables) and lists in Hebrew letters. Where
pandoc would read something else, the modules beside this one give it other lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from diglot.source.scan import joints, starts
from diglot.source.scan.containers import (
    BODY_INDENT,
    Container,
    Cursor,
    body,
    pass_quote_mark,
    shown_on,
)
from diglot.source.scan.fence_ends import FenceEnds
from diglot.source.scan.heading_lines import Around, HeadingLine, read_heading
from diglot.source.scan.markers import Marker, read_marker, seems_initial
from diglot.source.scan.record import Record
from diglot.source.scan.scanned import Fence, Joint, Lines
from diglot.source.scan.stretches import comment_end, formula_end, verbatim_end, verbatim_ends
from diglot.source.scan.table_lines import TableLines

__all__ = ["Fence", "Joint", "Lines", "scan"]


def scan(texts: list[str], bounds: Sequence[range] = ()) -> Lines:
    """Return the lines with their kinds. bounds: stretches out of which no code goes on."""
    return _Scanner(texts, bounds).read()


class _Scanner(Record):
    """Reads the lines one after another, and knows what is open at each."""

    def __init__(self, texts: list[str], bounds: Sequence[range]) -> None:
        super().__init__(texts)
        self.is_open = False  # a paragraph, which the next line may go on with
        self.is_verse = False
        self.has_text = False
        self.paragraph = 0  # where the one that is open begins
        self.formula_end = -1
        self.table_end = -2  # the number after the last table
        self.fence_ends = FenceEnds(texts, bounds)
        self.tables = TableLines(texts)
        self.hebrew_markers = joints.hebrew_markers(texts)
        self.verbatim_ends = verbatim_ends(texts)
        self.comment_ends = [number for number, text in enumerate(texts) if "-->" in text]

    def read(self) -> Lines:
        """Return the lines, all of them read."""
        number = 0
        while number < len(self.texts):
            number = self._line(number)
        return self.lines

    def _line(self, number: int) -> int:
        """Read the line, and what it begins; return the number of the line after that."""
        cursor, shown = shown_on(self.texts[number], self.inside)
        stack = list(shown)
        if not cursor.rest:
            self.enter(stack)
            self.is_open = self.is_verse = False
            return self.note(number, "blank", cursor, stack)
        left = self.inside[len(stack) :]
        below = self.is_open
        if not (below and number <= self.formula_end):
            while container := self._opened(number, cursor, stack, left, below):
                self.enter(stack)
                stack.append(container)
                left, below = [], False
                if not cursor.rest:
                    self.enter(stack)
                    self.is_open = False
                    return self.note(number, "text", cursor, stack)
        return self._leaf(number, cursor, stack, left, below)

    # Containers ------------------------------------------------------------------

    def _opened(
        self,
        number: int,
        cursor: Cursor,
        stack: Sequence[Container],
        left: Sequence[Container],
        below: bool,
    ) -> Container | None:
        """Return what holds blocks and begins here, the cursor after its sign; or None."""
        indent, rest = cursor.indent(), cursor.rest
        if indent >= BODY_INDENT or len(stack) > starts.DEEPEST:
            return None
        if rest[0] == ">":
            is_meant = not below or joints.is_quotation(
                rest, self.lines.words_above(number), self._rest(number + 1, stack)
            )
            if not self.join(number, "quotation", stack, left, below, is_evident=is_meant):
                return None
            pass_quote_mark(cursor)
            return Container("quote", number)
        if sign := starts.note_sign(rest):
            self.join(number, "note", stack, left, below)
            return body("note", number, cursor, sign)
        if starts.is_meaning(rest) and self._has_term(number, stack, left):
            return body("meaning", number, cursor, rest[0])
        marker = read_marker(rest)
        if marker is None or starts.is_rule(rest):
            return None
        return self._item(number, marker, cursor, stack, left, below)

    def _has_term(self, number: int, stack: Sequence[Container], left: Sequence[Container]) -> bool:
        """Tell whether what a line may mean is above it: a term, or its other meaning."""
        if left and left[0].kind == "meaning":
            return True
        is_below_table = self.table_end in (number, number - 1)
        return not is_below_table and self.lines.has_term_above(number, stack)

    def _is_caption(self, number: int, stack: Sequence[Container]) -> bool:
        """Tell whether a line begins a caption: one of a table above it, or below it."""
        if self.table_end in (number, number - 1):
            return True
        k = number + 1
        while rest := self._rest(k, stack):
            if (marker := read_marker(rest)) and not marker.may_be_initial:
                return False  # a list, which would be lost in it
            k += 1
        while rest == "":
            k += 1
            rest = self._rest(k, stack)
        return bool(rest) and self.tables.end(k, str(rest), stack, is_below=False) is not None

    def _item(
        self,
        number: int,
        marker: Marker,
        cursor: Cursor,
        stack: Sequence[Container],
        left: Sequence[Container],
        below: bool,
    ) -> Container | None:
        indent, after = cursor.indent(), cursor.rest[len(marker.sign) :]
        view = joints.View(
            marker,
            after,
            stack,
            left,
            above=self.lines.words_above(number) if below else None,
            last=self.counted.get(marker.style, 0),
        )
        verdict = joints.judge_item(
            view,
            lambda: joints.has_next(self.texts, number, indent, marker, stack, self.hebrew_markers),
        )
        if verdict == "text":
            return None
        is_evident = verdict == "item"
        if not self.join(number, "list", stack, left, below, is_evident=is_evident):
            return None
        cursor.pass_signs(len(marker.sign))
        gap = cursor.indent()
        width = indent + len(marker.sign) + (gap if cursor.rest and 0 < gap <= BODY_INDENT else 1)
        cursor.skip(min(gap, width - indent - len(marker.sign)) if marker.is_common else gap)
        is_apart = view.before is not None and joints.is_apart(view.before, marker)
        if left and left[0].kind == "meaning":  # pandoc takes it, with its sign, for a term
            following = Cursor("".join(self.texts[number + 1 : number + 2]))
            is_apart = following.indent() >= width and starts.is_meaning(following.rest)
        return Container("item", number, marker.sign, indent, width, marker, is_apart)

    # Leaves ----------------------------------------------------------------------

    def _leaf(
        self,
        number: int,
        cursor: Cursor,
        stack: Sequence[Container],
        left: Sequence[Container],
        below: bool,
    ) -> int:
        """Read the rest of the line, after the markers of its containers."""
        indent, rest = cursor.indent(), cursor.rest
        is_next_verse = starts.is_verse(rest) and indent < BODY_INDENT
        if self.is_verse and indent and not below and not is_next_verse:
            if not starts.begins_block(rest):
                return self.note(number, "text", cursor, stack, goes_on=True)
            self.lines.joints[number] = Joint("block", is_evident=True)  # pandoc would lose it
        was_verse, self.is_verse = self.is_verse, False
        if below and (indent >= BODY_INDENT or number <= self.formula_end):
            return self._text(number, cursor, stack, below)
        if indent >= BODY_INDENT:
            self.enter(stack)
            return self.note(number, "code", cursor, stack)
        if match := starts.fence_at(rest):
            stop = self._code(number, cursor, stack, left, match)
            return stop or self._text(number, cursor, stack, below)
        if stop := self._verbatim(number, rest, stack):
            self.join(number, "block", stack, left, below)
            self.enter(stack)
            self.is_open = False
            self.has_text = True
            return self.note(number, "code", cursor, stack, stop=stop)
        if rest.startswith(":::"):
            return self._division(number, cursor, stack, below)
        if "<!--" in rest and (stop := self._comment(number, cursor, stack, below)):
            return stop
        if heading := self._heading(number, rest, indent, stack, below):
            return self._one(number, cursor, stack, left, False, heading=heading)
        stop = self.tables.between_dashes(number, rest, stack) if not below else None
        if not stop and (starts.is_rule(rest) or (below and starts.is_underline(rest))):
            return self._rule(number, cursor, stack, left, below)
        if stop := stop or self.tables.end(number, rest, stack, is_below=below):
            self.join(number, "table", stack, left, below or was_verse)
            self.enter(stack)
            self.is_open = False
            self.has_text = True
            self.table_end = stop
            if starts.is_grid(rest) and (self._rest(stop, stack) or "").startswith("+"):
                self.lines.joints[stop] = Joint("block", is_evident=True)  # pandoc would lose it
            self.lines.tables.append(number)
            return self.note(number, "text", cursor, stack, stop=stop)
        if not below and (starts.is_target(rest) or starts.is_only_block_tags(rest)):
            return self._one(number, cursor, stack, left, below)
        # Below text one line may go on with it; two that begin so are verse.
        if is_next_verse and (not below or starts.is_verse(self._rest(number + 1, stack) or "")):
            self.is_verse = True
            self.lines.verse.append(number)
            return self._one(number, cursor, stack, left, below)
        return self._text(number, cursor, stack, below and not (left and starts.begins_block(rest)))

    def _one(
        self,
        number: int,
        cursor: Cursor,
        stack: Sequence[Container],
        left: Sequence[Container],
        below: bool,
        *,
        heading: HeadingLine | None = None,
    ) -> int:
        """Read a line that is whole by itself."""
        if heading:
            self.lines.headings[number] = heading
            self.counted.clear()
        if not (heading and heading.is_below):
            self.join(number, "block", stack, left, below)
        self.enter(stack)
        self.is_open = False
        self.has_text = True
        return self.note(number, "text", cursor, stack)

    def _text(self, number: int, cursor: Cursor, stack: Sequence[Container], below: bool) -> int:
        """Read a line of a paragraph, or of a heading that the next line underlines."""
        if seems_initial(cursor.rest):
            self.lines.literal.append(number)
        if starts.is_meaning(cursor.rest) and not self._is_caption(number, stack):
            self.lines.literal.append(number)
            self.lines.joints[number] = Joint("meaning", is_evident=False)
        if (left := self.inside[len(stack) :]) and left[0].kind == "item":
            self._stray(number, cursor.rest)
        if not below:
            if left and number not in self.lines.joints:
                self.join(number, "block", stack, left, below=False)
            self.enter(stack)
            self.paragraph = number
            following = self._rest(number + 1, stack)
            if following and starts.is_underline(following):
                marks = "#" if following[0] == "=" else "##"
                self.lines.headings[number] = HeadingLine(marks, cursor.rest, is_underlined=True)
                self.counted.clear()
                self.is_open = False
                self.has_text = True
                self.note(number, "text", cursor, stack)
                shown = shown_on(self.texts[number + 1], stack)
                return self.note(number + 1, "text", *shown, goes_on=True)
        self.is_open = not starts.ends_in_block(cursor.rest)
        self.has_text = True
        if number > self.formula_end:
            self.formula_end = formula_end(self.texts, number, cursor.rest)
        return self.note(number, "text", cursor, stack, goes_on=below)

    def _stray(self, number: int, rest: str) -> None:
        """Note what pandoc would not take for more text of an item, as it is not indented."""
        is_behind_sign = any(c.first == number - 1 for c in self.inside)
        if is_behind_sign and starts.is_divided(self.lines.words_above(number), rest):
            self.lines.literal.append(number)
            self.lines.joints[number] = Joint("table", is_evident=False)

    def _heading(
        self, number: int, rest: str, indent: int, stack: Sequence[Container], below: bool
    ) -> HeadingLine | None:
        if "#" not in rest[:12]:
            return None
        following = "".join(self.texts[number + 1 : number + 2]).strip()
        around = Around(
            is_below=below,
            is_alone=not below and not following,
            is_first=not self.has_text,
            is_inside=bool(stack),
        )
        return read_heading(rest, indent, around)

    def _rule(
        self,
        number: int,
        cursor: Cursor,
        stack: Sequence[Container],
        left: Sequence[Container],
        below: bool,
    ) -> int:
        """Read a break in the text, or what others take for the underline of a heading."""
        rest = cursor.rest
        is_underline = below and not left and starts.is_underline(rest)
        if not starts.is_rule(rest):
            if is_underline:
                self.join(number, "underline", stack, left, below, is_evident=False)
            return self._text(number, cursor, stack, below)
        self.join(number, "break", stack, left, below, is_evident=not is_underline)
        self.lines.rules.append(number)
        return self._one(number, cursor, stack, [], below=False)

    def _code(
        self,
        number: int,
        cursor: Cursor,
        stack: Sequence[Container],
        left: Sequence[Container],
        match: re.Match[str],
    ) -> int | None:
        """Read code between fences; None where the fence has no end."""
        is_below = self.is_open or bool(left and self.lines.kinds[number - 1] != "blank")
        fence = self.fence_ends.fence(
            number, match["mark"], match["info"], stack, is_below=is_below
        )
        if fence is None:
            self.lines.literal.append(number)
            if not self.fence_ends.is_end_of_open(self.lines.open_fences, match):
                self.lines.open_fences.append(number)
            return None
        if left:
            self.join(number, "block", stack, left, self.is_open)
        self.enter(stack)
        self.is_open = False
        self.has_text = True
        self.lines.fences[number] = fence
        return self.note(number, "code", cursor, stack, stop=fence.last + 1)

    def _division(
        self, number: int, cursor: Cursor, stack: Sequence[Container], below: bool
    ) -> int:
        lines, rest = self.lines, cursor.rest
        if starts.is_division_end(rest):
            if lines.open_divisions:
                lines.open_divisions.pop()
            else:  # read as an empty line, which ends no item and no note
                lines.spare_ends.append(number)
                stack = shown_on("", self.inside)[1]
        elif starts.is_division(rest) and (
            not below or starts.has_division_end(self.texts[number + 1 :])
        ):
            self.join(number, "block", stack, self.inside[len(stack) :], below)
            lines.open_divisions.append(number)
        else:
            return self._text(number, cursor, stack, below)
        self.enter(stack)
        self.is_open = False
        return self.note(number, "division", cursor, stack)

    def _comment(
        self, number: int, cursor: Cursor, stack: Sequence[Container], below: bool
    ) -> int | None:
        """Read a comment with lines of its own; None for one inside a line of text."""
        stop = comment_end(number, cursor.rest, self.comment_ends)
        if stop is None:
            return None
        if not below:
            self.enter(stack)
        return self.note(number, "comment", cursor, stack, goes_on=below, stop=stop)

    def _verbatim(self, number: int, rest: str, stack: Sequence[Container]) -> int | None:
        """Return the number after HTML in which nothing is Markdown, all of it in the same."""
        stop = verbatim_end(number, rest, self.verbatim_ends)
        shown = (shown_on(self.texts[k], stack)[1] for k in range(number, stop or 0))
        return stop if all(len(containers) == len(stack) for containers in shown) else None

    # Other lines -----------------------------------------------------------------

    def _rest(self, number: int, stack: Sequence[Container]) -> str | None:
        """Return a line's own words; None where it is not in all of some containers."""
        if number >= len(self.texts):
            return None
        cursor, shown = shown_on(self.texts[number], stack)
        is_in = len(shown) == len(stack) and cursor.indent() < BODY_INDENT
        return cursor.rest if is_in else None

"""Whether a line right below text begins a list or a quotation, or only looks like it.

In prose whose lines are wrapped a line may begin with a number or a dash. So a list needs
evidence: a second item, or a line above that ends as one does that leads to a list.
Goes in: a marker and what is around it. Comes out: a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Literal

from msgspec import Struct

from diglot.source.scan import starts
from diglot.source.scan.containers import Container, Cursor
from diglot.source.scan.markers import Marker, is_initial, read_marker

Verdict = Literal["item", "doubt", "text"]

_END = re.compile(r"[.:;!?…׃]['\"”’״׳)\]*_]*$")
_LEADS_IN = re.compile(r"[:：][*_]*$")
_COMPARED = re.compile(r">[ ]?[\d=]")
_HEBREW = re.compile(r"\(?[א-ת]")
_FURTHEST = 400  # lines in which the next item is looked for
_MOST_CUTS = 3  # items one after the other that such a paragraph may cut
_ITEM_INDENT = 2


class View(Struct, frozen=True):
    """What a marker is judged by.

    after: the line behind it. stack: what the line is in. left: what it is no longer in.
    above: the line of text right above, None where there is none. last: the last number of
    a list of this style above.
    """

    marker: Marker
    after: str
    stack: Sequence[Container]
    left: Sequence[Container]
    above: str | None
    last: int

    @property
    def before(self) -> Marker | None:
        """Return the marker of the item that ends here, if one does."""
        return self.left[0].marker if self.left and self.left[0].kind == "item" else None

    @property
    def is_in_list(self) -> bool:
        """Tell whether pandoc would see an item here."""
        return is_free(self.stack, self.left)


def is_free(stack: Sequence[Container], left: Sequence[Container]) -> bool:
    """Tell whether pandoc sees an item begin here, whatever is above.

    stack: what the line is in. left: what it is no longer in.
    """
    if any(c.kind == "item" for c in stack):
        return True
    return bool(left) and left[0].kind in ("item", "meaning")


def is_apart(before: Marker, marker: Marker) -> bool:
    """Tell whether pandoc would join two lists that are not one."""
    families = {before.family, marker.family}
    if "hebrew" not in families or not families <= {"hebrew", "number"}:
        return False
    is_joined = (before.delimiter or ".") == (marker.delimiter or ".")
    return is_joined and not before.is_followed_by(marker)


def is_quotation(rest: str, above: str, following: str | None) -> bool:
    """Tell whether a line with ">" below text begins a quotation, and compares no numbers."""
    if (following or "").startswith(">") or not _COMPARED.match(rest):
        return True
    return bool(_END.search(above))


def judge_item(view: View, has_next: Callable[[], bool]) -> Verdict:
    """Return whether a marker begins an item. has_next: tells whether the next one follows."""
    is_before_code = view.marker.value <= 1 and starts.fence_at(view.after.strip())
    if view.marker.is_foreign:
        return "item" if is_before_code else _judge_foreign(view, has_next)
    if view.marker.may_be_initial and not _is_counted_on(view) and not has_next():
        return "text"
    if view.above is None:
        return "item"
    if not view.after.strip():
        return "item" if view.before else "text"
    if view.is_in_list:
        return "item"
    return "item" if is_before_code else _judge_below(view, view.above, has_next())


def _is_counted_on(view: View) -> bool:
    """Tell whether a letter goes on with the list above, or counts on where one has ended."""
    marker, before = view.marker, view.before
    if before and before.may_be_initial:
        return before.is_followed_by(marker) or before.style == marker.style
    return view.above is None and marker.value == view.last + 1 > 1


def _judge_below(view: View, above: str, is_list: bool) -> Verdict:
    """Judge a marker that pandoc knows, in a paragraph."""
    marker = view.marker
    if marker.is_bullet:
        return "item" if is_list or _END.search(above) else "doubt"
    if marker.value > 1:
        if _LEADS_IN.search(above):
            return "item" if is_list else "doubt"
        # To others no paragraph goes on so that is in something else than the line.
        return "doubt" if is_list or view.left else "text"
    if is_list:
        return "item"
    if marker.family == "number":
        return "item" if _END.search(above) else "doubt"
    return "doubt" if _LEADS_IN.search(above) else "text"


def _judge_foreign(view: View, has_next: Callable[[], bool]) -> Verdict:
    marker, before = view.marker, view.before
    if marker.is_unmistakable:
        return "item"
    if (
        before
        and before.style == marker.style
        and (not marker.value or marker.value > before.value)
    ):
        return "item"
    if marker.family == "hebrew":
        if is_initial(view.after) and not view.after.lstrip().startswith("א"):
            return "text"
        if view.above is None and marker.value == view.last + 1 > 1:
            return "item"
    if not has_next():
        return "text"
    is_begun = marker.value <= 1 or view.above is None or view.is_in_list
    return "item" if is_begun or _LEADS_IN.search(view.above or "") else "doubt"


def has_next(
    texts: Sequence[str],
    number: int,
    indent: int,
    marker: Marker,
    stack: Sequence[Container],
    known: Collection[tuple[str, int]],
    cuts: int = _MOST_CUTS,
) -> bool:
    """Tell whether the item that follows one is further down, in the same list.

    indent: of the marker, in what the line is in. What is indented right below an item shows
    as well that it is one. A paragraph between Hebrew letters, or capitals, that is
    not indented is passed over, if the list soon goes on without one, after `cuts` of them
    at most. known: the style and the number of each Hebrew marker of the text.
    """
    if marker.family == "hebrew" and (marker.style, marker.value + 1) not in known:
        return False
    was_blank = is_cut = is_left = False
    for k in range(number + 1, min(len(texts), number + _FURTHEST)):
        cursor = Cursor(texts[k])
        is_in = all(container.takes(cursor) for container in stack)
        rest = cursor.rest
        if not is_in:
            return False
        if not rest:
            was_blank = True
            continue
        if cursor.indent() >= indent + _ITEM_INDENT:
            is_first = marker.family == "bullet" or marker.value == 1
            is_below = k == number + 1 or (is_first and was_blank and not is_left)
            if is_below and not marker.is_foreign:
                return True  # wrapped prose is not indented
            is_left = True
            was_blank = False
            continue
        is_left = True
        other = read_marker(rest)
        if other and marker.is_followed_by(other):
            is_name = marker.family == "hebrew" and is_initial(rest[len(other.sign) :])
            if is_name or (marker.family == "dash" and was_blank):
                return False
            if not is_cut:
                return True
            return has_next(texts, k, cursor.indent(), other, stack, known, cuts - 1)
        if marker.family == "dash" or (other is None and _ends_list(rest)):
            return False
        if other is None and was_blank:
            if not marker.may_be_initial or not cuts:
                return False
            is_cut = True
        was_blank = False
    return False


def hebrew_markers(texts: Sequence[str]) -> frozenset[tuple[str, int]]:
    """Return the style and the number of each Hebrew marker with which a line may begin."""
    rests = (text.lstrip(" \t>") for text in texts)
    markers = (read_marker(rest) for rest in rests if _HEBREW.match(rest))
    return frozenset((m.style, m.value) for m in markers if m and m.family == "hebrew")


def _ends_list(rest: str) -> bool:
    is_heading = rest[0] == "#" or rest.startswith((":::", ">"))
    return is_heading or starts.is_rule(rest) or starts.fence_at(rest) is not None

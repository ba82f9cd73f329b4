"""Rows of a table, and other blocks inside a row: as high as their counterparts in both languages.

Where both sides of a row have blocks of the same kinds, what is below one of them is level too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup
from msgspec.structs import replace

from diglot.writers.pdf.engine.measures import Part, RowMeasure

_OPENS = re.compile(r"<(tr|p|li|dt|dd|pre)(?=[ >])")
_CLOSES = re.compile(r"</tr>")
_TOLERANCE_PT = 0.05
_MOST_PT = 240.0  # what is higher may have to be cut, and each piece would be as high
Heights = tuple[float, ...]


def level_parts(
    sides: tuple[RowMeasure, RowMeasure],
) -> tuple[tuple[RowMeasure, RowMeasure], tuple[Heights, Heights]]:
    """Return both sides as they are with level parts, and the least height of each part.

    A height is 0 where a part is high enough; there are none where nothing is to be done.
    """
    one, other = sides
    if [part.tag for part in one.parts] != [part.tag for part in other.parts]:
        return sides, ((), ())
    wanted = [
        max(ours.height_pt, theirs.height_pt) if _is_leaf(one, n) and _is_leaf(other, n) else 0.0
        for n, (ours, theirs) in enumerate(zip(one.parts, other.parts, strict=True))
    ]
    wanted = [height if height < _MOST_PT else 0.0 for height in wanted]
    if wanted and one.parts[-1].tag != "tr":
        wanted[-1] = 0.0  # nothing is below it
    first, second = _given(one, wanted), _given(other, wanted)
    return (_grown(one, first), _grown(other, second)), (first, second)


def are_even(one: RowMeasure, other: RowMeasure) -> bool:
    """Tell whether both sides have the same blocks at the same heights, as code mostly has."""
    return (
        bool(one.parts)
        and len(one.parts) == len(other.parts)
        and all(
            ours.tag == theirs.tag
            and abs(ours.top_pt - theirs.top_pt) < _TOLERANCE_PT
            and abs(ours.height_pt - theirs.height_pt) < _TOLERANCE_PT
            for ours, theirs in zip(one.parts, other.parts, strict=True)
        )
    )


def with_heights(content: Markup, heights: Heights) -> Markup:
    """Return markup whose parts are at least so high, 0 for as high as they are.

    Angle brackets are in tags only, as `render.markup.element` escapes others.
    """
    if not any(heights):
        return content
    found: list[Markup] = []
    number, inside = 0, 0  # the end of the row of a table that is being passed
    at = 0
    for match in _OPENS.finditer(content):
        if match.start() < inside:
            continue
        if match[1] == "tr":
            end = _CLOSES.search(content, match.end())
            inside = end.start() if end else len(content)
        height = heights[number] if number < len(heights) else 0.0
        if height:
            name = "height" if match[1] == "tr" else "min-height"
            style = Markup(' style="{}: {}pt"').format(name, f"{height:.2f}")
            found += [content[at : match.end()], style]
            at = match.end()
        number += 1
    return Markup("").join([*found, content[at:]])


def _is_leaf(side: RowMeasure, number: int) -> bool:
    """Tell whether no other part is inside one."""
    part = side.parts[number]
    below: Sequence[Part] = side.parts[number + 1 : number + 2]
    end = part.top_pt + part.height_pt - _TOLERANCE_PT
    return bool(part.height_pt) and not any(following.top_pt < end for following in below)


def _given(side: RowMeasure, wanted: Sequence[float]) -> Heights:
    heights = tuple(
        round(height, 2) if height > part.height_pt + _TOLERANCE_PT else 0.0
        for part, height in zip(side.parts, wanted, strict=True)
    )
    return heights if any(heights) else ()


def _grown(side: RowMeasure, heights: Heights) -> RowMeasure:
    """Return a side whose parts are as high as given."""
    if not heights:
        return side
    grown = [
        (part.top_pt + part.height_pt, height - part.height_pt)
        for part, height in zip(side.parts, heights, strict=True)
        if height
    ]
    whole = [
        (part.top_pt + _TOLERANCE_PT, part.top_pt + part.height_pt - _TOLERANCE_PT)
        for part, height in zip(side.parts, heights, strict=True)
        if height
    ]

    def above(place_pt: float) -> float:
        return sum(more for end, more in grown if end <= place_pt + _TOLERANCE_PT)

    total = sum(more for _, more in grown)
    cuts = tuple(
        replace(
            cut,
            at_pt=cut.at_pt + above(cut.at_pt),
            above_pt=cut.above_pt + above(cut.at_pt),
            below_pt=cut.below_pt + total - above(cut.at_pt),
        )
        for cut in side.cuts
        if not any(top < cut.at_pt < end for top, end in whole)
    )
    notes = tuple(replace(n, called_pt=n.called_pt + above(n.called_pt)) for n in side.notes)
    parts = tuple(
        replace(p, top_pt=p.top_pt + above(p.top_pt), height_pt=height or p.height_pt)
        for p, height in zip(side.parts, heights, strict=True)
    )
    return replace(side, height_pt=side.height_pt + total, cuts=cuts, notes=notes, parts=parts)

"""A figure whose picture is the same in both languages → half of the picture on either page.

The halves meet at the binding, so the picture may be more than twice as wide. On either page it
goes on beyond the binding by the bleed, as the backs of bound pages are cut, too: a screen does not
show that. Either page keeps its own caption and its own words for who does not see the picture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from diglot.core.model import Asset
from diglot.disk.files import Files
from diglot.pictures import picture_size
from diglot.writers.pdf.engine.layout import POINTS_PER_PX
from diglot.writers.pdf.facing.rows import FacingCell, FacingRow

# A figure of one picture and nothing beside it, as wide as the text: in no division but those of
# sections, which no style sheet sets in. One whose author says how wide it is stays so.
_FIGURE = re.compile(
    r"(?P<open>\s*(?:<div(?! class=\"(?!(?:unnumbered|unlisted)[\" ]))(?![^<>]* dir=)[^<>]*>\s*)*"
    r"<figure\b(?![^<>]* dir=)[^<>]*>\s*)"
    r"(?P<picture><img\b(?![^<>]* style=)[^<>]* src=\"(?P<url>[^\"]*)\"[^<>]*?)/>"
    r"(?P<rest>\s*(?:<figcaption\b(?:(?!<figure\b).)*)?</figure>\s*(?:</div>\s*)*)",
    re.DOTALL,
)
_LEAST_RATIO = 1.6  # of width to height
_LEAST_GAIN = 1.25  # times as wide as on one page
_MOST_HEIGHT = 0.6  # of the text's

Side = Mapping[str, Asset]  # the pictures of one language, by their addresses


class Across(Struct, frozen=True):
    """Puts pictures across a spread.

    text_pt: how wide the text of a page is, and how high. inner_pt: the margin at the binding.
    bleed_pt: how much of the other half is drawn beyond that.
    sizes: of pictures that were looked at, by digest, in points; None for those that go across no
    spread. Added to.
    """

    text_pt: tuple[float, float]
    inner_pt: float
    bleed_pt: float = 0.0
    sizes: dict[str, tuple[float, float] | None] = field(default_factory=dict)

    def __call__(self, rows: Sequence[FacingRow], sides: tuple[Side, Side]) -> list[FacingRow]:
        """Return rows whose pictures go across the spread where they can. sides: of the rows."""
        return [self._row(row, sides) for row in rows]

    def _row(self, row: FacingRow, sides: tuple[Side, Side]) -> FacingRow:
        if len(row.source) != 1 or len(row.translation) != 1:
            return row
        cells = (row.source[0], row.translation[0])
        ours, theirs = (_FIGURE.fullmatch(cell.content) for cell in cells)
        if not ours or not theirs:
            return row
        one, other = sides[0].get(ours["url"]), sides[1].get(theirs["url"])
        if one is None or other is None or one.digest != other.digest:
            return row
        size = self._size(one)
        if size is None:
            return row
        return replace(
            row,
            source=(self._halved(cells[0], ours, size),),
            translation=(self._halved(cells[1], theirs, size),),
        )

    def _size(self, asset: Asset) -> tuple[float, float] | None:
        if asset.digest not in self.sizes:
            content = Files.of([(asset.name, asset.digest, asset.origin)]).read(asset.name)
            size = picture_size(content or b"", asset.media_type)
            self.sizes[asset.digest] = self._across(*size) if size else None
        return self.sizes[asset.digest]

    def _across(self, width_px: float, height_px: float) -> tuple[float, float] | None:
        """Return how large a picture is across the spread, in points: no larger than it is."""
        ratio = width_px / height_px
        text, high = self.text_pt
        widths = (2 * (text + self.inner_pt), high * _MOST_HEIGHT * ratio, width_px * POINTS_PER_PX)
        width = min(widths)
        if ratio < _LEAST_RATIO or width < text * _LEAST_GAIN:
            return None
        return width, width / ratio

    def _halved(
        self, cell: FacingCell, figure: re.Match[str], size: tuple[float, float]
    ) -> FacingCell:
        """Return a cell with a window on half of a picture; on which one, the style sheet says."""
        width, height = size
        shown = f"width: {width / 2 + self.bleed_pt:.2f}pt"
        high = f"height: {height:.2f}pt"
        content = (
            f'{figure["open"]}<div class="facing-half" style="{shown}; {high}">'
            f'{figure["picture"]} style="width: {width:.2f}pt; {high}"/></div>{figure["rest"]}'
        )
        return replace(cell, content=Markup(content))  # noqa: S704 - all of it was markup before

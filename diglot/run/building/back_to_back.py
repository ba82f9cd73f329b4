"""The pages of two editions → the book of both that is opened from either cover."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.errors import DiglotError
from diglot.run.building.pages import STANDARDS, LaidOut
from diglot.run.building.work import Work
from diglot.writers.pdf.book.back_to_back import back_to_back, meeting
from diglot.writers.pdf.book.uniting import Place, Volume
from diglot.writers.pdf.identity import Identity, joint_title


class TwoFronts(Struct, frozen=True):
    """Two editions in one book.

    left, right: the one that is read from the left, and the one that is read from the right.
    source: whichever of them it is. multiple: of which the number of pages is.
    """

    left: LaidOut
    right: LaidOut
    source: LaidOut
    multiple: int

    @property
    def places(self) -> list[Place]:
        """Return of which edition each page is, 0 for the left, and which there."""
        return meeting((self.left.book.pages, self.right.book.pages), self.multiple)

    @property
    def source_first(self) -> tuple[LaidOut, LaidOut]:
        """Return both, the source first."""
        is_left = self.source is self.left
        return (self.left, self.right) if is_left else (self.right, self.left)

    @property
    def identity(self) -> Identity:
        """Return what the book is called: by both titles, the source's first."""
        title = joint_title(one.pdf.edition.title for one in self.source_first)
        return replace(self.source.pdf.identity, title=title)

    def joined(self, work: Work) -> bytes:
        """Return the pages of both as a PDF."""
        left, right = (
            Volume(one.book.content, one.language, one.pdf.edition.title)
            for one in (self.left, self.right)
        )
        archive = STANDARDS[work.config.archive]
        return back_to_back((left, right), self.multiple, self.identity, archive)


def two_fronts(work: Work, pages: Sequence[LaidOut]) -> TwoFronts:
    """Return the source and the first translation that is read from the other side.

    Raises DiglotError where there is none.
    """
    source = pages[0]
    direction = _direction(source)
    other = next((one for one in pages if _direction(one) != direction), None)
    if other is None:
        side = "left" if direction == "ltr" else "right"
        tags = " and ".join(one.language for one in pages)
        raise DiglotError(
            "a book that is opened from both covers needs a language that is read from the left "
            f"and one that is read from the right, and {tags} are all read from the {side}.\n"
            "  hint: build bilingual instead, which has them on facing pages"
        )
    left, right = (source, other) if direction == "ltr" else (other, source)
    return TwoFronts(left, right, source, work.config.press.multiple)


def _direction(one: LaidOut) -> str:
    return one.pdf.documents.locale.direction

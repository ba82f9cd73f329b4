"""Whether pictures and formulas can be shown, asked of those who show them; answers are kept.

Knows that a trial takes time and that its answer depends on bytes alone. Who draws is in
packages that the reader does not know, and is handed in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from diglot.disk.steps import JSON, Store, step
from diglot.pictures import DRAWING, Problem, picture_problem

Answer = TypeVar("Answer")


def passes(_drawn: object) -> str:
    """Return that nothing is wrong: for a reader whose book nobody draws."""
    return ""


class Trials(Struct, frozen=True):
    """Whether what is drawn can be drawn; each function returns why not, "" where it can.

    drawing: is given the bytes of an SVG. formula: a <math> element. version: of all that
        the answers depend on. store: where answers are kept.
    """

    drawing: Callable[[bytes], str] = passes
    formula: Callable[[str], str] = passes
    version: str = ""
    store: Store | None = None

    def picture_problem(self, content: bytes, media_type: str) -> Problem | None:
        """Return what is wrong with a picture, to be read after its name, and the way out."""

        def ask() -> Problem | None:
            found = picture_problem(content, media_type)
            if found or media_type != DRAWING or not (reason := self.drawing(content)):
                return found
            return f"cannot be drawn in the PDF: {reason}", "save it as a bitmap, PNG"

        found = self._kept("picture", (content, media_type.encode()), ask)
        return (found[0], found[1]) if found else None

    def formula_problem(self, mathml: str) -> str:
        """Return why a <math> element cannot be drawn, "" where it can."""
        return str(self._kept("formula", (mathml.encode(),), lambda: self.formula(mathml)))

    def _kept(self, kind: str, parts: tuple[bytes, ...], ask: Callable[[], Answer]) -> Answer:
        if not self.store:
            return ask()
        asked = step(kind, (self.version, *parts))
        answer: Answer = asked.result(lambda: [ask()], JSON, store=self.store)[0]
        return answer


NO_TRIALS = Trials()

"""What stops a run: one family of errors, each with a message that names the way out."""

from __future__ import annotations

from collections.abc import Mapping


class DiglotError(Exception):
    """Something that stops the run; its text is shown to the user as it is.

    The text names the file (with its line where there is one), what is wrong
    with it, and what to do.
    """


class ChaptersError(DiglotError):
    """Chapters of an edition that cannot be made into what was asked.

    reasons: by the name of a chapter, what went wrong.
    """

    def __init__(self, language: str, reasons: Mapping[str, str]) -> None:
        self.language = language
        self.reasons = dict(reasons)
        super().__init__("; ".join(f"{name}: {reason}" for name, reason in reasons.items()))

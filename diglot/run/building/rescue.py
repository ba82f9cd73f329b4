"""What fails in a build → findings, and what takes its place in a draft.

Knows that one chapter, one edition or one format never costs another: each step is tried by
itself. What was made is kept; what was not has a finding that says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from diglot.core.errors import ChaptersError, DiglotError
from diglot.core.findings import Finding
from diglot.core.model import Block, Chapter, Edition, Position
from diglot.hearing.root_causes import UNREAD
from diglot.lang.locales import load_locale
from diglot.render.stand_in import missing_chapter, unread, without_passages
from diglot.work.workers import WorkerDiedError
from diglot.writers.pdf.engine.blame import Fails, blamed_blocks
from diglot.writers.pdf.engine.patience import EndlessError

Made = TypeVar("Made")
_HINT = "\n  hint: "
_TELL = "take out parts of it to find the place, and tell us of it"
_REWRITE = "write it in another way, and tell us of it"
_PLACE = re.compile(r"(templates/[^:\n]+):(\d+): (.*)", re.DOTALL)


class Missing(Struct, frozen=True):
    """A file that was to be made and was not. why: in a few words."""

    path: str
    why: str


class Rescue(Struct):
    """The steps of a build, tried one by one.

    project: the folder of the book. is_draft: whether stand-ins are wanted.
    """

    project: Path
    is_draft: bool
    findings: list[Finding] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    failures: list[tuple[str, DiglotError]] = field(default_factory=list)

    @property
    def failure(self) -> DiglotError | None:
        """Return why the first file that was not made was not, by their paths; None for none."""
        return min(self.failures, key=itemgetter(0))[1] if self.failures else None

    @property
    def has_lost_chapters(self) -> bool:
        """Tell whether a finding says at which chapter something failed."""
        return any(finding.rule == "chapter-not-laid-out" for finding in self.findings)

    def attempt(self, paths: Sequence[str], language: str, make: Callable[[], Made]) -> Made | None:
        """Return what a step makes, or None after saying why the files of it are missing."""
        try:
            return make()
        except DiglotError as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - one format never costs another
            failure = DiglotError(f"the program stumbled over it ({error!r}){_HINT}{_TELL}")
        self.failures += [(path, failure) for path in paths]
        text, _, hint = str(failure).partition(_HINT)
        text = text.removeprefix(f"{self.project}/")
        place, why = _place_in(
            text, f"content/{language}/book.yaml" if language else "content/book.yaml"
        )
        message = f"not made: {', '.join(paths)}. {why}"
        self.findings.append(
            Finding("edition-not-made", place, message, hint or "correct it there")
        )
        self.missing += [Missing(path, text.partition("\n")[0]) for path in paths]
        return None

    def with_stand_ins(
        self,
        editions: Sequence[Edition],
        make: Callable[[Sequence[Edition]], Made],
        fails: Fails | None = None,
    ) -> Made:
        """Return what is made of editions, in a draft with stand-ins for what fails.

        fails: lays a chapter out and tells whether that fails; without it, a chapter that
            fails is left out as a whole.
        Raises DiglotError where a chapter fails and no draft is wanted, or where it is not the
        chapter that makes it fail.
        """
        whole = {(c.language, c.name): c for edition in editions for c in edition.chapters}
        now = dict(whole)
        while True:
            try:
                return make([_with(edition, now) for edition in editions])
            except ChaptersError as error:
                failed = {(error.language, n): reason for n, reason in error.reasons.items()}
                for key, reason in failed.items():
                    is_second = now[key] is not whole[key]
                    now[key] = self._stand_in(whole[key], reason, fails, is_second)
                if not self.is_draft:
                    raise DiglotError(_left_out(whole[key] for key in failed)) from error

    def _stand_in(
        self, chapter: Chapter, reason: str, fails: Fails | None, is_second: bool
    ) -> Chapter:
        """Return what takes a chapter's place, and say where it fails."""
        locale = load_locale(chapter.language)
        least = missing_chapter(chapter, locale)
        if fails and fails(least):
            raise DiglotError(
                f"{chapter.position.path} cannot be laid out, not even its title alone. {reason}"
                f"{_HINT}correct the template or style sheet that it comes from"
            )
        if is_second:
            return least
        try:
            blocks = blamed_blocks(chapter, fails) if fails else ()
        except (WorkerDiedError, EndlessError):
            blocks = ()  # each try would cost a process, or as long again
        self.findings += _lost(chapter, blocks, reason)
        return without_passages(chapter, blocks, locale) if blocks else least


def _with(edition: Edition, chapters: Mapping[tuple[str, str], Chapter]) -> Edition:
    mine = (chapters[chapter.language, chapter.name] for chapter in edition.chapters)
    return replace(edition, chapters=tuple(mine))


def _place_in(text: str, otherwise: str) -> tuple[Position, str]:
    """Return the file and line that an error begins with, and the rest of it."""
    match = _PLACE.match(text)
    return (Position(match[1], int(match[2])), match[3]) if match else (Position(otherwise), text)


def _lost(chapter: Chapter, blocks: Sequence[Block], reason: str) -> list[Finding]:
    places = [block.position for block in blocks] or [chapter.position]
    what, hint = ("this passage", _REWRITE) if blocks else ("the chapter", _TELL)
    return [
        Finding("chapter-not-laid-out", place, f"{what} cannot be laid out. {reason}", hint)
        for place in places
    ]


def _left_out(chapters: Iterable[Chapter]) -> str:
    paths = ", ".join(chapter.position.path for chapter in chapters)
    return (
        f"There is no way to lay out {paths}."
        f"{_HINT}correct it, or build with --draft, which leaves a note in its place"
    )


def with_unread(edition: Edition, findings: Sequence[Finding]) -> Edition:
    """Return an edition in which chapters that nobody could read say so."""
    broken = {finding.position.path for finding in findings if finding.rule in UNREAD}
    locale = load_locale(edition.language)
    chapters = (
        unread(chapter, locale) if chapter.position.path in broken else chapter
        for chapter in edition.chapters
    )
    return replace(edition, chapters=tuple(chapters))

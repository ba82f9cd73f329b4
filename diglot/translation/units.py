"""What is accepted by itself: each section of the source, and each chapter's opening.

Goes in: an alignment, and stamps. Comes out: units with their keys, and which stamp
belongs to which, also where a chapter or a section has been renamed since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal, Protocol

from msgspec import Struct

from diglot.bitext.sections.align import Alignment
from diglot.bitext.untranslated import is_untranslated
from diglot.core.model import Chapter, Section
from diglot.core.wording import quoted
from diglot.translation.changes import is_alike
from diglot.translation.stamps import Stamp
from diglot.translation.words import digest, spoken

_NUMBER = re.compile(r"-\d+$")  # that tells sections of one heading apart
Titled = Chapter | Section
State = Literal["translated", "stale", "unaccepted", "untranslated", "missing"]


class Said(Protocol):
    """Who knows what sections and openings say: by their text, or by what was kept of it."""

    def text(self, part: Titled) -> str:
        """Return what a section or a chapter's opening says, as `spoken` does."""

    def digest(self, part: Titled) -> str:
        """Return the digest of that."""


class _Spoken:
    """Who reads the text."""

    def text(self, part: Titled) -> str:
        return spoken(part)

    def digest(self, part: Titled) -> str:
        return digest(spoken(part))


SPOKEN = _Spoken()


class TranslationUnit(Struct, frozen=True, dict=True):
    """A section of the source, or a chapter's title and the blocks before its first section.

    key: "chapter" or "chapter#section". around: the translated chapter, if there is one.
    rival: where the pair is a guess, the other section that may be meant. said: knows what the
        two say.
    """

    key: str
    chapter: Chapter
    around: Chapter | None
    source: Titled
    translation: Titled | None
    rival: Section | None = None
    said: Said = SPOKEN

    @property
    def argument(self) -> str:
        """Return how the unit is named to a command: an opening by "chapter#"."""
        return self.key if isinstance(self.source, Section) else f"{self.key}#"

    @cached_property
    def text(self) -> str:
        """Return what the source says."""
        return self.said.text(self.source)

    @cached_property
    def digest(self) -> str:
        """Return the digest of what the source says."""
        return self.said.digest(self.source)

    @cached_property
    def translated_digest(self) -> str:
        """Return the digest of what the translation says; "" without one."""
        return "" if self.translation is None else self.said.digest(self.translation)

    @property
    def is_skeleton(self) -> bool:
        """Tell whether the translation is marked as still to be done."""
        if isinstance(self.translation, Section):
            return is_untranslated(self.translation)
        return self.around is not None and self.around.status == "untranslated"


def guess(part: Titled, rival: Section) -> tuple[str, str]:
    """Return why a pair of sections is not sure, and the way out.

    part: the translation. rival: the other section, of either side, that may be meant.
    """
    reason = (
        f"{quoted(part.title)} may as well be the translation of {quoted(rival.title)}"
        if rival.position.path != part.position.path
        else f"{quoted(rival.title)} (line {rival.position.line}) may be the translation as well"
    )
    return f"the two sides are paired by a guess: {reason}", (
        "give the heading and its translation the same id, {#…}, by hand"
    )


class Stamped(Struct, frozen=True):
    """The units of one translation with their stamps.

    stamps: by the unit's key. orphans: stamps of what the source no longer has.
    unknown: stamps of chapters whose source has no text, or none that can be read.
    """

    units: tuple[TranslationUnit, ...]
    stamps: dict[str, Stamp]
    orphans: tuple[Stamp, ...]
    unknown: tuple[Stamp, ...] = ()

    def state(self, unit: TranslationUnit) -> State:
        """Return how far the translation of a unit is."""
        if unit.translation is None:
            return "missing"
        if unit.is_skeleton:
            return "untranslated"
        found = self.stamps.get(unit.key)
        if found is None:
            waits = unit.around is not None and unit.around.status == "untranslated"
            return "untranslated" if waits else "unaccepted"
        return "translated" if found.digest == unit.digest else "stale"

    def is_untouched(self, unit: TranslationUnit) -> bool:
        """Tell whether a unit's translation says what it said when it was accepted."""
        found = self.stamps.get(unit.key)
        return found is not None and found.translation == unit.translated_digest != ""


def units_of(alignment: Alignment, said: Said = SPOKEN) -> Iterator[TranslationUnit]:
    """Yield the units of the source in reading order. said: knows what they say."""
    for pair in alignment.chapters:
        chapter = pair.source
        if chapter is None:
            continue
        around = pair.translation
        yield TranslationUnit(chapter.name, chapter, around, chapter, around, said=said)
        for both in pair.sections:
            if both.source is not None:
                key = f"{chapter.name}#{both.source.id}"
                yield TranslationUnit(
                    key, chapter, around, both.source, both.translation, both.rival, said
                )


def with_stamps(units: Sequence[TranslationUnit], stamps: Sequence[Stamp]) -> Stamped:
    """Return which stamp belongs to which unit.

    First by key and text, or by text among the sections of one heading in a chapter, which are
    told apart by numbers that change when one goes; then by key; then a stamp whose key is gone
    belongs to the unit without one that says the same, wherever it is now, or nearly the
    same in the same chapter.
    """
    by_key: dict[str, list[Stamp]] = {}
    for stamp in stamps:
        by_key.setdefault(stamp.key, []).append(stamp)
    found = _unchanged(units, stamps)
    used = {(stamp.key, stamp.digest) for stamp in found.values()}
    rest = []
    for unit in units:
        own = [s for s in by_key.get(unit.key, ()) if (s.key, s.digest) not in used]
        if own and unit.key not in found:
            found[unit.key] = own[-1]
        elif unit.key not in found:
            rest.append(unit)
    keys = {unit.key for unit in units} | {stamp.key for stamp in found.values()}
    orphans = [stamp for stamp in stamps if stamp.key not in keys]
    for is_same in (_says_the_same, _says_nearly_the_same):
        for unit in rest:
            if unit.key in found or not orphans:
                continue
            own = [stamp for stamp in orphans if is_same(unit, stamp)]
            if own:
                found[unit.key] = own[-1]
                orphans = [stamp for stamp in orphans if stamp.key != own[-1].key]
    blank = {u.chapter.name for u in units if not (u.chapter.blocks or u.chapter.sections)}
    unknown = [stamp for stamp in orphans if stamp.key.partition("#")[0] in blank]
    gone = [stamp for stamp in orphans if stamp not in unknown]
    return Stamped(tuple(units), found, tuple(gone), tuple(unknown))


def _unchanged(units: Sequence[TranslationUnit], stamps: Sequence[Stamp]) -> dict[str, Stamp]:
    """Return the stamps of units that say the same, of the same heading in the same chapter."""
    by_text: dict[tuple[str, str], list[Stamp]] = {}
    if not stamps:
        return {}
    for stamp in stamps:
        by_text.setdefault((_NUMBER.sub("", stamp.key), stamp.digest), []).append(stamp)
    found: dict[str, Stamp] = {}
    for is_own in (True, False):
        for unit in units:
            own = by_text.get((_NUMBER.sub("", unit.key), unit.digest), [])
            same = next((s for s in own if not is_own or s.key == unit.key), None)
            if same is not None and unit.key not in found:
                found[unit.key] = same
                own.remove(same)
    return found


def _says_the_same(unit: TranslationUnit, stamp: Stamp) -> bool:
    return stamp.digest == unit.digest


def _says_nearly_the_same(unit: TranslationUnit, stamp: Stamp) -> bool:
    same_chapter = stamp.key.partition("#")[0] == unit.chapter.name
    same_kind = ("#" in stamp.key) == isinstance(unit.source, Section)
    return same_chapter and same_kind and bool(stamp.text) and is_alike(stamp.text, unit.text)

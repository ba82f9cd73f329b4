"""What is stamped as translated, and what may not be yet.

Goes in: units with their stamps, the names that the user gave, findings. Comes out:
the new stamps, and the reasons against the rest.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.model import Chapter, Position, Section
from diglot.core.walk import walk_sections
from diglot.core.wording import isolated, quoted, without_isolates
from diglot.hearing.root_causes import UNKNOWN
from diglot.translation.stamps import Stamp, stamp
from diglot.translation.units import Stamped, Titled, TranslationUnit, guess

_FAMILIES = frozenset({"structure", "blocks"})


class Refusal(Struct, frozen=True):
    """A unit that may not be stamped yet: where to look, why, and the way out."""

    unit: TranslationUnit
    position: Position
    reason: str
    hint: str


class Acceptance(Struct, frozen=True):
    """What became of a wish to accept.

    stamps: all that the file is to hold. accepted: stamped anew; unchanged: stamped
    already. dropped: stamps of what the source no longer has.
    """

    stamps: tuple[Stamp, ...]
    accepted: tuple[TranslationUnit, ...]
    unchanged: tuple[TranslationUnit, ...]
    refused: tuple[Refusal, ...]
    dropped: tuple[Stamp, ...]


def chosen(stamped: Stamped, names: Sequence[str]) -> tuple[TranslationUnit, ...]:
    """Return the units that names stand for.

    names: "chapter" (all of it), "chapter#" (its opening), "chapter#section".
    Raises DiglotError for a name that stands for nothing.
    """
    wanted: set[str] = set()
    for name in map(without_isolates, names):
        keys = {unit.key for unit in stamped.units if name in (unit.argument, unit.chapter.name)}
        if not keys:
            raise DiglotError(_unknown(name, stamped))
        wanted |= keys
    return tuple(unit for unit in stamped.units if unit.key in wanted)


def _unknown(name: str, stamped: Stamped) -> str:
    known = {unit.argument: None for unit in stamped.units}
    known |= {unit.chapter.name: None for unit in stamped.units}
    close = difflib.get_close_matches(name, known, n=1)
    hint = f'did you mean "{close[0]}"?' if close else "`status` lists the chapters"
    kind = "section" if "#" in name else "chapter"
    return f'"{name}": the source has no such {kind}.\n  hint: {hint}'


def accept(
    stamped: Stamped,
    units: Sequence[TranslationUnit],
    findings: Sequence[Finding],
    *,
    unchanged_holds: bool = False,
    named: bool = True,
    past: Mapping[str, Stamp] | None = None,
) -> Acceptance:
    """Return the stamps with those of the given units made new, where nothing forbids it.

    unchanged_holds: whether a translation that was not touched since its source changed is
        right as it is. named: whether a user named the units, not merely all of them.
    past: stamps of what the source said when its translation was made; only what has none yet
        is stamped, with these, whatever is wrong with it now.
    """
    blocked = _blocked(stamped, findings)
    gone = {} if named else _gone(stamped)
    stamps = {key: replace(old, key=key, line=0) for key, old in stamped.stamps.items()}
    accepted: list[TranslationUnit] = []
    unchanged: list[TranslationUnit] = []
    refused: list[Refusal] = []
    for unit in units:
        state = stamped.state(unit)
        if past is not None and state in ("translated", "stale"):
            unchanged.append(unit)
            continue
        refusal = _refusal(unit, blocked.get(unit.key) if past is None else None)
        if past is not None and not refusal:
            refusal = _not_known(unit, past)
        if not refusal and state == "unaccepted":
            refusal = _taken_over(unit, gone.get(unit.key))
        if not refusal and state == "stale" and not unchanged_holds:
            refusal = _not_touched(stamped, unit)
        if refusal:
            refused.append(refusal)
            continue
        (unchanged if state == "translated" else accepted).append(unit)
        if state != "translated" or not stamped.is_untouched(unit):
            new = stamp(unit.key, unit.text, unit.translated_digest)
            stamps[unit.key] = new if past is None else past[unit.key]
    unknown = (replace(old, line=0) for old in stamped.unknown)
    return Acceptance(
        (*stamps.values(), *unknown),
        tuple(accepted),
        tuple(unchanged),
        tuple(refused),
        stamped.orphans,
    )


def _refusal(unit: TranslationUnit, finding: Finding | None) -> Refusal | None:
    if unit.translation is None:
        way = f"translate it, or write its skeleton first: stub {unit.chapter.name}"
        return Refusal(unit, unit.source.position, "there is no translation of it", way)
    if unit.is_skeleton:
        is_section = isinstance(unit.translation, Section)
        mark = ".untranslated" if is_section else "status: untranslated"
        where = "its heading" if is_section else "the front matter"
        return Refusal(
            unit,
            unit.translation.position,
            "it is marked as untranslated",
            f"translate it, and take {mark} out of {where}",
        )
    if unit.rival is not None:
        return Refusal(unit, unit.translation.position, *guess(unit.translation, unit.rival))
    if finding:
        reason = f"{finding.code} {finding.rule}: {finding.message}"
        return Refusal(unit, finding.position, reason, finding.hint)
    return None


def _not_known(unit: TranslationUnit, past: Mapping[str, Stamp]) -> Refusal | None:
    """Refuse a unit of which git does not tell what it was translated from."""
    if unit.key in past:
        return None
    where = unit.translation.position if unit.translation else unit.source.position
    reason = "git does not tell from which source it was translated"
    way = f"commit it, or accept it as it is: accept {isolated(unit.argument)}"
    return Refusal(unit, where, reason, way)


def _gone(stamped: Stamped) -> dict[str, TranslationUnit]:
    """Return, by the keys of the units beside it, what was accepted and has no translation now."""
    units = stamped.units
    return {
        beside.key: unit
        for place, unit in enumerate(units)
        if unit.translation is None and unit.key in stamped.stamps
        for beside in (*units[max(place - 1, 0) : place], *units[place + 1 : place + 2])
        if beside.chapter is unit.chapter
    }


def _taken_over(unit: TranslationUnit, gone: TranslationUnit | None) -> Refusal | None:
    """Refuse a unit whose translation may be that of one which was accepted before it."""
    if gone is None or unit.translation is None or not isinstance(unit.source, Section):
        return None
    return Refusal(
        unit,
        unit.translation.position,
        f"{quoted(gone.source.title)} was accepted before and has no translation now; "
        f"{quoted(unit.translation.title)} may be its translation",
        f"see that the ids are right, then name it: accept {unit.argument}",
    )


def _not_touched(stamped: Stamped, unit: TranslationUnit) -> Refusal | None:
    """Refuse a unit whose source has changed, and whose translation has not."""
    if unit.translation is None or not stamped.is_untouched(unit):
        return None
    return Refusal(
        unit,
        unit.translation.position,
        "its source has changed, its translation has not",
        "bring it up to date; if it still holds as it is: accept --unchanged "
        f"{isolated(unit.argument)}; what has changed: status --changes {isolated(unit.argument)}",
    )


# Findings of structure, by unit -----------------------------------------------------


def _blocked(stamped: Stamped, findings: Sequence[Finding]) -> dict[str, Finding]:
    """Return the first error of structure of each unit that has one.

    A finding belongs to the source's section that it names as counterpart, otherwise
    to the section of the translation in which it is.
    """
    places = _Places(stamped)
    found: dict[str, Finding] = {}
    for finding in findings:
        stands_in_the_way = finding.family in _FAMILIES or finding.rule in UNKNOWN
        if finding.severity == "error" and stands_in_the_way:
            key = finding.counterpart and places.key(finding.counterpart)
            key = key or places.key(finding.position)
            if key:
                found.setdefault(key, finding)
    return found


class _Places:
    """From places in files to the units that are there."""

    def __init__(self, stamped: Stamped) -> None:
        self._starts: dict[str, list[tuple[int, str]]] = {}
        for unit in stamped.units:
            self._add(unit.source, unit.key)
            if unit.translation is not None:
                self._add(unit.translation, unit.key)
        for chapter in {id(u.around): u.around for u in stamped.units if u.around}.values():
            self._add_extra(chapter)

    def _add(self, part: Titled, key: str) -> None:
        line = 1 if isinstance(part, Chapter) else part.position.line
        self._starts.setdefault(part.position.path, []).append((line, key))

    def _add_extra(self, chapter: Chapter) -> None:
        """Let sections that only the translation has begin no unit."""
        starts = self._starts[chapter.position.path]
        known = {line for line, _ in starts}
        for section in walk_sections(chapter):
            if section.position.line not in known:
                starts.append((section.position.line, ""))

    def key(self, position: Position) -> str:
        """Return the key of the unit in which a place is, or ""."""
        before = [s for s in self._starts.get(position.path, ()) if s[0] <= position.line]
        return max(before)[1] if before else ""

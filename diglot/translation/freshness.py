"""Rules F701 to F703: translations that their source has left behind, or that wait.

Goes in: the units of a translation with their stamps. Comes out: findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.core.wording import isolated, quoted
from diglot.translation.changes import changes, more_than_shown, summed_up
from diglot.translation.stamps import Stamp
from diglot.translation.units import Stamped, TranslationUnit


def freshness(stamped: Stamped, lock_path: str) -> Iterator[Finding]:
    """Yield the findings of this family.

    lock_path: of the file of stamps, relative to the project.
    """
    for unit in stamped.units:
        state = stamped.state(unit)
        if unit.translation is None or unit.around is None:
            continue
        if state == "stale":
            yield _stale(unit, unit.translation.position, stamped.stamps[unit.key])
        elif state == "untranslated" and not unit.around.status:
            yield Finding(
                "untranslated-section",
                unit.translation.position,
                f"{quoted(unit.translation.title)} is not translated yet",
                "translate what is in the comments, then take .untranslated out of the heading",
                unit.source.position,
            )
    yield from _orphans(stamped, lock_path)


def _stale(unit: TranslationUnit, position: Position, stamp: Stamp) -> Finding:
    name = quoted(unit.source.title)
    message = f"the source {name} has changed since its translation was accepted"
    found = changes(stamp.text, unit.text) if stamp.text else ()
    if found:
        message += f": {summed_up(found)}"
    hint = f"bring the translation up to date, then run: accept {unit.argument}"
    if more_than_shown(found):
        hint += f"; all changes: status --changes {unit.argument}"
    return Finding("stale-section", position, message, hint, unit.source.position)


def _orphans(stamped: Stamped, lock_path: str) -> Iterator[Finding]:
    """Yield the stamps of what is gone; those of a chapter that is gone as one."""
    chapters = {unit.chapter.name for unit in stamped.units}
    gone: dict[str, list[Stamp]] = defaultdict(list)
    for stamp in stamped.orphans:
        name = stamp.key.partition("#")[0]
        gone[stamp.key if name in chapters else name].append(stamp)
    for key, stamps in gone.items():
        what = "section" if "#" in key else "chapter"
        more = f" and {len(stamps) - 1} below it" if len(stamps) > 1 else ""
        yield Finding(
            "stamp-orphan",
            Position(lock_path, stamps[0].line),
            f'the stamp of "{isolated(key)}"{more}: the source has no such {what}',
            "delete the line, or leave it: the next accept takes it out",
        )

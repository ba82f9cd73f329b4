"""Planting faults into books, checking them, and telling what was found from what was not.

A fault is found where a rule that is apt speaks of its passage. Whatever else is said, and is
not said of the sound text too, is beside the point: a false alarm, or one that explains wrongly.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diglot.core.findings import Finding
from drift.planting import Expected
from planted.books import Book, Place, Text
from planted.checking import check_all
from planted.kinds import KINDS, Kind
from planted.variants import VARIANTS, as_written


@dataclass
class Fault:
    """A fault in a book, and what the check says of it.

    shown: the lines it is in. said: the finding by which it was found. again: more of the
        same. beside: what is said in its chapter and is not apt, or not there.
    """

    kind: Kind
    text: Text
    chapter: int
    rules: frozenset[str]
    places: set[Place]
    shown: list[str]
    said: Finding | None = None
    again: list[Finding] = field(default_factory=list)
    beside: list[Finding] = field(default_factory=list)

    def fits(self, finding: Finding) -> bool:
        """Tell whether a finding speaks of this fault."""
        spots = [finding.position, finding.counterpart]
        return finding.rule in self.rules and any(
            spot is not None and (spot.path, spot.line) in self.places for spot in spots
        )

    @property
    def where(self) -> str:
        """Return the lines that the fault is in, the translation's first."""
        ordered = sorted(self.places, key=lambda place: ("/he/" not in place[0], *place))
        return " ".join(f"{path}:{line}" for path, line in ordered[:3])


@dataclass
class Planted:
    """A book with its faults, no two in one chapter."""

    book: Book
    faults: list[tuple[Kind, int, Expected]] = field(default_factory=list)
    is_full: bool = False

    def faults_at_places(self) -> list[Fault]:
        """Return the faults with the lines that they have now."""
        return [
            Fault(
                kind,
                self.book.text,
                chapter,
                frozenset(told.rules),
                self.book.places(told.lines),
                [line.text[:300] for line in told.lines[:6]],
            )
            for kind, chapter, told in self.faults
        ]


@dataclass
class Result:
    """What the check says: of faults, and of sound texts.

    alarms: by text and by the way it is written. passages: how many a text has.
    """

    faults: list[Fault]
    alarms: dict[tuple[str, str], list[Finding]]
    passages: dict[str, int]


def plant(text: Text, kinds: Iterable[Kind], chance: random.Random) -> list[Planted]:
    """Return books of a text with faults of these kinds, where they find a place."""
    made: list[Planted] = []
    for kind in kinds:
        target = None if kind.alone else next((one for one in made if not one.is_full), None)
        if (target is None or not _put(target, kind, chance)) and _put(
            fresh := Planted(text.book(), is_full=kind.alone), kind, chance
        ):
            made.append(fresh)
    return made


def _put(planted: Planted, kind: Kind, chance: random.Random) -> bool:
    """Plant a fault into a chapter that has none; return whether a place was found."""
    book = planted.book
    taken = {chapter for _, chapter, _ in planted.faults}
    free = [n for n in range(len(book.chapters)) if n not in taken]
    chance.shuffle(free)
    for chapter in free:
        if kind.plant(book, chapter, chance):
            (told,) = book.chapters[chapter].expected
            planted.faults.append((kind, chapter, told))
            planted.is_full |= len(planted.faults) == len(book.chapters)
            return True
        book.chapters[chapter] = book.text.book().chapters[chapter]  # it may be half done
    return False


def score(
    texts: Sequence[Text],
    kinds: Sequence[Kind],
    rounds: int,
    seed: int,
    jobs: int,
    share: int = 1,
) -> Result:
    """Plant each kind so often into each text, check all, and tell what was found.

    share: each text gets one kind of so many.
    """
    made = []
    for text in texts:
        for round_number in range(rounds):
            name = f"{seed} {round_number} {text.name}"
            chance = random.Random(name)  # noqa: S311 - it chooses places, not secrets
            mixed = chance.sample(kinds, max(len(kinds) // share, 1))
            made += plant(text, mixed, chance)
    ways = [(text.name, way) for text in texts for way in VARIANTS]
    plain = {text.name: text.book().files() for text in texts}
    sound = [way(plain[name]) for name, way in ways]
    answers = check_all([*sound, *(one.book.files() for one in made)], jobs)
    alarms = {(name, way.__name__): next(answers) for name, way in ways}
    faults = []
    for one, said in zip(made, answers, strict=True):
        faults += judge(one, said, alarms[one.book.text.name, as_written.__name__])
    return Result(faults, alarms, {text.name: text.passages for text in texts})


def judge(planted: Planted, said: list[Finding], alarms: list[Finding]) -> list[Fault]:
    """Return a book's faults, each with what was said of it."""
    faults = planted.faults_at_places()
    known = Counter((finding.rule, finding.message) for finding in alarms)
    for finding in said:
        if known[finding.rule, finding.message] > 0:
            known[finding.rule, finding.message] -= 1
            continue
        fault = next((fault for fault in faults if fault.fits(finding)), None)
        if fault is None:
            _nearest(planted, faults, finding).beside.append(finding)
        elif fault.said is None:
            fault.said = finding
        else:
            fault.again.append(finding)
    return faults


def _nearest(planted: Planted, faults: list[Fault], finding: Finding) -> Fault:
    """Return the fault of the chapter that a finding is in, the first where it is in another."""
    for fault in faults:
        files = {planted.book.file(tag, fault.chapter) for tag in ("en", "he")}
        if finding.position.path in files:
            return fault
    return faults[0]


def all_kinds(names: Sequence[str]) -> list[Kind]:
    """Return the kinds of these names, all for none."""
    return [KINDS[name] for name in names] if names else list(KINDS.values())

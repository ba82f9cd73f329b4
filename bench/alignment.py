"""Whether the constants of alignment stand on a plateau: each is varied, right pairs counted.

`python bench/alignment.py [--rounds 6] [--seed 0] [--only NAME]`
takes the sections and blocks of tests/drift, whose translations are sound and whose
counterparts are known, and lets them drift apart at random: some are left out on either side,
neighbors change places, a paragraph is divided, ids are gone. Then each constant is made
smaller and larger by a fifth and by half, and the table says how many pairs of a hundred are
right (the harmonic mean of those found among all, and of the right among the found).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from msgspec.structs import replace

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from diglot.bitext.blocks import moves, pairs  # noqa: E402 - after the path
from diglot.bitext.blocks.units import Unit, section_units  # noqa: E402
from diglot.bitext.sections import counterparts, similarity  # noqa: E402
from diglot.bitext.sections.align import usual_ratio  # noqa: E402
from diglot.bitext.sections.features import Features, features  # noqa: E402
from diglot.bitext.sections.outline import ROOT as TOP  # noqa: E402
from diglot.bitext.sections.outline import Outline, outline  # noqa: E402
from diglot.core.model import Attributes, Chapter, Edition, Paragraph, Section  # noqa: E402
from diglot.disk.cache import Cache  # noqa: E402
from diglot.run.pipeline import check_project  # noqa: E402
from drift.planting import CONTENT  # noqa: E402
from drift.scoring import Unwatched  # noqa: E402

FACTORS = (0.5, 0.8, 1.0, 1.2, 1.5)
SECTION_CONSTANTS = {
    counterparts: (
        "_GAP",
        "_GAP_BELOW",
        "_AROUND",
        "_EVIDENT",
        "_ALIKE",
        "_CLEARLY",
        "_SWAPPED",
        "_DOUBTFUL",
        "_ROUNDS",
    ),
    similarity: (
        "_COMMON",
        "_NO_EVIDENCE",
        "_FULL_EVIDENCE",
        "_SECTIONS_TO_MEASURE",
        "_OFTEN_WITHIN",
        "_FEWEST_WORDS",
        "_SHORTEST",
    ),
}
BLOCK_CONSTANTS = {
    pairs: ("_GAP", "_SHORTEST", "_FAR", "_OTHER", "_CLOSE", "_CLOSER", "_TELLING_LENGTH"),
    moves: ("_TELLING",),
}
# What may have become of a section or a block in one language, and how often.
LEFT_OUT, CHANGED_PLACES, DIVIDED = 0.12, 0.12, 0.1


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections of a chapter on both sides; counterparts have one number."""

    source: Sequence[tuple[int, Section, Features]]
    translation: Sequence[tuple[int, Section, Features]]
    ratio: float

    def found(self) -> list[tuple[int, int]]:
        """Return the numbers of the sections that are paired."""
        alike = similarity.Similarity(
            [f for _, _, f in self.source], [f for _, _, f in self.translation], self.ratio
        )
        ours, theirs = (_tree([s for _, s, _ in one]) for one in (self.source, self.translation))
        found = counterparts.find_counterparts(ours, theirs, alike)
        return [(self.source[i][0], self.translation[j][0]) for i, j in found.items()]


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a section on both sides; counterparts have one number."""

    source: Sequence[tuple[int, Unit]]
    translation: Sequence[tuple[int, Unit]]
    ratio: float

    def found(self) -> list[tuple[int, int]]:
        """Return the numbers of the blocks that are paired."""
        ours, theirs = {id(u): n for n, u in self.source}, {id(u): n for n, u in self.translation}
        aligned = pairs.align_blocks(
            [u for _, u in self.source], [u for _, u in self.translation], self.ratio
        )
        return [(ours[id(pair.source)], theirs[id(pair.translation)]) for pair in aligned.pairs]


T = TypeVar("T")
Case = Sections | Blocks


def main() -> int:
    """Vary, align, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=6, help="times each chapter and section")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", help="one constant, by its name")
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)  # noqa: S311 - it chooses places, not secrets
    book = check_project(CONTENT.parent, jobs=1, progress=Unwatched(), cache=Cache(None)).bitext
    sides = book.book.source, book.book.translations[0]
    made: list[tuple[dict[ModuleType, tuple[str, ...]], list[Case]]] = [
        (SECTION_CONSTANTS, _rounds(sides, _drifted_sections, chance, chosen.rounds)),
        (BLOCK_CONSTANTS, _rounds(sides, _drifted_blocks, chance, chosen.rounds)),
    ]
    print(f"{'right pairs of a hundred':44}" + "".join(f"{f:>8}" for f in FACTORS))
    for constants, cases in made:
        for module, names in constants.items():
            for name in names:
                if chosen.only in (None, name):
                    row = "".join(f"{rate:8.2f}" for rate in _varied(module, name, cases))
                    where = f"{module.__name__.partition('bitext.')[2]}.{name}"
                    print(f"{where:34}{getattr(module, name):>10}{row}", flush=True)
    return 0


def _varied(module: ModuleType, name: str, cases: Sequence[Case]) -> Iterator[float]:
    """Yield how many pairs of a hundred are right for each factor of a constant."""
    usual = getattr(module, name)
    for factor in FACTORS:
        value = usual * factor
        setattr(module, name, round(value) if isinstance(usual, int) else value)
        try:
            yield 100 * _right(cases)
        finally:
            setattr(module, name, usual)


def _right(cases: Sequence[Case]) -> float:
    right = expected = found = 0
    for case in cases:
        pairs_found = case.found()
        right += sum(i == j for i, j in pairs_found)
        expected += len({n for n, *_ in case.source} & {n for n, *_ in case.translation})
        found += len(pairs_found)
    return 2 * right / max(expected + found, 1)


# Texts that drift apart ----------------------------------------------------------


def _rounds(
    sides: tuple[Edition, Edition],
    drifted: Callable[[Chapter, Chapter, float, random.Random], Iterator[Case]],
    chance: random.Random,
    rounds: int,
) -> list[Case]:
    source, translation = sides
    ratio = usual_ratio(source.language, translation.language)
    theirs = {chapter.name: chapter for chapter in translation.chapters}
    return [
        case
        for _ in range(rounds)
        for chapter in source.chapters
        for case in drifted(chapter, theirs[chapter.name], ratio, chance)
    ]


def _drifted_sections(
    source: Chapter, translation: Chapter, ratio: float, chance: random.Random
) -> Iterator[Case]:
    """Yield a chapter without ids whose sections are no longer the same on both sides."""
    ours, theirs = ([_without_id(s) for s in outline(c).sections] for c in (source, translation))
    if [s.level for s in ours] != [s.level for s in theirs]:
        return
    sides = [_drift([(n, s) for n, s in enumerate(one)], chance) for one in (ours, theirs)]
    one, other = ([(n, s, features(s)) for n, s in side] for side in sides)
    yield Sections(one, other, ratio)


def _drifted_blocks(
    source: Chapter, translation: Chapter, ratio: float, chance: random.Random
) -> Iterator[Case]:
    """Yield the sections of a chapter, each with blocks that are no longer the same."""
    for one, other in zip(outline(source).sections, outline(translation).sections, strict=False):
        ours = section_units(one, source.language)
        theirs = section_units(other, translation.language)
        if [u.kind for u in ours] == [u.kind for u in theirs] and len(ours) > 2:
            drifted = _drift(list(enumerate(theirs)), chance)
            yield Blocks(
                _drift(list(enumerate(ours)), chance),
                [(n, part) for n, unit in drifted for part in _divided(unit, chance)],
                ratio,
            )


def _drift(parts: list[tuple[int, T]], chance: random.Random) -> list[tuple[int, T]]:
    """Return parts of which some are left out, and some have changed places with the next."""
    kept = [part for part in parts if chance.random() > LEFT_OUT]
    for place in range(len(kept) - 1):
        if chance.random() < CHANGED_PLACES:
            kept[place : place + 2] = kept[place + 1], kept[place]
    return kept


def _divided(unit: Unit, chance: random.Random) -> Iterator[Unit]:
    """Yield a block, or the two into which a long paragraph is divided."""
    block = unit.blocks[0] if unit.blocks else None
    if not isinstance(block, Paragraph) or len(block.inlines) < 4 or chance.random() > DIVIDED:
        yield unit
        return
    middle = len(block.inlines) // 2
    for inlines in (block.inlines[:middle], block.inlines[middle:]):
        yield replace(unit, blocks=(replace(block, inlines=inlines),))


def _without_id(section: Section) -> Section:
    return replace(section, id="", explicit=False, attributes=Attributes(), sections=())


def _tree(sections: Sequence[Section]) -> Outline:
    """Return an outline of sections in this order, by their levels."""
    parents: list[int] = []
    for number, section in enumerate(sections):
        above = number - 1
        while above != TOP and sections[above].level >= section.level:
            above = parents[above]
        parents.append(above)
    ends = []
    for number, section in enumerate(sections):
        rest = range(number + 1, len(sections))
        ends.append(next((n for n in rest if sections[n].level <= section.level), len(sections)))
    return Outline(tuple(sections), tuple(parents), tuple(ends))


if __name__ == "__main__":
    raise SystemExit(main())

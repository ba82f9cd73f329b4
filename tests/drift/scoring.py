"""Whether the check finds what was planted, and what else it says.

Goes in: pairs with planted faults. Comes out: counts. All pairs are the chapters of one
book, so that they are read and checked in one go.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from diglot.core.findings import Finding
from diglot.disk.cache import Cache
from diglot.run.pipeline import check_project
from drift import blocks, sections, words  # noqa: F401 - they fill the table
from drift.planting import CONTENT, FAULTS, NAMES, Pair, read_pair


class Unwatched:
    """Progress that nobody watches."""

    def begin(self, task: str, total: int) -> None:
        """Say nothing."""

    def step(self, detail: str = "") -> None:
        """Say nothing."""


@dataclass
class Case:
    """A chapter with faults of these kinds."""

    kinds: tuple[str, ...]
    pair: Pair
    chapter: str


@dataclass
class Scores:
    """Counts by kind, and the words for what went wrong."""

    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    told: list[str] = field(default_factory=list)


def cases(
    chance: random.Random, rounds: int, together: int = 1, only: str | None = None
) -> list[Case]:
    """Return chapters with faults planted at random, `together` in each."""
    made: list[Case] = []
    for _ in range(rounds):
        for name in NAMES:
            for kind in FAULTS:
                kinds = [only] if only else [kind, *chance.choices(list(FAULTS), k=together - 1)]
                pair = read_pair(name)
                planted = tuple(k for k in kinds if FAULTS[k](pair, chance))
                if planted and len(planted) == len(pair.expected):
                    made.append(Case(planted, pair, f"{name[3:]}-{len(made):04}"))
                if only:
                    break
    return made


def findings(folder: Path, made: Sequence[Case], jobs: int) -> dict[str, list[Finding]]:
    """Return the findings of a book of these chapters, by chapter."""
    shutil.copytree(CONTENT, folder / "content")
    for tag in ("en", "he"):
        for path in (folder / "content" / tag).glob("*.md"):
            path.unlink()
    for case in made:
        for tag, text in zip(("en", "he"), case.pair.texts(), strict=True):
            (folder / f"content/{tag}/{case.chapter}.md").write_bytes(text.encode())
    return folder_findings(folder, jobs)


def folder_findings(folder: Path, jobs: int = 1) -> dict[str, list[Finding]]:
    """Return the findings of a book, by chapter."""
    checked = check_project(folder, jobs=jobs, progress=Unwatched(), cache=Cache(None))
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        found[Path(finding.position.path).stem].append(finding)
    return found


def score(folder: Path, made: Sequence[Case], jobs: int = 1) -> Scores:
    """Check a book of these chapters and count what was found."""
    found = findings(folder, made, jobs)
    scores = Scores()
    for case in made:
        rest = list(found[case.chapter])
        for kind, expected in zip(case.kinds, case.pair.expected, strict=True):
            source, translation = case.pair.numbers(expected)
            hit = next(
                (
                    f
                    for f in rest
                    if f.rule in expected.rules
                    and (
                        f.position.line in translation
                        or (f.counterpart and f.counterpart.line in source)
                    )
                ),
                None,
            )
            scores.by_kind[kind].update(planted=1, found=hit is not None, missed=hit is None)
            if hit:
                rest.remove(hit)
            else:
                where = ",".join(map(str, sorted(translation or source)))
                scores.told.append(f"missed {kind}: {case.chapter} line {where}")
        scores.by_kind[case.kinds[0]].update(beside=len(rest))
        for f in rest:
            scores.told.append(f"beside {'+'.join(case.kinds)}: {f.position} {f.rule}: {f.message}")
    return scores

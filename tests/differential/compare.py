"""What differs between the lines of the browser and those of the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from differential.browser import Shown
from differential.engines import Case, Printed, print_, show


@dataclass
class Tally:
    """What was compared. by_standard: lines of the PDF that no line of the browser equals."""

    cases: int = 0
    lines: int = 0
    by_standard: int = 0
    differences: list[str] = field(default_factory=list)


def compare(cases: Sequence[Case], page: Page, folder: Path) -> Tally:
    """Return how the visual order of cases compares, each direction in one go."""
    tally = Tally()
    for direction in ("rtl", "ltr"):
        group = [case for case in cases if case.direction == direction]
        if not group:
            continue
        shown, printed = show(group, page, folder), print_(group)
        assert len(shown) == len(printed) == len(group)
        for case, there, here in zip(group, shown, printed, strict=True):
            _compare(case, there, here, tally)
            if there.notes != here.notes:
                tally.differences.append(
                    f"{case.name}: notes\n  browser: {there.notes}\n  PDF:     {here.notes}"
                )
    return tally


def _compare(case: Case, shown: Shown, printed: Printed, tally: Tally) -> None:
    tally.cases += 1
    tally.lines += len(printed.lines)
    wanted = [shown.shapes(line) for line in shown.lines]
    for line in shown.lines if not _is_table(shown) else ():
        number = line[0][0]
        indices = [index for _, index in line]
        if indices != shown.paragraphs[number].line(min(indices), max(indices)):
            tally.differences.append(f"{case.name}: the browser and the standard differ: {wanted}")
    if wanted == list(printed.lines):
        return
    expected = _by_standard(shown, printed)
    tally.by_standard += sum(line not in wanted for line in printed.lines)
    if expected != list(printed.lines) or case.width_px == 0:
        tally.differences.append(
            f"{case.name} ({case.direction}, {case.width_px} px)\n"
            f"  browser: {wanted}\n  PDF:     {list(printed.lines)}\n  right:   {expected}"
        )


def _is_table(shown: Shown) -> bool:
    """Tell whether lines of several paragraphs stand side by side."""
    return any(len({number for number, _ in line}) > 1 for line in shown.lines)


def _by_standard(shown: Shown, printed: Printed) -> list[str]:
    """Return what the lines of the PDF must look like, ending where they end there."""
    waiting = [(n, i) for n, paragraph in enumerate(shown.paragraphs) for i in paragraph.visible]
    expected = []
    for line in printed.lines:
        taken, waiting = waiting[: len(line)], waiting[len(line) :]
        numbers = {number for number, _ in taken}
        if len(numbers) != 1:
            return [*expected, f"a line of paragraphs {sorted(numbers)}"]
        number = numbers.pop()
        order = shown.paragraphs[number].line(taken[0][1], taken[-1][1])
        expected.append(shown.shapes([(number, index) for index in order]))
    return expected

"""What is in the lines of a text and pandoc reads otherwise than it was meant.

Formulas and amounts, addresses, marks of other programs: each is read as what it evidently
is, or found. Goes in: `Lines`. Comes out: findings, and what is to be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diglot.core.findings import Finding
from diglot.core.model import Position
from diglot.source.bare import VERBATIM_SPAN, bare, blank, ruler
from diglot.source.code import without_code
from diglot.source.edits import Edit, edited, make_edits
from diglot.source.foreign.code import inline_code_marks
from diglot.source.foreign.contents import contents, rows_of_contents
from diglot.source.foreign.marks import (
    foreign_marks,
    includes,
    mark_edits,
    strange_pairs,
)
from diglot.source.foreign.omitted import (
    omission_edits,
    omissions,
    omitted_marks,
    without_omitted,
)
from diglot.source.foreign.wikipedia import leftovers
from diglot.source.meant.addresses import FILE, REFERENCE, address_edits, reference_edits
from diglot.source.meant.attributes import attribute_edits, without_attributes
from diglot.source.meant.formulas import (
    CODE,
    Mathematics,
    code_formula_edits,
    end_of_name,
    formula_edits,
    hebrew_outside_words,
    mathematics,
)
from diglot.source.meant.links import label_edits, labels, nested_edits, nested_links
from diglot.source.meant.notes import note_edits
from diglot.source.meant.pictures import EMBEDDED, size_edits
from diglot.source.meant.roles import bare_numbers, role_edits, without_roles
from diglot.source.meant.tasks import task_edits
from diglot.source.repairs import Repair
from diglot.source.scan.lines import Lines, scan
from diglot.source.scan.tags import strange_attributes
from diglot.source.slips.strays import stray_edits
from diglot.source.slips.undefined import undefined_links


def check_inline(
    lines: Lines, path: str, repair: Repair, removed: Mapping[int, int]
) -> list[Finding]:
    """Return what is wrong inside the lines of a text; put into `repair` what is to be read.

    removed: how many columns a line has lost at its beginning.
    """
    text, coded = "\n".join(lines.texts), bare(lines)
    places = ruler(lines, path, removed)
    maths = mathematics(_with_code(coded, lines))
    whole = without_formulas(VERBATIM_SPAN.sub(blank, coded), maths)
    omitted = omissions(text, whole)
    prose = without_omitted(whole, omitted)
    rows = rows_of_contents(prose)
    for number in (number for lines_of_one in rows for number in lines_of_one):
        repair[number] = lines.empty_before(number)
    unknown = EMBEDDED.sub(blank, FILE.sub(blank, REFERENCE.sub(blank, prose)))
    unknown = without_attributes(unknown, text)
    findings = [
        *omitted_marks(omitted, text, places),
        *contents(rows, text, places),
        *nested_links(prose, text, places),
        *labels(prose, places),
        *bare_numbers(text, coded, places),
        *leftovers(prose, places),
        *undefined_links(prose, places),
        *foreign_marks(without_roles(unknown, text), text, places),
    ]
    findings += strange_pairs(coded, places)
    if "@include" in text:
        findings += includes(without_code(lines), places)
    if any(sign in text for sign in ("`r ", "`{", "`=")):
        findings += inline_code_marks(lines, places)
    findings += [
        _hebrew(places.at(offset))
        for formula in maths.formulas
        if (offset := hebrew_outside_words(text, formula)) is not None
    ]
    edits = (*_edits(text, coded, prose, maths), *stray_edits(lines, prose))
    make_edits(omission_edits(omitted, text, edits), text, places, repair)
    return findings


def _with_code(coded: str, lines: Lines) -> str:
    """Return a text with signs for its lines of code, which are blank in it."""
    if "$$" not in coded and "\\" not in coded:
        return coded
    pairs = zip(coded.split("\n"), lines.kinds, strict=True)
    return "\n".join(CODE * len(text) if kind == "code" else text for text, kind in pairs)


def _hebrew(position: Position) -> Finding:
    return Finding(
        "hebrew-in-formula",
        position,
        "Hebrew letters in a formula are taken for variables, and printed in reverse",
        r"put the words into \text{…}; a dollar that is money is written \$",
    )


def as_meant(line: str) -> str:
    """Return a line of its own, such as a title, as pandoc is to read it."""
    lines = scan([line])
    coded = bare(lines)
    maths = mathematics(coded)
    whole = without_formulas(coded, maths)
    omitted = omissions(line, whole)
    prose = without_omitted(whole, omitted)
    edits = (*_edits(line, coded, prose, maths), *stray_edits(lines, prose))
    return edited(line, omission_edits(omitted, line, edits))


def without_formulas(text: str, maths: Mathematics) -> str:
    """Return a text with its formulas and their names blank, each character in its place."""
    parts, end = [], 0
    for formula in maths.formulas:
        stop = end_of_name(text, formula)
        inside = text[formula.start : stop].split("\n")
        parts += [text[end : formula.start], "\n".join(" " * len(line) for line in inside)]
        end = stop
    return "".join([*parts, text[end:]])


def _edits(text: str, coded: str, prose: str, maths: Mathematics) -> Iterator[Edit]:
    yield from formula_edits(text, maths)
    yield from code_formula_edits(text, coded)
    yield from address_edits(prose)
    yield from reference_edits(prose)
    yield from mark_edits(prose)
    yield from size_edits(prose)
    yield from role_edits(text, prose)
    yield from note_edits(prose)
    yield from task_edits(prose)
    yield from nested_edits(prose)
    yield from label_edits(prose)
    yield from attribute_edits(prose, text)
    yield from (Edit(start, end, "") for start, end in strange_attributes(coded))

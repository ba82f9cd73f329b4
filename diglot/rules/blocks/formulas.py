"""Rule B205: formulas that were changed in translation, or whose numbers would differ.

Goes in: two blocks that are counterparts. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.bitext.blocks.pairs import UnitPair
from diglot.bitext.blocks.units import Unit
from diglot.bitext.section_pairs import all_inlines
from diglot.core.findings import Finding
from diglot.core.model import Math, Paragraph
from diglot.core.wording import quoted

_TEX_WORDS = re.compile(r"\\(?:text|mbox|textrm|textit|mathrm|operatorname)\s*\{[^{}]*\}")


def formula_findings(pair: UnitPair) -> Iterator[Finding]:
    """Yield what the formulas of two blocks, of which each may be a formula, have come apart in."""
    if pair.source.kind == "formula" and _all_signs(pair.source) != _all_signs(pair.translation):
        yield Finding(
            "math-changed",
            pair.translation.position,
            "the formula differs from that of its source",
            "copy the formula from the source; words inside \\text{…} may be translated",
            pair.source.position,
        )
        return
    ours, theirs = _ids(pair.source), _ids(pair.translation)
    if len(ours) == len(theirs):
        for wanted, name in zip(ours, theirs, strict=True):
            if wanted != name:
                yield _of_id(pair, wanted, name)


def tex_signs(tex: str) -> str:
    """Return a formula without spaces and without the words in it."""
    return "".join(_TEX_WORDS.sub("\\\\text", tex).split())


def _all_signs(unit: Unit) -> list[str]:
    return [tex_signs(inline.tex) for inline in all_inlines(unit) if isinstance(inline, Math)]


def _ids(unit: Unit) -> list[str]:
    """Return the ids of the formulas that are set apart in a paragraph, "" for none."""
    match unit.blocks[:1]:
        case (Paragraph(inlines=inlines),):
            return [i.attributes.id for i in inlines if isinstance(i, Math) and i.display]
    return []


def _of_id(pair: UnitPair, wanted: str, name: str) -> Finding:
    counted = "formulas are counted by their ids, so the numbers of the two languages differ"
    if not name:
        words = f"the formula lacks the id of its source, {quoted(wanted)}"
        hint = f"write {{#{wanted}}} behind it: {counted}"
    elif not wanted:
        words = f"the formula has the id {quoted(name)}, and its source has none"
        hint = f"take it out, or give it to the source: {counted}"
    else:
        words = f"the formula has the id {quoted(name)}, its source {quoted(wanted)}"
        hint = f"write {{#{wanted}}}"
    return Finding("math-changed", pair.translation.position, words, hint, pair.source.position)

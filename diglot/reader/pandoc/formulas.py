"""TeX → MathML, with what is said in a way that pandoc does not know put in its own words.

Knows which habits of TeX mean something that pandoc has another name for; what MathML is made
of a formula is pandoc's business. Comes out: MathML, or why there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diglot.reader.pandoc.calls import math_to_mathml, tex_problem
from diglot.reader.pandoc.formula_signs import with_signs_as_letters, with_whole_numbers
from diglot.reader.pandoc.formula_words import with_marked_words, with_rows

Tex = tuple[str, bool]

# What is only for references, numbers and page breaks, of which a formula here has none.
_SILENT = re.compile(
    r"\\(?:label|eqref|ref)\s*\{[^{}]*\}|\\(?:nonumber|notag|allowbreak|displaylimits)(?![A-Za-z])"
)
# The name of a formula in bookdown, which would be drawn.
_LABEL = re.compile(r"\(\\#eq:[\w:/-]+\)")
# What names a formula inside it, in LaTeX or in bookdown.
_NAMED = re.compile(r"\\label\s*\{(?P<label>[^\W\d][\w:.-]*)\}|\(\\#(?P<name>eq:[\w:-]+)\)")
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
# By command, one that pandoc knows and that comes out the same or nearly so.
_NAMES = {
    r"\cfrac": r"\dfrac",
    r"\hbox": r"\mbox",
    r"\textup": r"\textrm",
    r"\emph": r"\textit",
    r"\textnormal": r"\text",
    r"\bm": r"\boldsymbol",
    r"\lvert": "|",
    r"\rvert": "|",
}
_TEXTCOLOR = re.compile(r"\\textcolor\s*\{(\w+)\}\s*\{")
_NAME = re.compile("|".join(rf"{re.escape(name)}(?![A-Za-z])" for name in _NAMES))
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{")
_ROW = re.compile(r"\\\\")
_CELL = re.compile(r"(?<!\\)&")
# A row without anything in it, which a line end before the end of an environment leaves.
_EMPTY_ROW = re.compile(
    r"(?<=</mtr>)(?:<mtr>\s*<mtd\b[^>]*(?:/>|>\s*</mtd>)\s*</mtr>)+(?=</mtable>)"
)


def read_formulas(formulas: Sequence[Tex]) -> Iterator[tuple[str | None, str]]:
    """Yield, for each (TeX, display?), a <math> element and "", or None and why there is none."""
    read = math_to_mathml([(_for_pandoc(_LABEL.sub("", tex)), shown) for tex, shown in formulas])
    mended = {
        formula: _mended(_LABEL.sub("", formula[0]))
        for formula, math in zip(formulas, read, strict=True)
        if not math
    }
    again = [(_for_pandoc(tex), formula[1]) for formula, tex in mended.items()]
    second = dict(zip(mended, math_to_mathml(again), strict=True))
    for formula, math in zip(formulas, read, strict=True):
        if found := math or second[formula]:
            yield with_rows(with_whole_numbers(_EMPTY_ROW.sub("", found))), ""
        else:
            yield None, tex_problem(*formula)


def _for_pandoc(tex: str) -> str:
    return with_marked_words(with_signs_as_letters(tex))


def name_in(tex: str) -> str:
    """Return the first name that a formula gives itself, "" for none."""
    match = _NAMED.search(tex)
    return (match["label"] or match["name"]) if match else ""


def has_own_number(tex: str) -> bool:
    """Tell whether a formula has a number, or another sign, of the author's own."""
    return bool(_TAG.search(tex))


def _mended(tex: str) -> str:
    """Return TeX as pandoc may be able to read it."""
    meant = _SILENT.sub("", tex)
    meant = _TAG.sub(r"\\qquad\\text{(\1)}", meant)
    meant = _TEXTCOLOR.sub(r"{\\color{\1}", meant)
    meant = _NAME.sub(lambda match: _NAMES[match[0]], meant).strip()
    if not _ENVIRONMENT.search(meant) and (_ROW.search(meant) or _CELL.search(meant)):
        environment = "aligned" if _CELL.search(meant) else "gathered"
        return rf"\begin{{{environment}}}{meant}\end{{{environment}}}"
    return meant

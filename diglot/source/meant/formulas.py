r"""What of a text is a formula, and which dollars are money.

The one idea of it in the house: what pandoc is given, what is prose, and what is looked for
in formulas all follow it. Knows the ways of writing formulas (`$x$`, `$$x$$`, `\(x\)`,
`\[x\]`, `\begin{align}`) and what is evidence of TeX. Goes in: text without code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from diglot.lang.he.script import LETTER
from diglot.source.edits import Edit

CODE = "\ufffc"  # in a text, a line of code, which no formula has
_ENVIRONMENT = (
    r"(?:displaymath|math|equation|gather|align|alignat|flalign|multline|eqnarray|dmath|"
    r"subequations|split|aligned|gathered|cases|[pbBvV]?matrix|array)\*?"
)
_BODY = r"(?:\\[\s\S]|[^\\\n]|\n(?![ \t>]*\n))"
# Where something begins that may be a formula; any other sign after a backslash is passed over.
_OPENING = re.compile(
    rf"^[ \t>]*(?P<begin>\\begin\{{(?P<env>{_ENVIRONMENT})\}})"
    r"|(?P<bracket>\\{1,2}\(|\\{1,2}\[(?<!\[\\\[))|\\[\s\S]|(?P<dollar>\${1,2})",
    re.MULTILINE,
)
_DISPLAY = re.compile(rf"\$\$(?!\$)(?P<tex>{_BODY}+?)\$\$")
_INLINE = re.compile(
    r"\$(?=[^\s$])(?P<tex>(?:\\[\s\S]|[^\\$\n]|\n(?![ \t>]*\n))+)(?:(?<!\s)|(?<=\\\s))\$(?!\d)"
)
# A display between lines of their own, with the empty lines that some programs allow in it.
_WIDE = re.compile(
    r"\$\$[ \t]*\n(?P<tex>(?:(?![^\n]*\$\$)[^\n]*\n)+)[ \t>]*\$\$(?=[ \t]*$)", re.MULTILINE
)
_BRACKETED = {
    mark: re.compile(rf"{re.escape(opening)}(?P<tex>{_BODY}{{1,2000}}?)(?<!\\){re.escape(closing)}")
    for mark, opening, closing in (
        (r"\(", r"\(", r"\)"), (r"\[", r"\[", r"\]"),
        (r"\\(", r"\\(", r"\\)"), (r"\\[", r"\\[", r"\\]"),
    )
}  # fmt: skip
_WIDE_BRACKETED = re.compile(
    r"\\\[[ \t]*\n(?P<tex>(?:(?![^\n]*\\\])[^\n]*\n)+)[ \t>]*\\\](?=[ \t]*$)", re.MULTILINE
)

_BLANK_LINE = re.compile(r"\n[ \t>]*(?=\n)")
_TAG = re.compile(r"<[A-Za-z/][^<>\n]*>")

# Words inside a formula, which may be of any language.
_WORDS = re.compile(
    r"\\(?:text(?:rm|bf|it|sf|tt|up|md|sc|sl|normal)?|[mhf]box|(?:short)?intertext|tag\*?|label)\s*"
    r"\{(?:[^{}]|\{[^{}]*\})*\}"
)
_COMMAND = re.compile(r"\\[A-Za-z]+")
_RAISED = re.compile(r"[\w)}\]|]?\^[\w{\\*+\-'()]|(?<![^\W\d_])[^\W\d_]_(?:\{|\w(?!\w))")
_OPERATOR = re.compile(r"[=<>+*/|≤≥≠±×÷·−∈∑∫√]|(?<=[\w)])\s*-\s*(?=[\w(])")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_FUNCTIONS = frozenset(
    re.findall(
        r"\w+",
        "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim max min sup "
        "inf mod gcd lcm det dim ker deg arg rank span tr Pr Re Im sgn sign if and or iff",
    )
)
_CONNECTIVES = frozenset({"if", "and", "or", "iff"})
_SENTENCE = re.compile(r"[,.;:!?]\s+[^\W\d_]{2,}")
_HANGING = re.compile(r"[,.;:!?)\]/]")
_TORN = re.compile(r"[/:;,.&@?<>=+*|-]$")
_NUMBER = re.compile(r"[\d.,\s%‰–—-]*")


_NAME = re.compile(r"[ \t]*\n?[ \t>]*\{#[\w:.-]+\}")
_AROUND_CODE = re.compile(r"\$(`+)([^`\n]+)(`+)\$")


class Formula(Struct, frozen=True):
    """One formula. start, end: with its marks. tex: the same of what is between them.

    mark: what it opens with, as it was written; "" for a bare environment.
    """

    start: int
    end: int
    tex: tuple[int, int]
    mark: str

    @property
    def is_display(self) -> bool:
        """Tell whether it has a line of its own."""
        return self.mark not in ("$", r"\(", r"\\(")


class Mathematics(Struct, frozen=True):
    """The formulas of a text, and the dollars that need a backslash to be none.

    lone: all dollars that open no formula, those that need a backslash among them.
    """

    formulas: tuple[Formula, ...]
    amounts: tuple[int, ...]
    lone: tuple[int, ...] = ()


def mathematics(text: str) -> Mathematics:
    """Return what of a text is a formula. text: code must be blank in it."""
    if "$" not in text and "\\" not in text:
        return Mathematics((), ())
    formulas: list[Formula] = []
    lone: list[int] = []
    mistaken: list[int] = []
    place = 0
    while match := _OPENING.search(text, place):
        place = match.end()
        if match["begin"]:
            found = _environment(text, match)
        elif match["bracket"]:
            found = _bracketed(text, match)
        elif match["dollar"]:
            found, is_amount = _dollars(text, match)
            if is_amount:
                mistaken.append(match.start())
            if not found:
                lone.append(match.start())
                place = match.start() + 1
        else:
            continue
        if found and CODE not in text[found.start : found.end]:
            formulas.append(found)
            place = found.end
    return Mathematics(tuple(formulas), tuple(_amounts(text, lone, mistaken)), tuple(lone))


def _amounts(text: str, lone: Sequence[int], mistaken: Sequence[int]) -> Iterator[int]:
    """Yield the dollars of the paragraphs in which pandoc would see a formula where none is.

    All of them: one that is taken away from pandoc may make a formula of its neighbors.
    """
    ends = [match.start() for match in _BLANK_LINE.finditer(text)] if mistaken else []
    wrong = {bisect_right(ends, offset) for offset in mistaken}
    tags = [match.span() for match in _TAG.finditer(text)] if mistaken else []
    for offset in lone:
        is_inside = any(start < offset < end for start, end in tags)
        if bisect_right(ends, offset) in wrong and not is_inside:
            yield offset


def _formula(match: re.Match[str], mark: str) -> Formula:
    return Formula(match.start(), match.end(), match.span("tex"), mark)


def _environment(text: str, opening: re.Match[str]) -> Formula | None:
    start, end = opening.start("begin"), rf"\end{{{opening['env']}}}"
    stop = text.find(end, opening.end())
    if stop < 0:
        return None
    return Formula(start, stop + len(end), (start, stop + len(end)), "")


def _dollars(text: str, opening: re.Match[str]) -> tuple[Formula | None, bool]:
    """Return the formula that dollars open, and whether pandoc would see one where none is."""
    start = opening.start()
    if len(opening["dollar"]) == 2:
        match = _DISPLAY.match(text, start)
        if match and not _is_sentence(match["tex"]):
            return _formula(match, "$$"), False
        wide = _WIDE.match(text, start)
        if not match and wide and _is_wide(wide["tex"]):
            return _formula(wide, "$$"), False
        return None, match is not None
    match = _INLINE.match(text, start)
    if not match:
        return None, False
    before, after = text[max(start - 1, 0) : start], text[match.end() : match.end() + 1]
    is_formula = _is_between_dollars(match["tex"], before, after)
    return (_formula(match, "$"), False) if is_formula else (None, True)


def _bracketed(text: str, opening: re.Match[str]) -> Formula | None:
    mark, start = opening["bracket"], opening.start()
    match = _BRACKETED[mark].match(text, start)
    if match is None:
        wide = _WIDE_BRACKETED.match(text, start)
        return _formula(wide, mark) if wide and _is_wide(wide["tex"]) else None
    line = text[text.rfind("\n", 0, start) + 1 : start]
    rest = text[match.end() :].partition("\n")[0]
    is_among_words = mark.endswith("[") and bool(line.strip(" \t>") or rest.strip())
    if is_among_words and len(match["tex"].strip()) == 1:
        return None  # one letter that an editor put into brackets
    return _formula(match, mark) if _is_in_brackets(match["tex"], line, rest) else None


# Evidence ---------------------------------------------------------------------------


def _is_tex(tex: str) -> bool:
    """Tell whether there is TeX that nobody writes in prose: a command, a raised sign."""
    return bool(_COMMAND.search(tex) or _RAISED.search(tex) or _OPERATOR.search(tex))


def _is_wide(tex: str) -> bool:
    """Tell whether several paragraphs are one formula, and no prose between two."""
    bare = _WORDS.sub(" ", tex)
    is_prose = LETTER.search(bare) or _SENTENCE.search(bare) or len(_words(bare)) > 3
    return _is_tex(bare) and not is_prose


def _has_signs_of_tex(tex: str) -> bool:
    return bool(_COMMAND.search(tex) or _RAISED.search(tex))


def _words(tex: str) -> list[str]:
    """Return the words of a formula that are neither commands nor names of functions."""
    bare = _COMMAND.sub(" ", _WORDS.sub(" ", tex))
    return [word for word in _LETTERS.findall(bare) if word not in _FUNCTIONS]


def _connectives(tex: str) -> int:
    return sum(word in _CONNECTIVES for word in _LETTERS.findall(_COMMAND.sub(" ", tex)))


def _is_sentence(tex: str) -> bool:
    """Tell whether words run on as in prose."""
    bare = _WORDS.sub(" ", tex)
    words = _words(tex)
    is_prose = bool(_SENTENCE.search(bare) or len(words) + _connectives(bare) > 2)
    if LETTER.search(bare):
        return is_prose or (bool(re.search(r"\s", tex.strip())) and not _is_tex(bare))
    return is_prose and not _has_signs_of_tex(bare)


def _is_between_dollars(tex: str, before: str, after: str) -> bool:
    r"""Tell whether what is between two dollars is a formula, and these are no amounts.

    An amount has its number before the dollar or after it. Against a number speak only
    commands and raised signs; words, Hebrew and the marks of a sentence speak for it.
    """
    bare = _WORDS.sub(" ", tex)
    if _is_sentence(tex) or _HANGING.match(bare):
        return False
    if _has_signs_of_tex(bare):
        return not (before.isdigit() and LETTER.search(bare))
    if before.isdigit():
        return False
    if bare[0].isdigit():
        is_named = before.isascii() and before.isalpha()  # US$, A$
        words = _words(tex)
        is_open = bool(words) and (len(words) > 1 or not bare.rstrip().endswith(words[0]))
        is_range = re.search(r"[…–—;]", bare)
        return not (is_named or is_open or is_range or _connectives(bare) or LETTER.search(bare))
    is_joined = bool(re.match(r"[A-Za-z{_]", after))
    return not (is_joined and (_TORN.search(bare) or _words(tex)))


def _is_in_brackets(tex: str, line: str, rest: str) -> bool:
    """Tell whether what is between escaped brackets is a formula, and no words.

    line, rest: what is before and after on the same line.
    """
    bare = _WORDS.sub(" ", tex)
    if LETTER.search(bare) and not _has_signs_of_tex(bare):
        return False
    if _is_sentence(tex) or _NUMBER.fullmatch(tex):
        return False
    if _has_signs_of_tex(bare):
        return True
    if _words(tex) or _connectives(bare) or re.search(r"[\w\])]$", line, re.ASCII):
        return False
    if len(tex.strip()) == 1:
        # The label of an item, a box to be ticked, a letter supplied by an editor.
        is_label = not line.strip(" \t>-*+") and bool(rest.strip())
        return tex.strip().isalpha() and not is_label and not re.match(r"[\w(]", rest)
    return bool(re.search(r"[^\W\d_]", bare)) and not re.search(r"[@#^]|https?:|…", bare)


# What follows -----------------------------------------------------------------------


def formula_edits(text: str, maths: Mathematics) -> Iterator[Edit]:
    r"""Yield what makes pandoc read these formulas and no others.

    text: as it is written. Amounts get a backslash; `\(x\)`, `\[x\]` and bare environments
    get dollars; empty lines inside a formula go.
    """
    # To pandoc a formula that begins before code may end in it: $HOME and `$PATH`.
    around = {
        end for match in _AROUND_CODE.finditer(text) for end in (match.start(), match.end() - 1)
    }
    lone = [offset for offset in maths.lone if offset not in around]
    into_code = [offset for offset in lone if _INLINE.match(text, offset)]
    for offset in sorted({*maths.amounts, *_amounts(text, lone, into_code)} - around):
        yield Edit(offset, offset, "\\")
    for formula in maths.formulas:
        start, end = formula.tex
        if formula.mark == "":
            yield Edit(formula.start, formula.start, "$$")
            yield Edit(formula.end, formula.end, "$$")
        elif formula.mark.startswith("\\"):
            first, last = formula.start + len(formula.mark), formula.end - len(formula.mark)
            if not formula.is_display and "\n" not in text[first:start] + text[end:last]:
                tex = text[start:end]
                first, last = (
                    start + len(tex) - len(tex.lstrip(" \t")),
                    start + len(tex.rstrip(" \t")),
                )
            dollars = "$$" if formula.is_display else "$"
            yield Edit(formula.start, first, dollars)
            for match in re.finditer(r"(?<!\\)\$", text[first:last]):
                yield Edit(first + match.start(), first + match.start(), "\\")
            # pandoc takes a dollar before a figure for money; a comment parts them.
            parted = "<!-- -->" if text[formula.end : formula.end + 1].isdigit() else ""
            yield Edit(last, formula.end, dollars + parted)
        if formula.is_display:
            start = formula.start + len(formula.mark)  # the line of the mark may be a line alone
            for match in re.finditer(r"\n[ \t>]*(?=\n)", text[start:end]):
                yield Edit(start + match.start(), start + match.end(), "")


def end_of_name(text: str, formula: Formula) -> int:
    """Return where the name behind a formula that is set apart ends, {#eq-mass}, or itself."""
    match = _NAME.match(text, formula.end) if formula.is_display else None
    return match.end() if match else formula.end


def hebrew_outside_words(text: str, formula: Formula) -> int | None:
    """Return the offset of the first Hebrew letter that is not in words; None for none."""
    tex = _WORDS.sub(lambda match: " " * len(match[0]), text[slice(*formula.tex)])
    match = LETTER.search(tex)
    return formula.tex[0] + match.start() if match else None


def code_formula_edits(text: str, coded: str) -> Iterator[Edit]:
    """Yield what takes the backticks out of a formula written as GitHub has it: $`x`$."""
    for match in _AROUND_CODE.finditer(text):
        bare = coded[match.start() : match.end()]
        if len(match[1]) == len(match[3]) and bare == f"${' ' * (len(bare) - 2)}$":
            yield Edit(match.start(1), match.end(1), "")
            yield Edit(match.start(3), match.end(3), "")

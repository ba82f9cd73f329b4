r"""Rule M520: commands that only say how pages look, which no edition needs; they are left out.

Knows `\newpage`, `\vspace{1cm}` and the like of TeX, in the line and raw, `{{< pagebreak >}}` of
Quarto, `{pagebreak}` of Leanpub, and raw text beside HTML that says the same. Goes in: `Lines`,
or prose without code. Comes out: findings, and what is to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding, cut_short
from diglot.core.model import Position
from diglot.source.bare import Ruler, blank
from diglot.source.edits import Edit
from diglot.source.foreign.habit import AS_TYPED
from diglot.source.repairs import Repair, start_of
from diglot.source.scan.scanned import Fence, Lines

_ALONE = (
    "newpage clearpage cleardoublepage cleardoubleoddpage pagebreak nopagebreak linebreak "
    "nolinebreak newline noindent indent bigskip medskip smallskip vfill hfill centering "
    "raggedright raggedleft raggedbottom flushbottom null frontmatter mainmatter backmatter "
    "appendix tableofcontents listoffigures listoftables maketitle printindex phantomsection "
    "FloatBarrier sloppy fussy normalsize small footnotesize scriptsize tiny large Large LARGE "
    "huge Huge singlespacing doublespacing onehalfspacing par leavevmode"
).replace(" ", "|")
_WITH_MORE = (
    "vspace hspace thispagestyle pagestyle pagenumbering setcounter addtocounter setlength "
    "addtolength enlargethispage needspace Needspace addcontentsline addtocontents markboth "
    "markright setstretch linespread"
).replace(" ", "|")
_AROUND = "center|flushleft|flushright|landscape|samepage|multicols|spacing|sloppypar|titlepage"
_MORE = r"(?:\[[^\[\]\n]*\])?(?:\{(?:[^{}\n]|\{[^{}\n]*\})*\})"
_COMMAND = (
    rf"\\(?:(?:begin|end)\{{(?:{_AROUND})\*?\}}(?:\{{[^{{}}\n]*\}})*"
    rf"|(?:{_WITH_MORE})\*?{_MORE}+|(?:{_ALONE})(?![A-Za-z])\*?(?:\[[1-4]\]|\{{\}})?)"
)
# More commands, which define what others look like.
_DEFINITION = (
    rf"\\(?:(?:re)?newcommand|providecommand|usepackage|definecolor|fancy[a-z]+|captionsetup|"
    rf"geometry|newgeometry|restoregeometry|hypersetup|title(?:format|spacing))\*?(?:{_MORE})*"
)
# Each with what is in a text that has any.
_IN_LINE = (
    ("\\", re.compile(rf"\\(?<![\w\\:./]\\){_COMMAND[2:]}(?:[ ]*{_COMMAND})*[ ]*")),
    ("{{<", re.compile(r"\{\{<[ ]*(?:pagebreak|[vh]space\b[^{}<>\n]*)[ ]*>\}\}")),
    *(
        (sign, re.compile(rf"^[ \t]*\{{(?:{names}){sign[:-1]}\}}(?=[ \t]*$)", re.MULTILINE))
        for sign, names in (("break}", "page-?|sample-?"), ("matter}", "front|main|back"))
    ),
)
_RAW = re.compile(r"\{=(?P<format>[\w-]+)\}")
_RAW_IN_LINE = re.compile(r"`(?P<said>[^`\n]+)`\{=(?P<format>[\w-]+)\}")
_TEX = ("latex", "tex", "context", "beamer", "pdf")
_SAYS_NOTHING = {
    **dict.fromkeys(_TEX, re.compile(rf"(?:\s|%[^\n]*(?:\n|$)|{_COMMAND}|{_DEFINITION})*")),
    "typst": re.compile(r"(?:\s|//[^\n]*|#(?:pagebreak|colbreak|v|h|set [a-z.]+)\([^()\n]*\))*"),
    "openxml": re.compile(r"(?:\s|<(?!w:t[ >/])[^<>]*>)*"),
}
_HTML = ("html", "html4", "html5")
_HINT = "take it out; where pages break is for the editions to know"


def layout_edits(text: str, prose: str) -> Iterator[Edit]:
    """Yield what takes such commands out of a text. prose: the same without its code."""
    for match in _marks(prose):
        yield Edit(match.start(), match.end(), "")
    for match in _raw_marks(text, prose):
        yield Edit(match.start(), match.end(), "")


def layout_marks(text: str, prose: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield a finding for each such command, or several in a row."""
    for match in _marks(prose):
        start = match.end() - len(match[0].lstrip())
        yield _left_out(ruler.at(start), match[0].strip(), f"{_HINT}; {AS_TYPED}")
    for match in _raw_marks(text, prose):
        yield _left_out(ruler.at(match.start()), match["said"], _HINT)


def without_layout(prose: str) -> str:
    """Return prose with nothing in the place of such commands."""
    for sign, pattern in _IN_LINE:
        prose = pattern.sub(blank, prose) if sign in prose else prose
    return prose


def raw_blocks(lines: Lines, path: str, repair: Repair) -> Iterator[Finding]:
    """Yield the raw blocks in which no words are, or that HTML stands for; leave them out."""
    row: list[tuple[Fence, str]] = []
    for fence in lines.fences.values():
        match = _RAW.fullmatch(fence.info) if fence.is_closed else None
        if not match:
            continue
        if row and any(map(str.strip, lines.texts[row[-1][0].last + 1 : fence.first])):
            yield from _in_row(row, lines, path, repair)
            row = []
        row.append((fence, match["format"]))
    yield from _in_row(row, lines, path, repair)


def _in_row(
    row: list[tuple[Fence, str]], lines: Lines, path: str, repair: Repair
) -> Iterator[Finding]:
    """Yield findings for raw blocks with nothing but empty lines between them."""
    has_html = any(form in _HTML for _, form in row)
    for fence, form in row:
        if form in _HTML:
            if form != "html":
                repair[fence.first] = lines.meant(fence.first, f"{fence.mark} {{=html}}")
            continue
        where = start_of(lines, fence.first, path)
        said = "\n".join(lines.words(number) for number in fence.inside)
        if _says_nothing(said, form):
            yield _left_out(where, " ".join(said.split()) or f"{{={form}}}", _HINT)
        elif has_html:
            message = f"raw {form} is left out, and the HTML beside it is in every edition"
            yield Finding("foreign-markup", where, message, "take it out")
        else:
            continue
        for number in range(fence.first, fence.last + 1):
            repair[number] = lines.empty_before(number)


def _marks(prose: str) -> Iterator[re.Match[str]]:
    for sign, pattern in _IN_LINE:
        yield from pattern.finditer(prose) if sign in prose else ()


def _raw_marks(text: str, prose: str) -> Iterator[re.Match[str]]:
    for match in _RAW_IN_LINE.finditer(text) if "`{=" in text else ():
        is_code = prose[match.start()] == " " and prose[match.end() - 1] == "}"
        if is_code and _says_nothing(match["said"], match["format"]):
            yield match


def _says_nothing(said: str, form: str) -> bool:
    pattern = _SAYS_NOTHING.get(form)
    return bool(pattern and pattern.fullmatch(said))


def _left_out(position: Position, words: str, hint: str) -> Finding:
    message = f'"{cut_short(words, 40)}" only says how pages look, and is left out'
    return Finding("foreign-markup", position, message, hint)

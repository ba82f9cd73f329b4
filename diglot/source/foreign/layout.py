r"""Rule M520: commands that only say how pages look, which no edition needs; they are left out.

Knows `\newpage`, `\vspace{1cm}` and the like of TeX, in the line and raw, `{{< pagebreak >}}` of
Quarto, `{pagebreak}` of Leanpub, and raw text beside HTML that says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from diglot.core.findings import Finding, cut_short
from diglot.source.foreign.habit import AS_TYPED, Habit
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
_WHAT = "a command that only says how pages look"
_HINT = "take it out; where pages break is for the editions to know"
LAYOUT = tuple(
    Habit(sign, pattern, _WHAT, f"{_HINT}; {AS_TYPED}")
    for sign, pattern in (
        ("\\", rf"(?P<at>\\(?<![\w\\:./]\\){_COMMAND[2:]}(?:[ ]*{_COMMAND})*[ ]*)"),
        ("{{<", r"(?P<at>\{\{<[ ]*(?:pagebreak|[vh]space\b[^{}<>\n]*)[ ]*>\}\})"),
        ("break}", r"^[ \t]*(?P<at>\{(?:page-?|sample-?)break\})[ \t]*$"),
        ("matter}", r"^[ \t]*(?P<at>\{(?:front|main|back)matter\})[ \t]*$"),
    )
)
RAW_LAYOUT = Habit("`{=", r"(?P<at>`(?P<said>[^`\n]+)`\{=(?P<format>[\w-]+)\})", _WHAT, _HINT)
_RAW = re.compile(r"\{=(?P<format>[\w-]+)\}")
_TEX = ("latex", "tex", "context", "beamer", "pdf")
_SAYS_NOTHING = {
    **dict.fromkeys(_TEX, re.compile(rf"(?:\s|%[^\n]*(?:\n|$)|{_COMMAND}|{_DEFINITION})*")),
    "typst": re.compile(r"(?:\s|//[^\n]*|#(?:pagebreak|colbreak|v|h|set [a-z.]+)\([^()\n]*\))*"),
    "openxml": re.compile(r"(?:\s|<(?!w:t[ >/])[^<>]*>)*"),
}
_HTML = ("html", "html4", "html5")


def says_nothing(said: str, form: str) -> bool:
    """Tell whether raw text has no words. form: its format, as pandoc calls it."""
    pattern = _SAYS_NOTHING.get(form)
    return bool(pattern and pattern.fullmatch(said))


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
        if says_nothing(said, form):
            words = cut_short(" ".join(said.split()) or f"{{={form}}}", 40)
            message = f'"{words}" is {_WHAT}, and is left out'
            yield Finding("foreign-markup", where, message, _HINT)
        elif has_html:
            message = f"raw {form} is left out, and the HTML beside it is in every edition"
            yield Finding("foreign-markup", where, message, "take it out")
        else:
            continue
        for number in range(fence.first, fence.last + 1):
            repair[number] = lines.empty_before(number)

"""Rule M520: marks of other programs, which pandoc would print as they are typed.

Each habit is a line of the table: its pattern, what it is, and how it is said here. Only
what is unmistakable is in it. Goes in: prose without code and formulas. Comes out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from diglot.core.findings import Finding, cut_short
from diglot.source.bare import Ruler
from diglot.source.edits import Edit
from diglot.source.scan.tags import BROKEN_TAG, strange_attributes
from diglot.text.marks.signs import EMOJI_NAME

_AS_TYPED = r"to show it as typed, make it code or put a backslash before it"
# Each with what is in a text that has any.
_NO_TARGETS = (
    ("<", re.compile(r"<[A-Za-z/][^<>\n]*>")),
    ("](", re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)")),
    ("]:", re.compile(r"^[ \t>]*\[[^\]\n]+\]:[ \t]*\S.*$", re.MULTILINE)),
    ("://", re.compile(r"https?://\S+")),
    ("www.", re.compile(r"www\.\S+")),
)
_ESCAPE = re.compile(r"\\[^\w\s]")
_ITEM = r"[ \t>]*(?:[-*+]|\(?\d{1,9}[.)])[ \t]+"
_BROKEN_TAG = re.compile(rf"(?<!\\){BROKEN_TAG}", re.MULTILINE)
_ATTRIBUTE = re.compile(r"[@:#_A-Za-z][\w:.@-]*(?=\s*=|$)")
# A Hebrew prefix may be joined to what is marked; letters of a program may not.
_MARKED = re.compile(
    r"(?<![=A-Za-z0-9_])==(?=[^\s=])"
    r"(?P<words>(?:[^=\n]|=(?!=)|\n(?![ \t>]*\n))*[^\s=])"
    r"==(?![=A-Za-z0-9_])"
)


class Habit(Struct, frozen=True):
    """One habit. name: what it is, after "is". hint: the next step.

    sign: what a text must hold to have the habit, which is quicker looked for than the pattern.
    in_targets: whether it is looked for in the targets of links, too.
    before_code: whether code must follow it.
    """

    sign: str
    pattern: re.Pattern[str]
    name: str
    hint: str
    in_targets: bool = False
    before_code: bool = False


def _habit(
    sign: str,
    pattern: str,
    name: str,
    hint: str,
    *,
    in_targets: bool = False,
    before_code: bool = False,
) -> Habit:
    return Habit(sign, re.compile(pattern, re.MULTILINE), name, hint, in_targets, before_code)


_TEX = (
    "pagebreak newpage clearpage cleardoublepage linebreak newline noindent vspace hspace vfill "
    "hfill smallskip medskip bigskip footnote textbf textit texttt textsc emph underline section "
    "subsection subsubsection paragraph chapter part cite ref eqref pageref label index "
    "includegraphics caption centering item begin end input include usepackage documentclass "
    "tableofcontents maketitle LaTeX TeX printindex bibliography appendix frontmatter mainmatter "
    "alpha beta gamma delta epsilon lambda sigma omega theta times cdot leq geq neq approx infty "
    "rightarrow leftarrow Rightarrow to ldots dots sum int sqrt frac pm"
).replace(" ", "|")

_HABITS = (
    _habit(
        "<",
        rf"(?P<at>{_BROKEN_TAG.pattern})",
        "a tag of HTML that is not whole",
        r'write name="value" in it and > at its end; where < itself is meant, write \<',
        in_targets=True,
    ),
    _habit(
        "<!--",
        r"(?P<at><!--)",  # comments with an end are blank here
        "a comment of HTML that never ends",
        "write --> where it ends",
        in_targets=True,
    ),
    _habit(
        "[!",
        r"^[ \t>]*(?:[-*+][ \t]+)?>[ \t]*(?P<at>\[![A-Za-z][\w-]*\][+-]?)",
        "an alert of GitHub or Obsidian that does not begin its quotation",
        "put it on the first line of the quotation; or write ::: {.note}, the text, :::",
    ),
    _habit(
        ":::",
        r"^[ \t>]*(?P<at>:{3,}[ \t]*(?:[A-Za-z][\w-]*(?:[ \t]*\[[^\n]*\]|[ \t]+[^\s:{][^\n]*[^\s:])"
        r"|\{[a-z][\w:-]*\}[^\n]*))$",
        "a division as Docusaurus, VitePress or MyST write it",
        "leave an empty line before it, and write ::: {.note}",
    ),
    _habit(
        "] ",
        rf"^{_ITEM}(?P<at>\[[ xX]\])(?=[ \t]+\S)",
        "a box of GitHub's task lists",
        "write the sign that is meant, ☐ or ☑, or take it out",
    ),
    _habit(
        "> ",
        r"^(?P<at>[ABDEIQTWX]>)(?=[ \t]+\S)",
        "a side remark of Leanpub",
        "write > [!NOTE] or > [!WARNING] on a line of its own, and > before each line of the text",
    ),
    _habit(
        "{:",
        r"(?P<at>\{:{1,2}[ \t]*(?:[.#]\w|/?\w[\w-]*[ \t]*[=}/\s])[^{}\n]*\}?|\{:{1,2}\w+/?\})",
        "an attribute list of kramdown or Python-Markdown",
        "put {.class} or {#id} after the heading, the span or the division itself, without a "
        "colon; or take it out",
    ),
    _habit(
        "[",
        r"^[ \t]*(?P<at>\[(?:TOC|toc|Toc)\]|\[\[_?(?:TOC|toc)_?\]\])[ \t]*$",
        "a mark for a table of contents",
        "take it out; every edition has its contents",
    ),
    _habit(
        "*[",
        r"^ {0,3}(?P<at>\*\[[^\]\n]+\]:)[ \t]+\S",
        "an abbreviation of PHP Markdown Extra",
        "say in the text what the letters mean, and take the line out",
    ),
    _habit(
        "%%",
        r"(?<![%\w\\])(?P<at>%%(?=[^\s%]|[ \n])(?:[^%\n]|\n(?![ \t]*\n))+%%)(?![%\w])",
        "a comment of Obsidian",
        "write <!-- … --> around what no edition is to show",
    ),
    _habit(
        " ^",
        r"(?<=[^\s|>] )(?P<at>\^[A-Za-z0-9][A-Za-z0-9-]{2,})[ \t]*(?=\n[ \t>]*(?:\n|$)|\Z)",
        "the name of a block in Obsidian",
        "take it out; put {#id} after the heading above, and link to that",
    ),
    _habit(
        "  ",
        # Their backslash, \\#fig:x and \\@ref(fig:x), is blank here, with the sign after it.
        r"(?P<at>\(  [a-z]{2,4}:[\w-]+\)|  ref\((?<!\w  ref.)[a-z]{2,4}:[\w-]+\))",
        "a name or a reference of bookdown",
        "put {#id} after the caption or the heading, and write [](#id)",
    ),
    _habit(
        "import",
        r"""^(?P<at>import[ \t]+(?:[\w{}*,\s]+[ \t]from[ \t]+)?["'][^"'\n]+["'];?)[ \t]*$""",
        "an import of MDX",
        "take it out; the editions run nothing",
    ),
    _habit(
        "export",
        r"^(?P<at>export[ \t]+(?:default[ \t]|const[ \t]+\w+[ \t]*=|function[ \t]+\w+\())",
        "an export of MDX",
        "take it out; the editions run nothing",
    ),
    _habit(
        "{/*",
        r"(?P<at>\{/\*.{0,400}?\*/\})",
        "a comment of MDX",
        "write <!-- … --> around what no edition is to show",
    ),
    _habit(
        "{{",
        r"(?P<at>\{\{[<%].{0,400}?[>%]\}\})",
        "a shortcode of Hugo or Quarto",
        f"write in Markdown what it would have made; {_AS_TYPED}",
        in_targets=True,
    ),
    _habit(
        "{{#",
        r"(?P<at>\{\{#\w+[^{}\n]{0,400}\}\})",
        "a command of mdBook",
        f"put the text itself here; {_AS_TYPED}",
        in_targets=True,
    ),
    _habit(
        "{%",
        r"(?P<at>\{%-?[ \t]*\w[^%\n]{0,400}%\})",
        "a tag of Liquid or Jinja",
        f"write in Markdown what it would have made; {_AS_TYPED}",
        in_targets=True,
    ),
    _habit(
        "{{",
        r"(?P<at>\{\{-?[ \t]*[A-Za-z_][\w. |:'\"\[\]()/,-]*\}\})",
        "a variable of a template",
        f"write what it was for; {_AS_TYPED}",
        in_targets=True,
    ),
    _habit(
        "{",
        r"(?P<at>\{(?:\+\+|--|~~|>>|==)[^{}\n]+(?:\+\+|--|~~|<<|==)\})",
        "a mark of CriticMarkup",
        "keep the version that is right; a question to the translator is <!-- … -->",
    ),
    _habit(
        "[[",
        # A Hebrew prefix may be joined to it; letters of a program say that it is an index.
        r"(?<![A-Za-z0-9_\\])(?<!(?<!\])\])(?P<at>!?\[\[(?:(?![ \t])"
        r"(?=[^\[\]\n]*(?:[^\W\d_]|\d-\d)|\d{4}\])[^\[\]\n]+|"
        # With spaces it may be a condition of a shell.
        r"[ ]+(?=[^\W_])(?=[^\[\]\n]*[^\W\d_])[^\[\]\n=<>$]+[ ]+)\]\])(?![({\ufffc]|\[(?!\[))",
        "a link of a wiki",
        "write [words](02-name.md), [](#id) or ![caption](picture.svg)",
    ),
    _habit(
        "{",
        r"(?:\]|^#{1,6}[ \t][^\n{}]*)(?P<at>\{[ ]*[.#][A-Za-z][\w-]*(?:"
        r"[^{}\n\"]*\"[^{}\n\"]*\}|(?:[^{}\n]|\n(?![ \t>]*\n))*(?=\{|\n[ \t>]*\n|\Z)))",
        "a list of attributes that is not whole",
        'close its quotation marks and its brace, as in {.class key="value"}',
    ),
    _habit(
        ":",
        r"(?P<at>:(?<![\w:]:)[a-z][\w:+-]*:)",
        "a role of reStructuredText",
        "write a link, [words](02-name.md#id), or the words alone",
        before_code=True,
    ),
    _habit(
        ":",
        rf"(?P<at>{EMOJI_NAME})(?![\w:`])",
        "a shortcode for an emoji",
        f"type the sign itself, or say it in words; {_AS_TYPED}",
    ),
    _habit(
        "\\",
        rf"(?P<at>\\(?<![\w\\:./]\\)(?:(?:{_TEX})(?![A-Za-z])\*?|[A-Za-z]{{2,}}(?=\{{)))",
        "a command of TeX outside a formula",
        "say it in Markdown, put dollars around a formula, or take it out; "
        "where pages break is for the editions to know",
    ),
    _habit(
        "..",
        r"^[ \t]*(?P<at>\.\. (?:\|[^|\n]+\| )?[\w:+-]+::)(?=[ \t\n]|$)",
        "a directive of reStructuredText",
        "write in Markdown what it would have made",
    ),
    _habit(
        ".. _",
        r"^[ \t]*(?P<at>\.\. _[^:\n]+:)[ \t]*$",
        "a label of reStructuredText",
        "put {#id} after the heading",
    ),
    _habit(
        "{",
        r"(?P<at>\{[a-z][\w:+-]*\})",
        "a role of MyST",
        "write a link, [words](02-name.md#id), or the words alone",
        before_code=True,
    ),
    _habit(
        ")=",
        r"^(?P<at>\([\w-]+\)=)[ \t]*$",
        "a label of MyST",
        "put {#id} after the heading",
    ),
    _habit(
        "{",
        r"^[ \t]*(?P<at>\{[ ]*(?:[.#][\w-]+|[\w-]+=[^{}\n]*|[\w-]+:[^{}\n]+|(?:page|sample)-?break|"
        r"(?:front|main|back)matter)[^{}\n]*\})[ \t]*$",
        "a line of attributes of Markua or Djot",
        "put the braces after the heading, the span or the ::: that they belong to",
    ),
    _habit(
        "[",
        r"^(?P<at>\[(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION|source\b[^\]\n]*|quote\b[^\]\n]*)\])"
        r"[ \t]*\n(?:={4,}|-{4,}|_{4,}|\.{4,})[ \t]*$",
        "a block of AsciiDoc",
        "write a division between ::: {.note} and :::, or code between two lines of ```",
    ),
    _habit(
        "::",
        r"^(?P<at>(?:include|image|video|audio)::\S+\[[^\]\n]*\])[ \t]*$",
        "a command of AsciiDoc",
        "put the text here, or ![caption](picture.svg)",
    ),
    _habit(
        "==",
        r"^(?P<at>={2,6})[ \t]+[^\W_][^\n]*$",
        "a heading of AsciiDoc or of a wiki",
        "begin the heading with number signs: ## …",
    ),
    _habit(
        "#+",
        r"^(?P<at>#\+[A-Za-z_]+)(?=[: \n]|$)",
        "a command of Org mode",
        "write in Markdown what it would have made",
    ),
    _habit(
        "[/",
        r"(?P<at>\[/(?:b|i|u|s|url|img|quote|code|color|size)\])",
        "a tag of BBCode",
        "write *emphasis*, **strong**, [words](address)",
    ),
    _habit(
        "8<",
        r'^[ \t]*(?P<at>-{1,2}8<-{1,2})[ \t]+["\']',
        "a snippet of PyMdown",
        "put the text itself here",
    ),
    _habit(
        "++",
        r"(?<![\w+])(?P<at>\+\+[A-Za-z\u05d0-\u05ea][\w+-]{0,40}\+\+)(?![\w+])",
        "a mark of PyMdown or Markdown-it",
        "keys are <kbd>Ctrl</kbd>; what was inserted is [words]{.underline}",
    ),
    _habit(
        "///",
        r"^(?P<at>(?:///)[ \t]+[a-z][\w-]*(?:[ \t]*\|[^\n]*)?)[ \t]*$",
        "a block of PyMdown",
        "write a division: ::: {.note}, the text, :::",
    ),
    _habit(
        "<<<",
        r"^(?P<at><<<[ \t]*@?[./~\w][^\n]*\.\w+[^\n]*)$",
        "a snippet of VitePress",
        "put the code itself here, between two lines of ```",
    ),
)


def foreign_marks(prose: str, text: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield the marks of other programs in a text. text: the same with its code."""
    prose = _ESCAPE.sub("  ", prose)
    bare = _without_targets(prose)
    taken: list[tuple[int, int]] = []
    for habit in _HABITS:
        where = prose if habit.in_targets else bare
        for match in habit.pattern.finditer(where) if habit.sign in where else ():
            start, end = match.span("at")
            if habit.before_code and not _is_code(text, prose, end):
                continue
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            yield Finding(
                "foreign-markup",
                ruler.at(start),
                f'"{cut_short(text[start:end], 40)}" is {habit.name}, and would be printed',
                habit.hint,
            )


def strange_pairs(text: str, ruler: Ruler) -> Iterator[Finding]:
    """Yield what is in tags as attributes and is none, in HTML or in Vue."""
    for start, end in strange_attributes(text):
        words = text[start:end].strip()
        if not _ATTRIBUTE.match(words):
            yield Finding(
                "foreign-markup",
                ruler.at(end - len(words)),
                f'"{cut_short(words, 40)}" is not an attribute of HTML, and is left out',
                'write name="value" in the tag, or take it out',
            )


def _without_targets(prose: str) -> str:
    """Return a text with something else for its addresses and tags, as long as they are."""
    for sign, pattern in _NO_TARGETS:
        prose = pattern.sub(_fill, prose) if sign in prose else prose
    return prose


def _fill(match: re.Match[str]) -> str:
    """Return something that is neither a word nor a space, as long as what was matched."""
    return "\n".join("\ufffc" * len(line) for line in match[0].split("\n"))


def _is_code(text: str, prose: str, offset: int) -> bool:
    return text[offset : offset + 1] == "`" and prose[offset : offset + 1] == " "


def mark_edits(prose: str) -> Iterator[Edit]:
    """Yield what makes pandoc read ==words== as marked, and broken tags as they are typed."""
    for match in _BROKEN_TAG.finditer(prose) if "<" in prose else ():
        yield Edit(match.start(), match.start() + 1, r"\<")
    if "==" not in prose:
        return
    for match in _MARKED.finditer(_ESCAPE.sub("  ", _without_targets(prose))):
        yield Edit(match.start(), match.start("words"), "<mark>")
        yield Edit(match.end("words"), match.end(), "</mark>")

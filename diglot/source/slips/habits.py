"""The marks of other programs: how they are known, what they are, and how it is said here.

Each is a line of the table. Only what is unmistakable is in it.
"""

from __future__ import annotations

import re

from msgspec import Struct

from diglot.source.scan.tags import BROKEN_TAG
from diglot.text.marks.signs import EMOJI_NAME

_AS_TYPED = r"to show it as typed, make it code or put a backslash before it"
_ITEM = r"[ \t>]*(?:[-*+]|\(?\d{1,9}[.)])[ \t]+"
BROKEN = re.compile(rf"(?<!\\){BROKEN_TAG}", re.MULTILINE)


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

HABITS = (
    _habit(
        "<",
        rf"(?P<at>{BROKEN.pattern})",
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
        "% ",
        r"^(?P<at>% [^\n]*\S)",
        "a comment of MyST",
        "write <!-- … --> around what no edition is to show; put a backslash before a sign that is "
        "meant",
    ),
    _habit(
        "+++",
        r"^(?P<at>\+{3}[ \t]+\{[^\n]*\})[ \t]*$",
        "a break between the blocks of MyST",
        "take it out",
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
        r"^[ \t]*(?P<at>\{(?!#eq-[\w:.-]+\})[ ]*(?:[.#][\w-]+|[\w-]+=[^{}\n]*|"
        r"[\w-]+:[^{}\n]+|(?:page|sample)-?break|(?:front|main|back)matter)[^{}\n]*\})[ \t]*$",
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

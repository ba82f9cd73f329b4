"""The marks of other languages than Markdown: TeX, reStructuredText, MyST, AsciiDoc, Org, Word.

Each is a line of the table. Only what is unmistakable is in it.
"""

from __future__ import annotations

from diglot.source.foreign.habit import AS_TYPED, Habit
from diglot.text.marks.signs import EMOJI_NAME

_TEX = (
    "vspace hspace footnote textbf textit texttt textsc emph underline section "
    "subsection subsubsection paragraph chapter part cite ref eqref pageref label index "
    "includegraphics caption item begin end input include usepackage documentclass "
    "LaTeX TeX bibliography "
    "alpha beta gamma delta epsilon lambda sigma omega theta times cdot leq geq neq approx infty "
    "rightarrow leftarrow Rightarrow to ldots dots sum int sqrt frac pm"
).replace(" ", "|")

OTHERS = (
    Habit(
        "% ",
        r"\A(?P<at>% [^\n]*(?:\n% [^\n]*){0,2})(?=\n[ \t]*\n)",
        "a block of pandoc with a title, or a comment of MyST",
        "write the title between two lines of hyphens, title: …, and the author and the date; "
        "write <!-- … --> around a comment",
    ),
    Habit(
        "% ",
        r"^(?P<at>% [^\n]*\S)",
        "a comment of MyST",
        "write <!-- … --> around what no edition is to show; put a backslash before a sign that is "
        "meant",
    ),
    Habit(
        "+++",
        r"^(?P<at>\+{3})(?<=\n\n\+{3})(?=[ \t]*\n[ \t]*\n[^\n])",
        "a break between the blocks of MyST",
        "take it out; a break in the text is ***",
    ),
    Habit(
        ":",
        r"(?P<at>:(?<![\w:]:)[a-z][\w:+-]*:)",
        "a role of reStructuredText",
        "write a link, [words](02-name.md#id), or the words alone",
        before_code=True,
    ),
    Habit(
        ":",
        rf"(?P<at>{EMOJI_NAME})(?![\w:`])",
        "a shortcode for an emoji",
        f"type the sign itself, or say it in words; {AS_TYPED}",
    ),
    Habit(
        "1",
        r"(?P<at>:(?<![\w:]:)(?:100|1234|[+-]1):)(?![\w:`])",
        "a shortcode for an emoji",
        f"type the sign itself, or say it in words; {AS_TYPED}",
    ),
    Habit(
        "\\index",
        r"(?P<at>\\index\{[^{}\n]*\})",
        "an entry of an index in TeX",
        'write []{.index term="olive"}',
    ),
    Habit(
        "\\",
        rf"(?P<at>\\(?<![\w\\:./]\\)(?:(?:{_TEX})(?![A-Za-z])\*?|[A-Za-z]{{2,}}(?=\{{)))",
        "a command of TeX outside a formula",
        "say it in Markdown, put dollars around a formula, or take it out",
    ),
    Habit(
        "..",
        r"^[ \t]*(?P<at>\.\. (?:\|[^|\n]+\| )?[\w:+-]+::)(?=[ \t\n]|$)",
        "a directive of reStructuredText",
        "write in Markdown what it would have made",
    ),
    Habit(
        ".. _",
        r"^[ \t]*(?P<at>\.\. _[^:\n]+:)[ \t]*$",
        "a label of reStructuredText",
        "put {#id} after the heading",
    ),
    Habit(
        "{",
        r"(?P<at>\{[a-z][\w:+-]*\})",
        "a role of MyST",
        "write a link, [words](02-name.md#id), or the words alone",
        before_code=True,
    ),
    Habit(
        "[",
        r"^(?P<at>\[(?:NOTE|TIP|WARNING|IMPORTANT|CAUTION|source\b[^\]\n]*|quote\b[^\]\n]*)\])"
        r"[ \t]*\n(?:={4,}|-{4,}|_{4,}|\.{4,})[ \t]*$",
        "a block of AsciiDoc",
        "write a division between ::: {.note} and :::, or code between two lines of ```",
    ),
    Habit(
        "::",
        r"^(?P<at>(?:include|image|video|audio)::\S+\[[^\]\n]*\])[ \t]*$",
        "a command of AsciiDoc",
        "put the text here, or ![caption](picture.svg)",
    ),
    Habit(
        "==",
        r"^(?P<at>={2,6})[ \t]+[^\W_][^\n]*$",
        "a heading of AsciiDoc or of a wiki",
        "begin the heading with number signs: ## …",
    ),
    Habit(
        "= ",
        r"\A\s*(?P<at>=)[ \t]+[^\W_]",
        "a title of AsciiDoc",
        "begin it with a number sign: # …",
    ),
    Habit(
        "Title:",
        r"\A\s*(?P<at>Title:)[^\n]*\n(?:[A-Z][\w ]*:[^\n]*\n)+[ \t]*\n",
        "the first of several settings of MultiMarkdown",
        "write them between two lines of hyphens: title: …, author: …",
    ),
    Habit(
        ":",
        r"(?P<at><(?:project|path|inv|wiki|rrid):[^<>\s]+>)",
        "a link of MyST",
        "write a link, [words](02-name.md#id)",
        in_targets=True,
    ),
    Habit(
        "#+",
        r"^(?P<at>#\+[A-Za-z_]+)(?=[: \n]|$)",
        "a command of Org mode",
        "write in Markdown what it would have made",
    ),
    Habit(
        "[Pg",
        r"(?P<at>\[Pg[ ]?[\divxlc]+\])",
        "the number of a page in Project Gutenberg",
        "take it out; every edition has its own pages",
    ),
    Habit(
        "[Illustration",
        r"(?P<at>\[Illustration(?::[^\[\]]*)?\])(?![(\[{])",
        "the place of a picture in Project Gutenberg",
        "write ![caption](picture.png), or take it out",
    ),
    Habit(
        "[Footnote",
        r"^[ ]*(?P<at>\[Footnote \d+:)",
        "a note of Project Gutenberg",
        "write [^1] in the text, and its note on a line of its own: [^1]: …",
    ),
    Habit(
        "PROJECT GUTENBERG",
        r"^(?P<at>\*{3}[ ]?(?:START|END) OF (?:THE|THIS) PROJECT GUTENBERG[^\n]*)",
        "a line of Project Gutenberg",
        "take it out, with all that is before the first and after the last",
    ),
    Habit(
        "[/",
        r"(?P<at>\[/(?:caption|latex|math|gallery|embed|audio|video|pullquote|pb_\w+|su_\w+|vc_\w+|"
        r"et_pb_\w+)\])",
        "an end of a shortcode of WordPress",
        "write in Markdown what it would have made",
    ),
    Habit(
        "[/",
        r"(?P<at>\[/(?:b|i|u|s|url|img|quote|code|color|size)\])",
        "a tag of BBCode",
        "write *emphasis*, **strong**, [words](address)",
    ),
    Habit(
        "]{",
        r"\](?P<at>\{[^{}\n]*\.(?:comment-start|(?:paragraph-)?(?:insertion|deletion))\b[^{}\n]*\})",
        "a comment or a change that Word tracked",
        "accept or reject the changes, take the comments out, and export again; or do it here",
    ),
    Habit(
        "Error!",
        r"(?P<at>Error! (?:Reference source not found|Bookmark not defined)\.)",
        "a field of Word that leads nowhere",
        "write [](#id) for what was meant",
    ),
    Habit(
        "PAGEREF",
        r"(?P<at>PAGEREF _\w+ \\h)",
        "a field of Word",
        "take it out; every edition has its numbers",
    ),
    Habit(
        "TOC \\o",
        r"(?P<at>TOC \\o \"[\d-]+\")",
        "a field of Word",
        "take it out; every edition has its contents",
    ),
)

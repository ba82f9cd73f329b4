"""The marks of other programs that read Markdown: of its dialects, and of templates in it.

Each is a line of the table. Only what is unmistakable is in it.
"""

from __future__ import annotations

import re

from diglot.source.foreign.habit import AS_TYPED, Habit
from diglot.source.scan.markers import BEFORE_BOX
from diglot.source.scan.tags import BROKEN_TAG

BROKEN = re.compile(rf"(?<!\\){BROKEN_TAG}", re.MULTILINE)

MARKDOWN = (
    Habit(
        "<",
        rf"(?P<at>{BROKEN.pattern})",
        "a tag of HTML that is not whole",
        r'write name="value" in it and > at its end; where < itself is meant, write \<',
        in_targets=True,
    ),
    Habit(
        "<!--",
        r"(?P<at><!--)",  # comments with an end are blank here
        "a comment of HTML that never ends",
        "write --> where it ends",
        in_targets=True,
    ),
    Habit(
        "[!",
        r"^[ \t>]*(?:[-*+][ \t]+)?>[ \t]*(?P<at>\[![A-Za-z][\w-]*\][+-]?)",
        "an alert of GitHub or Obsidian that does not begin its quotation",
        "put it on the first line of the quotation; or write ::: {.note}, the text, :::",
    ),
    Habit(
        ":::",
        r"^[ \t>]*(?P<at>:{3,}[ \t]*(?:[A-Za-z][\w-]*(?:[ \t]*\[[^\n]*\]|[ \t]+[^\s:{][^\n]*[^\s:])"
        r"|\{[a-z][\w:-]*\}[^\n]*))$",
        "a division as Docusaurus, VitePress or MyST write it",
        "leave an empty line before it, and write ::: {.note}",
    ),
    Habit(
        "] ",
        rf"^{BEFORE_BOX}(?P<at>\[[/<>-]\])(?=[ \t]+\S)",
        "a box of Obsidian's task lists",
        "write the sign that is meant, ☐ or ☑, or take it out",
    ),
    Habit(
        "> ",
        r"^(?P<at>[A-EGIQTWX]>)(?=[ \t]+\S)",
        "a side remark of Leanpub",
        "write > [!NOTE] or > [!WARNING] on a line of its own, and > before each line of the text",
    ),
    Habit(
        "{:",
        r"(?P<at>\{:{1,2}[ \t]*(?:[.#]\w|/?\w[\w-]*[ \t]*[=}/\s])[^{}\n]*\}?|\{:{1,2}\w+/?\})",
        "an attribute list of kramdown or Python-Markdown",
        "put {.class} or {#id} after the heading, the span or the division itself, without a "
        "colon; or take it out",
    ),
    Habit(
        " #",
        r"^(?P<at>#[^\W\d][\w/-]*(?:[ \t]+#[^\W\d][\w/-]*)+)[ \t]*$",
        "a line of tags of Obsidian or Zettlr",
        "put them between the lines of hyphens above the text, tags: [oil, gas], or take them out",
    ),
    Habit(
        "(  ",  # its backslash, (\\#fig:x), is blank here, with the sign after it
        r"(?P<at>\(  [a-z]{2,4}:[\w-]+\))",
        "a name of bookdown",
        "put {#id} after the caption or the heading, and write [](#id)",
    ),
    Habit(
        "\\@ref(",
        r"(?P<at>\\@ref\((?:[a-z]{2,4}:)?[\w-]+\))",
        "a reference of bookdown",
        "write [](#id) for the words and the number of what has the id",
    ),
    Habit(
        "(ref:",
        r"^(?P<at>\(ref:[\w-]+\))(?=[ \t]+\S)",
        "a text reference of bookdown",
        "write these words where the reference is named, and take the line out",
    ),
    Habit(
        "export",
        r"^(?P<at>export[ \t]+(?:default[ \t]|const[ \t]+\w+[ \t]*=|function[ \t]+\w+\())",
        "an export of MDX",
        "take it out; the editions run nothing",
    ),
    Habit(
        "{",
        r"(?P<at>\{(?:(?<![\w{$\\}]\{)[a-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+(?:\([^(){}\n]*\))?|"
        r"([\"'`])[ ]*\2)\})(?!\})",
        "an expression of MDX",
        f"write what it would have made; {AS_TYPED}",
    ),
    Habit(
        "{{",
        r"(?P<at>\{\{[<%](?:[^{}]|\}(?!\})|\{(?!\{)){0,800}?[>%]\}\})",
        "a shortcode of Hugo or Quarto",
        f"write in Markdown what it would have made; {AS_TYPED}",
        in_targets=True,
    ),
    Habit(
        "{{#",
        r"(?P<at>\{\{#\w+[^{}\n]{0,400}\}\})",
        "a command of mdBook",
        f"put the text itself here; {AS_TYPED}",
        in_targets=True,
    ),
    Habit(
        "{%",
        r"(?P<at>\{%-?[ \t]*[\w@](?:[^%\n]|%(?!\})|\n(?![ \t]*\n)){0,800}?%\})",
        "a tag of Liquid or Jinja",
        f"write in Markdown what it would have made; {AS_TYPED}",
        in_targets=True,
    ),
    Habit(
        "{{",
        r"(?P<at>\{\{(?=[^{}]*[^\W\d])(?:[^{}\n]|\n(?![ \t]*\n)){1,400}\}\})",
        "a variable of a template",
        f"write what it was for; {AS_TYPED}",
        in_targets=True,
    ),
    Habit(
        "<%",
        r"(?P<at><%[-=]?(?:[^%\n]|%(?!>)){1,300}%>)",
        "a tag of a template",
        f"write in Markdown what it would have made; {AS_TYPED}",
        in_targets=True,
    ),
    Habit(
        "{",
        r"(?P<at>\{(?:\+\+|--|~~|==)[^{}\n]+(?:\+\+|--|~~|==)\})",
        "a mark of CriticMarkup",
        "keep the version that is right",
    ),
    Habit(
        "[[",
        # A Hebrew prefix may be joined to it; letters of a program say that it is an index.
        r"(?<![A-Za-z0-9_\\])(?<!(?<!\])\])(?P<at>!?\[\[(?:(?![ \t])"
        r"(?=[^\[\]\n]*(?:[^\W\d_]|\d-\d)|(?:\d{4}|\d{8,14})\])[^\[\]\n]+|"
        # With spaces it may be a condition of a shell.
        r"[ ]+(?=[^\W_])(?=[^\[\]\n]*[^\W\d_])[^\[\]\n=<>$]+[ ]+)\]\])(?![({\ufffc]|\[(?!\[))",
        "a link of a wiki",
        "write [words](02-name.md), [](#id) or ![caption](picture.svg)",
    ),
    Habit(
        "{",
        r"(?:\]|^#{1,6}[ \t][^\n{}]*)(?P<at>\{[ ]*[.#][A-Za-z][\w-]*(?:"
        r"[^{}\n\"]*\"[^{}\n\"]*\}|(?:[^{}\n]|\n(?![ \t>]*\n))*(?=\{|\n[ \t>]*\n|\Z)))",
        "a list of attributes that is not whole",
        'close its quotation marks and its brace, as in {.class key="value"}',
    ),
    Habit(
        "{.aside",
        r"(?P<at>\[[^\[\]\n]+\]\{\.aside\})",
        "a note in the margin of Quarto",
        "write a note: ^[…]",
    ),
    Habit(
        "{i:",
        r"(?P<at>\{i:[ \t]*[^{}\n]+\})",
        "an entry of Leanpub's index",
        'write []{.index term="olive"}',
    ),
    Habit(
        "<<",
        r"^(?P<at><<(?:\[[^\]\n]*\])?\([^()\n]+\))[ \t]*$",
        "a listing of Leanpub",
        "put the code itself here, between two lines of ```",
        in_targets=True,
    ),
    Habit(
        "{",
        r"^[ \t]*(?P<at>\{/?(?:aside|blurb|quiz|exercise|poll|survey|discussion|center)"
        r"\b[^{}\n]*\})[ \t]*$",
        "a block of Markua",
        "write > [!NOTE] on a line of its own, and > before each line of the text; "
        "or take both lines out",
    ),
    Habit(
        "{",
        r"^[ \t]*(?P<at>\{[ ]*(?:[.#][\w-]+|[\w-]+=[^{}\n]*|"
        r"[\w-]+:[^{}\n]+)[^{}\n]*\})[ \t]*$",
        "a line of attributes of Markua or Djot",
        "put the braces after the heading, the span or the ::: that they belong to",
    ),
    Habit(
        "8<",
        r'^[ \t]*(?P<at>-{1,2}8<-{1,2})(?:[ \t]+["\']|[ \t]*$)',
        "a snippet of PyMdown",
        "put the text itself here",
    ),
    Habit(
        "++",
        r"(?<![\w+])(?P<at>\+\+[A-Za-z\u05d0-\u05ea][\w+-]{0,40}\+\+)(?![\w+])",
        "a mark of PyMdown or Markdown-it",
        "keys are <kbd>Ctrl</kbd>; what was inserted is [words]{.underline}",
    ),
    Habit(
        "^^",
        r"(?<![\w^])(?P<at>\^\^[^\s^][^^\n]{0,80}\^\^)(?![\w^])",
        "a mark of PyMdown",
        "what was inserted is [words]{.underline}",
    ),
    Habit(
        ":::",
        r"^(?P<at>:::[ \t]+[A-Za-z_]\w*(?:\.\w+)+)[ \t]*$",
        "a directive of mkdocstrings",
        "write in Markdown what it would have made",
    ),
    Habit(
        "///",
        r"^(?P<at>(?:///)[ \t]+[a-z][\w-]*(?:[ \t]*\|[^\n]*)?)[ \t]*$",
        "a block of PyMdown",
        "write a division: ::: {.note}, the text, :::",
    ),
    Habit(
        "<<<",
        r"^(?P<at><<<[ \t]*@?[./~\w][^\n]*\.\w+[^\n]*)$",
        "a snippet of VitePress",
        "put the code itself here, between two lines of ```",
    ),
)

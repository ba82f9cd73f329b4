"""Rule M520 in code: what another program runs, draws or puts there, and is printed here.

Goes in: `Lines`. Comes out: findings, one for each piece of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from diglot.core.findings import Finding, cut_short
from diglot.source.bare import Ruler
from diglot.source.code import code_in_lines
from diglot.source.info import read_info
from diglot.source.repairs import start_of
from diglot.source.scan.scanned import Fence, Lines

_DRAWN = re.compile(r"\{?\.?(?P<name>mermaid|plantuml|puml)\b", re.IGNORECASE)
_ASKED = re.compile(r"(?P<name>dataview|dataviewjs|tasks|base)[ \t]*")
# Code in these languages, or in none, shows how something is written.
_SHOWN = frozenset(
    {"", "markdown", "md", "mdx", "hbs", "handlebars", "html", "jinja", "liquid", "text", "txt",
     "plain", "plaintext", "rst", "console"}
)  # fmt: skip
_INCLUDED = re.compile(
    r"\{\{#(?:rustdoc_include|include|playground)[ \t][^{}]+\}\}"
    r"|-{1,2}8<-{1,2}[ \t]+[\"'][^\"']+[\"']"
)
_COMMENT = r"(?:\\?//|#|--|/\*|<!--|\{/\*|;|%)[ \t]*"
_HIGHLIGHT = re.compile(
    r"\[!code (?:focus|highlight|hl|word|error|warning|\+\+|--)[^\]\n]*\]"
    rf"|(?<!\S){_COMMENT}highlight-(?:next-line|start|end)(?![\w-])"
)
_SIGNS = ("{{#", "8<", "[!code", "highlight-", "#")  # without which there is nothing to find
_HIDDEN = re.compile(r"#(?:[ \t]|$)")
_CHUNK = re.compile(r"\{(?P<name>r|python|julia|ojs|sql|bash)\b(?P<options>[^{}]*)\}.*", re.DOTALL)
_OPTION = re.compile(
    r"\b(?:echo|include)\s*=\s*F(?:ALSE)?\b|\bfig[.-](?:sub)?cap\b|\btbl-cap\b|\bresults\s*="
)
_CALL = re.compile(r"^[ \t]*#\|[ \t]*[\w-]+:|\b(?:include_graphics|kable|kbl|gt)\(", re.MULTILINE)
_INLINE = re.compile(r"`(?:r [^`]+|\{(?:r|python|julia)\} [^`]+|= ?this\.[^`]+)`", re.DOTALL)


class _What(NamedTuple):
    """What is found in code. name: after "is". hint: the next step."""

    name: str
    hint: str


_DRAWING = _What(
    "a language of drawings, which are not drawn here: the code is printed",
    "draw it once, save it beside the text and write ![caption](picture.svg); where the code is "
    "to be read, name the language text",
)
_QUERY = _What(
    "a query of Obsidian, which is not asked here: it is printed",
    "write what it would have found; where it is to be read, name the language text",
)
_RUN = _What(
    "code that knitr or Quarto runs; here it is printed, and nothing comes of it",
    "put what it makes here, ![caption](picture.svg) or a table, and take out what is not to be "
    "read; or let that program write the Markdown first",
)
_COMMAND = _What(
    "a command of mdBook or PyMdown that puts a file there; here it is printed",
    "put the code itself there; to show the command, name the language markdown",
)
_MARK = _What(
    "a mark of VitePress or Docusaurus, and would be printed",
    "take it out, here and in the lines below",
)
_HIDDEN_LINE = _What(
    "a line that mdBook hides, and would be printed",
    "take it out, or the number sign where it is to be read; and so below",
)


def code_marks(lines: Lines, path: str) -> Iterator[Finding]:
    """Yield what is in code between fences, or what it is, and only another program knows."""
    for fence in lines.fences.values():
        if found := _in_fence(lines, fence):
            number, words, what = found
            message = f'"{cut_short(words, 40)}" is {what.name}'
            yield Finding("foreign-markup", start_of(lines, number, path), message, what.hint)


def _in_fence(lines: Lines, fence: Fence) -> tuple[int, str, _What] | None:
    """Return the line of what is found, its words, and what it is."""
    info = fence.info.strip()
    if match := _DRAWN.match(info):
        return fence.first, match["name"], _DRAWING
    if match := _ASKED.fullmatch(info):
        return fence.first, match["name"], _QUERY
    if match := _CHUNK.fullmatch(info):
        body = "\n".join(lines.texts[number] for number in fence.inside)
        if _OPTION.search(match["options"]) or _CALL.search(body):
            return fence.first, info, _RUN
    language = read_info(info).language.lower()
    body = "\n".join(lines.texts[number] for number in fence.inside)
    if language in _SHOWN or not any(sign in body for sign in _SIGNS):
        return None
    for number in fence.inside:
        words = lines.words(number).strip()
        if _INCLUDED.fullmatch(words):
            return number, words, _COMMAND
        if match := _HIGHLIGHT.search(words):
            return number, match[0], _MARK
        if language == "rust" and _HIDDEN.match(words):
            return number, words, _HIDDEN_LINE
    return None


def inline_code_marks(lines: Lines, ruler: Ruler) -> Iterator[Finding]:
    """Yield code in the line whose result another program prints."""
    for start, code in code_in_lines(lines):
        if _INLINE.fullmatch(code):
            yield Finding(
                "foreign-markup",
                ruler.at(start),
                f"{cut_short(code, 40)} is run by knitr, Quarto or Obsidian; here it is printed",
                "write what comes of it; to show it as typed, put two backticks around it",
            )

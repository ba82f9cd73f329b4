"""Blocks of code → markup: the colours of their language, and the direction of their lines.

Program code runs from left to right, and each Hebrew comment, string or name in it is a
whole of its own. Code that is prose, Markdown for instance, is read line by line, each in
the direction of its first letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from diglot.core.model import Attributes, CodeBlock, Direction, Inline, Span, Text
from diglot.lang.locales import text_direction
from diglot.render.inlines import InlineRenderer
from diglot.render.markup import element, join
from diglot.render.scope import Scope, common_attributes, with_class
from diglot.text.code_tokens import CodePiece, code_lines, is_prose
from diglot.text.isolates import STRONG_RTL

_SLOPED = ("comment", "emphasis")
# What is around the words of a comment or a string: its marks, and the last one's space.
_MARKED = re.compile(
    r"""(?P<before>[^\w{]*)(?P<words>.*?)(?P<after>\s*(?:\*/|-->|["'`]{3}|["'`])?\s*)""", re.DOTALL
)
# What Markdown says to the program, in a line of Hebrew: {#id}, `code`, (address.html).
_TECHNICAL = re.compile(r"(\{[^{}א-ת]*\}|`[^`א-ת]*[A-Za-z][^`א-ת]*`|(?<=\])\([^()\sא-ת]+\))")


def code_block(block: CodeBlock, inlines: InlineRenderer, scope: Scope) -> Markup:
    """Return a block of code, below its title if it has one."""
    target = inlines.target
    attributes = block.attributes
    language = attributes.classes[0] if attributes.classes else ""
    attrs = common_attributes(attributes, scope, scope.inside(attributes), target)
    own = attributes.get("dir")
    attrs["dir"] = own or "ltr"
    attrs["class"] = " ".join(attributes.classes[1:])
    if target.able.scrolls:
        attrs["tabindex"] = 0  # so that long lines can be scrolled from the keyboard
    lines = code_lines(block.text, language)
    if STRONG_RTL.search(block.text) or own == "rtl":
        is_read = is_prose(language) and not own
        around: Direction = "rtl" if own == "rtl" else "ltr"
        content = _lines(lines, around, inlines, scope, is_read=is_read)
        attrs = with_class(attrs, "lines", *(["prose"] if is_read else []))
    else:
        content = join((join(map(_colored, line)) for line in lines), "\n")
    language_class = f"language-{language}" if language else ""
    code = element("pre", attrs, element("code", {"class": language_class}, content))
    if not block.caption:
        return code
    title = element("p", {"class": "code-title"}, inlines.run(block.caption, scope))
    return element("div", {"class": "titled-code"}, title, code)


def _colored(piece: CodePiece) -> Markup:
    """Return some code without letters from right to left."""
    return (
        element("span", {"class": _class(piece)}, piece.text) if piece.kind else join([piece.text])
    )


def _class(piece: CodePiece) -> str:
    """Return the class of a piece; one with Hebrew in it is upright."""
    if piece.kind in _SLOPED and STRONG_RTL.search(piece.text):
        return f"code-{piece.kind} code-upright"
    return f"code-{piece.kind}" if piece.kind else ""


def _lines(
    lines: list[list[CodePiece]],
    around: Direction,
    inlines: InlineRenderer,
    scope: Scope,
    *,
    is_read: bool,
) -> Markup:
    """Return lines of code as a block each, its end included.

    is_read: whether each has the direction of its first letter, not that of all.
    """
    found = []
    for number, pieces in enumerate(lines, 1):
        words = "".join(piece.text for piece in pieces)
        direction = text_direction(words, around) if is_read else around
        make = _read if direction == "rtl" else _isolated
        run = tuple(inline for piece in pieces for inline in make(piece))
        attrs = {"class": "code-line", "dir": direction if direction != around else None}
        end = "\n" if number < len(lines) else ""
        found.append(element("span", attrs, inlines.ordered(run, direction, scope), end))
    return join(found)


def _read(piece: CodePiece) -> Iterator[Inline]:
    """Yield a piece of a line from right to left: what is no words in it is a whole."""
    for number, part in enumerate(_TECHNICAL.split(piece.text)):
        if part:
            yield _span(part, _class(piece), "ltr" if number % 2 else None)


def _isolated(piece: CodePiece) -> Iterator[Inline]:
    """Yield a piece of a line from left to right: Hebrew words in it are a whole."""
    match = _MARKED.fullmatch(piece.text)
    if not match or not STRONG_RTL.search(piece.text):
        yield _span(piece.text, _class(piece), None)
        return
    direction = text_direction(match["words"], "ltr")
    for part, own in ((match["before"], None), (match["words"], direction), (match["after"], None)):
        if part:
            yield _span(part, _class(piece), own)


def _span(words: str, name: str, direction: Direction | None) -> Inline:
    if not name and not direction:
        return Text(words)
    pairs = (("dir", direction),) if direction else ()
    return Span((Text(words),), Attributes(classes=tuple(name.split()), pairs=pairs))

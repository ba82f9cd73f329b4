"""A run of inlines as one line of signs: elements taken off, what must stay marked as fixed.

Fixed are addresses that are links, keys, and what is marked `.verbatim` or
`typography=off`. Code, formulas and pictures are one sign each; notes are none.
"""

from __future__ import annotations

import re
from itertools import repeat

from msgspec import Struct, field
from msgspec.structs import replace

from diglot.core.model import (
    Attributes,
    Citation,
    Code,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Span,
    Styled,
    Text,
)
from diglot.core.walk import plain_text
from diglot.lang.locales import uses_hebrew_letters
from diglot.text.marks.signs import ADDRESS, DOUBLE, ESCAPED, OBJECT, QUOTED, QUOTED_END

_ANY_ESCAPED = re.compile(f"[{''.join(ESCAPED)}]")


def is_off(attributes: Attributes) -> bool:
    """Tell whether the author wants something left as it is typed."""
    return "verbatim" in attributes.classes or attributes.get("typography") == "off"


class Context(Struct, frozen=True):
    """What the signs inside some elements have in common."""

    scope: int
    language: str
    fixed: bool = False
    generated: bool = False


class Flat(Struct):
    """The signs of a line, elements taken off. typed: the sign itself, where `signs` differs."""

    signs: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    scopes: list[int] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)
    generated: list[bool] = field(default_factory=list)
    languages: dict[int, str] = field(default_factory=dict)
    quotations: list[tuple[int, int]] = field(default_factory=list)

    def marks(self) -> list[int]:
        """Return the places of the double marks that are in the source."""
        return [i for i, sign in enumerate(self.signs) if sign in DOUBLE and not self.generated[i]]

    def new_scope(self, language: str) -> int:
        """Return the number of a new passage in a language."""
        number = len(self.languages)
        self.languages[number] = language
        return number

    def add(self, inlines: tuple[Inline, ...], context: Context) -> None:
        """Add the signs of inlines."""
        for inline in inlines:
            match inline:
                case Text(text=text):
                    self._text(text, context)
                case LineBreak():
                    self._sign(" ", "", context, fixed=True)
                case Code() | Math() | Image():
                    self._sign(OBJECT, "", context, fixed=True)
                case Note():
                    continue
                case Citation(children=children):
                    self.add(children, replace(context, generated=True))
                case Styled(style="quotation", children=children):
                    start = len(self.signs)
                    self._sign(QUOTED, "", context, fixed=False)
                    self.add(children, context)
                    self.quotations.append((start, len(self.signs)))
                    self._sign(QUOTED_END, "", context, fixed=False)
                case Styled(children=children):
                    is_fixed = context.fixed or inline.style == "keyboard"
                    self.add(children, replace(context, fixed=is_fixed))
                case Span(children=children) | Link(children=children):
                    self.add(children, self._inside(inline, context))

    def _inside(self, inline: Span | Link, context: Context) -> Context:
        is_fixed = is_off(inline.attributes)
        if isinstance(inline, Link):
            words = plain_text(inline.children)
            is_fixed |= words in (inline.target, inline.target.removeprefix("mailto:"))
            is_fixed |= ADDRESS.fullmatch(words) is not None
        language = inline.attributes.get("lang") or context.language
        scope = context.scope if language == context.language else self.new_scope(language)
        return replace(context, scope=scope, language=language, fixed=context.fixed or is_fixed)

    def _text(self, text: str, context: Context) -> None:
        is_hebrew = uses_hebrew_letters(context.language)
        if not _ANY_ESCAPED.search(text) and not (context.generated and "’" in text):
            self._plain(text, context)
            return
        for sign in text:
            if sign in ESCAPED:
                self._sign(ESCAPED[sign], ESCAPED[sign], context, fixed=True)
            elif context.generated and is_hebrew and sign == "’":
                self._sign("'", sign, context, fixed=False)
            else:
                self._sign(sign, sign, context, fixed=False)

    def _plain(self, text: str, context: Context) -> None:
        """Add signs of which each is what was typed, at once: nearly all are."""
        count = len(text)
        self.signs.extend(text)
        self.typed.extend(text)
        self.scopes.extend(repeat(context.scope, count))
        self.generated.extend(repeat(context.generated, count))
        self.fixed.extend(repeat(context.fixed, count))

    def _sign(self, sign: str, typed: str, context: Context, *, fixed: bool) -> None:
        self.signs.append(sign)
        self.typed.append(typed)
        self.scopes.append(context.scope)
        self.generated.append(context.generated)
        self.fixed.append(fixed or context.fixed)

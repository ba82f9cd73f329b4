"""Lines made up at random: words of both languages, numbers, marks, and markup around them."""

from __future__ import annotations

import random

from differential.engines import WIDTHS_PX, Case
from diglot.model import (
    Attributes,
    Citation,
    Code,
    Direction,
    Inline,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Position,
    Span,
    Style,
    Styled,
    Text,
)

_HERE = Position("x.md")
_HEBREW = (
    "שלום",
    "עולם",
    "ספר",
    "מילה",
    "תרגום",
    "בית",
    "צה״ל",
    "ג׳ורג׳",
    "שָׁלוֹם",
    "בִּרְכַּת",
    "בן־אדם",
    "ו־",
    "ה־",
)
_LATIN = ("book", "C++", "C#", ".NET", "RFC", "Diglot", "e-mail", "page", "a/b", "St. Ives", "it’s")
_NUMBERS = (
    "12", "3.5", "10–20", "10-20", "40%", "-5", "−5", "+7", "±2", "$30", "₪20", "30 €", "20°C",
    "+972-3-1234567", "(7)", "[1]", "1,234.5", "12/5/2026", "12:30", "1/2", "3 × 4", "№ 5", "§ 3",
)  # fmt: skip
_MARKS = (
    " ", " ", " ", " ", " ", ", ", ". ", " (", ") ", " [", "] ", "! ", "? ", " – ", ": ", "; ",
    "/", "״", " “", "” ", "… ", " + ", " = ", " < ", " → ", "-", "–", "־", "'", " & ", " * ",
)  # fmt: skip
_STYLES: tuple[Style, ...] = (
    "emphasis", "strong", "strikeout", "underline", "keyboard", "mark", "small", "quotation",
    "superscript", "subscript",
)  # fmt: skip
_CODES = ("a.b()", "x = 1", "--out", "[1]", "make", "f(x, y)", "C:\\\\a", "*", "a && b")
_HEBREW_CODES = (
    'title = "שלום, עולם (2026)"', "את content/he/02-03.md (או b/c)", "--שם=x, [1] ו־a.b()",
    "שלום עולם", "print('ספר') # 3 books",
)  # fmt: skip
_ADDRESSES = ("https://example.org/a?b=1", "www.example.org", "dana@example.org")


def random_case(seed: int) -> Case:
    """Return one paragraph; the same seed gives the same paragraph."""
    dice = random.Random(seed)
    direction: Direction = dice.choice(("rtl", "rtl", "ltr"))
    inlines = _line(dice, 0, may_link=True)
    paragraph = Paragraph((Text(dice.choice(_HEBREW + _LATIN) + " "), *inlines), _HERE)
    return Case(f"random {seed}", direction, (paragraph,), dice.choice(WIDTHS_PX))


def random_paragraph(seed: int) -> Paragraph:
    """Return a paragraph of many lines without notes; isolates have no space at their ends."""
    dice = random.Random(seed)
    pieces: list[Inline] = []
    for _ in range(40):
        pieces += (_piece(dice), Text(dice.choice((" ", " ", ", ", " – ", " ו־"))))
    return Paragraph((*pieces, Text(".")), _HERE)


def _piece(dice: random.Random) -> Inline:
    pools = (_HEBREW, _HEBREW, _LATIN, _NUMBERS)
    words = Text(" ".join(dice.choice(dice.choice(pools)) for _ in range(dice.randint(1, 4))))
    kinds = ("text", "styled", "space", "nested", "span", "code")
    match dice.choices(kinds, (8, 4, 2, 2, 2, 1))[0]:
        case "styled":
            return Styled(dice.choice(_STYLES[:4]), (words,))
        case "space":  # at the end of an element, as writers leave it
            return Styled("strong", (words, Text(" ")))
        case "nested":
            return Styled("strong", (words, Text(" "), Styled("emphasis", (words,))))
        case "span":
            pair = dice.choice((("dir", "ltr"), ("dir", "rtl"), ("lang", "en"), ("lang", "he")))
            return Span((words,), Attributes(pairs=(pair,)))
        case "code":
            return Code(dice.choice(_CODES))
    return words


def _code(dice: random.Random) -> Code:
    if dice.random() < 0.6:
        return Code(dice.choice(_CODES))
    pairs = dice.choice(((), (), (("dir", "rtl"),)))
    return Code(dice.choice(_HEBREW_CODES), Attributes(pairs=pairs))


def _words(dice: random.Random) -> Text:
    pools = (_HEBREW, _HEBREW, _LATIN, _LATIN, _NUMBERS)
    count = dice.randint(1, 4)
    return Text(
        "".join(dice.choice(dice.choice(pools)) + dice.choice(_MARKS) for _ in range(count))
    )


def _line(dice: random.Random, depth: int, *, may_link: bool) -> tuple[Inline, ...]:
    count = dice.randint(1, 6) if depth == 0 else dice.randint(1, 3)
    return tuple(_inline(dice, depth, may_link=may_link) for _ in range(count))


def _inline(dice: random.Random, depth: int, *, may_link: bool) -> Inline:
    if depth > 2:
        return _words(dice)
    match dice.choices(
        ("text", "styled", "code", "span", "link", "address", "citation", "note", "break"),
        (45, 20, 9, 12, 7, 2, 3, 2, 1),
    )[0]:
        case "styled":
            return Styled(dice.choice(_STYLES), _line(dice, depth + 1, may_link=may_link))
        case "code":
            return _code(dice)
        case "span":
            pair = dice.choice(
                (("dir", "ltr"), ("dir", "rtl"), ("dir", "auto"), ("lang", "en"), ("lang", "he"))
            )
            inside = _line(dice, depth + 1, may_link=may_link)
            return Span(inside, Attributes(pairs=(pair,)))
        case "link" if may_link:
            return Link("https://a.b", _line(dice, depth + 1, may_link=False), _HERE)
        case "address" if may_link:
            address = dice.choice(_ADDRESSES)
            return Link("https://a.b", (Text(address),), _HERE)
        case "citation":
            return Citation(("x",), _line(dice, depth + 1, may_link=may_link), _HERE)
        case "note" if may_link:  # its mark is a link
            return Note(1, (Paragraph((Text("x"),), _HERE),), _HERE)
        case "break" if depth == 0:
            return LineBreak()
    return _words(dice)

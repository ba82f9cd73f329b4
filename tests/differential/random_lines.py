"""Lines made up at random: words of both languages, numbers, marks, and markup around them."""

from __future__ import annotations

import random

from differential.engines import WIDTHS_PX, Case
from diglot.core.model import (
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
_LATIN = ("book", "RFC", "Diglot", "e-mail", "page", "a/b", "St. Ives", "it’s")
# Signs at the edges of names and numbers.
_EDGED_NAMES = (
    "C++", "C#", ".NET", "F-16", "B-52", "Node.js", "@dana", "#tag", "print()", "J. K. Rowling",
    "Smith, Jr.", "et al.", "Ph.D.", "i18n", "A+", "Wi-Fi", "c++17", "(F-16)", "F#",
)  # fmt: skip
_EDGED_NUMBERS = (
    "−5", "-5", "+7", "±2", "~40", "≈3.5", "<5", "≥10", "−5%", "−5–7", "+972-3-1234567", "*2700",
    "10:30–12:00", "50%–60%", "50%-60%", "9-11", "2 + 3 = 5", "2×3=6", "$5–$7", "₪20–₪30",
    "1,000+", "(−5)", "−5°C", "12/5–14/5", "#7", "3:1", "100%", "1990s",
)  # fmt: skip
_TITLES = (
    "Hamlet",
    "The Hobbit",
    "C++",
    "Who?",
    "2001",
    "F-16 (book)",
    "המלט",
    "ספר הספרים",
    "מי?",
)
_QUOTES = (("“", "”"), ("״", "״"), ("”", "”"), ("„", "”"), ('"', '"'), ("‘", "’"), ("׳", "׳"))
_BETWEEN = (", ", ", ", " ו־", " ו", " and ", "; ", " – ", " / ")
_NAMES = ("לוי", "כהן ולוי", "רון ו־Ross", "Smith", "Brown and White", "Smith et al.", "בן־דוד")
_LOCATORS = ("", ", 12", ", 33–35", ", p. 5", ", עמ׳ 7", ", chap. 3", "a", ", 12, 15")
_NOTES = ("x", "Smith, 2019, p. 5.", "ראו שם, עמ׳ 7.", "C++ (2019).", "לוי, Book, 12.")
_NUMBERS = (
    "12", "3.5", "10–20", "10-20", "40%", "-5", "−5", "+7", "±2", "$30", "₪20", "30 €", "20°C",
    "+972-3-1234567", "(7)", "[1]", "1,234.5", "12/5/2026", "12:30", "1/2", "3 × 4", "№ 5", "§ 3",
)  # fmt: skip
# Names and numbers with signs inside, at which no line ends.
_WITH_SIGNS = (
    "6.20", "1,024", "E261", "utf8", "user.name", "log_level", "O'Brien", "12:30", "99.9%", "mp3",
    "2001", "Ltd.", "v2.0", "Redis", "גרסה", "א5", "ב.ג", "מנכ\"ל",
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
    pools = (_HEBREW, _HEBREW, _HEBREW, _LATIN, _LATIN, _NUMBERS, _EDGED_NAMES, _EDGED_NUMBERS)
    count = dice.randint(1, 4)
    return Text(
        "".join(dice.choice(dice.choice(pools)) + dice.choice(_MARKS) for _ in range(count))
    )


def _sentence(dice: random.Random) -> Text:
    """Return many words of both languages in one text, so that lines end anywhere in it."""
    pools = (_HEBREW, _HEBREW, _HEBREW, _LATIN, _WITH_SIGNS, _WITH_SIGNS, _NUMBERS)
    marks = (" ", " ", " ", " ", " ", ", ", ". ", " (", ") ", " – ", ": ")
    words = (dice.choice(dice.choice(pools)) + dice.choice(marks) for _ in range(8))
    return Text("".join(words))


def _row(dice: random.Random) -> Span:
    """Return titles in quotation marks, one after another, with years and emphasis."""
    opening, closing = dice.choice(_QUOTES)
    inlines: list[Inline] = []
    for number in range(dice.randint(2, 4)):
        inlines += [Text(dice.choice(_BETWEEN))] if number else []
        title = Text(dice.choice(_TITLES))
        match dice.choice(("plain", "plain", "inside", "outside", "lang")):
            case "inside":
                inlines += [Text(opening), Styled("emphasis", (title,)), Text(closing)]
            case "outside":
                words = Text(f"{opening}{title.text}{closing}")
                inlines.append(Styled("emphasis", (words,)))
            case "lang":
                tag = "he" if "א" <= title.text[0] <= "ת" else "en"
                span = Span((title,), Attributes(pairs=(("lang", tag),)))
                inlines += [Text(opening), span, Text(closing)]
            case _:
                inlines.append(Text(f"{opening}{title.text}{closing}"))
        inlines += [Text(dice.choice((" (1601)", " (London, 1601)")))] * (dice.random() < 0.3)
    return Span(tuple(inlines))


def _citation(dice: random.Random) -> Citation:
    """Return a citation as the reader makes one: each work marked with its language."""
    works: list[Inline] = []
    is_in_text = dice.random() < 0.3
    for number in range(1 if is_in_text else dice.randint(1, 3)):
        name, locator = dice.choice(_NAMES), dice.choice(_LOCATORS)
        tag = dice.choice(("", "he" if "א" <= name[0] <= "ת" else "en"))
        attributes = Attributes(pairs=(("lang", tag),) if tag else ())
        works += [Text("; ")] if number else []
        if is_in_text:
            link = Link("#ref-x", (Text(f"2019{locator}"),), _HERE)
            works.append(Span((Text(f"{name} ("), link, Text(")")), attributes))
        else:
            words = (Text(f"{name} 2019{locator}"),)
            works.append(Link("#ref-x", words, _HERE, attributes=attributes))
    before = Text("" if is_in_text else dice.choice(("(", "(see ", "(ראו ", "[")))
    after = Text({"": "", "[": "]"}.get(before.text, ")"))
    return Citation(("x",), (before, *works, after), _HERE)


def _line(dice: random.Random, depth: int, *, may_link: bool) -> tuple[Inline, ...]:
    count = dice.randint(1, 6) if depth == 0 else dice.randint(1, 3)
    return tuple(_inline(dice, depth, may_link=may_link) for _ in range(count))


def _inline(dice: random.Random, depth: int, *, may_link: bool) -> Inline:
    if depth > 2:
        return _words(dice)
    match dice.choices(
        (
            *("text", "styled", "code", "span", "link", "address", "row", "citation", "note"),
            *("break", "sentence"),
        ),
        (45, 20, 9, 12, 7, 2, 4, 4, 3, 1, 8),
    )[0]:
        case "sentence":
            return _sentence(dice)
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
        case "row":
            return _row(dice)
        case "citation" if may_link:  # its works are links
            return _citation(dice)
        case "note" if may_link:  # its mark is a link
            return Note(1, (Paragraph((Text(dice.choice(_NOTES)),), _HERE),), _HERE)
        case "break" if depth == 0:
            return LineBreak()
    return _words(dice)

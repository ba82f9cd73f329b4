"""Mixed lines: the runs that WeasyPrint would put in the wrong order are gathered into spans."""

from __future__ import annotations

import pytest

from diglot.core.model import (
    Attributes,
    Citation,
    Code,
    Direction,
    Inline,
    LineBreak,
    Link,
    Note,
    Position,
    Span,
    Styled,
    Text,
)
from diglot.core.walk import plain_text, walk_inlines
from diglot.text.direction.bidi import order_runs
from diglot.text.direction.fribidi import embedding_levels
from diglot.text.isolates import mark_isolates

HERE = Position("x.md")


def b(*children: Inline) -> Styled:
    """Return bold words."""
    return Styled("strong", children)


def t(words: str) -> Text:
    """Return words."""
    return Text(words)


def shown(inlines: tuple[Inline, ...]) -> str:
    """Return inlines with what sets a direction as <ltr …> and <rtl …>, bold as *…*."""
    result = ""
    for inline in inlines:
        match inline:
            case Text(text=text):
                result += text
            case Code(text=text, attributes=attributes):
                way = attributes.get("dir")
                result += f"<{way} `{text}`>" if way else f"`{text}`"
            case LineBreak():
                result += "/"
            case Note():
                result += "^"
            case Styled(children=children):
                result += f"*{shown(children)}*"
            case Link(children=children, attributes=attributes):
                name = f"#{attributes.id}" if attributes.id else ""
                result += f"[{attributes.get('dir')}{name} {shown(children)}]"
            case Span(children=children, attributes=attributes):
                result += f"<{attributes.get('dir')} {shown(children)}>"
            case Citation(children=children):
                result += f"({shown(children)})"
    return result


CASES: list[tuple[str, Direction, tuple[Inline, ...], str]] = [
    ("plain Hebrew stays", "rtl", (t("שלום עולם"),), "שלום עולם"),
    ("plain English stays", "ltr", (t("hello"),), "hello"),
    ("plain mixed text stays", "rtl", (t("שלום ABC עולם"),), "שלום ABC עולם"),
    (
        "names and numbers with signs inside stay",
        "rtl",
        (t("גרסה 6.20 של user.name ושל log_level 2, E261, ועוד 99.9% מתוך 1,024"),),
        "גרסה 6.20 של user.name ושל <ltr log_level 2, E261>, ועוד 99.9% מתוך 1,024",
    ),
    (
        "only the run that a line could end in is cut out",
        "rtl",
        (t("עם Redis ועם A, B לפני 2026 ובלי Kafka בכלל"),),
        "עם Redis ועם <ltr A, B> לפני 2026 ובלי Kafka בכלל",
    ),
    (
        "runs without a letter between them are cut out",
        "rtl",
        (t("שלום (2026) 5 ועוד Redis שם"),),
        "שלום (<ltr 2026>) <ltr 5> ועוד Redis שם",
    ),
    (
        "a number in the next element belongs to the name before it, where a line begins with it",
        "rtl",
        (t("ראו (שם – Ann) "), b(t("„2001” ועוד"))),
        "ראו (שם – <ltr Ann>) *„*<ltr *2001*>*” ועוד*",
    ),
    (
        "code, a box of its own, parts a number from a name",
        "rtl",
        (t("משנת 2026 "), Code("x"), t(" Redis שם")),
        "משנת 2026 <ltr `x`> Redis שם",
    ),
    (
        "two English elements in Hebrew",
        "rtl",
        (t("שלום "), b(t("ABC")), t(" "), b(t("DEF")), t(" עולם")),
        "שלום <ltr *ABC* *DEF*> עולם",
    ),
    (
        "two Hebrew elements in English",
        "ltr",
        (t("Say "), b(t("שלום")), t(" "), b(t("עולם")), t(" now")),
        "Say <rtl *שלום* *עולם*> now",
    ),
    (
        "an English opening that ends in an element",
        "rtl",
        (t("English "), b(t("bold")), t(" start, ואז")),
        "<ltr English *bold* start>, ואז",
    ),
    (
        "an element that straddles the border is split",
        "rtl",
        (t("מילה "), b(t("אחת two")), t(" three ועוד")),
        "מילה *אחת *<ltr *two* three> ועוד",
    ),
    (
        "a closing bracket outside the element",
        "rtl",
        (t("ראו ("), b(t("RFC")), t(" 2119) כאן")),
        "ראו (<ltr *RFC* 2119>) כאן",
    ),
    ("code is an isolate", "rtl", (t("הקובץ "), Code("a.b"), t("!")), "הקובץ <ltr `a.b`>!"),
    (
        "two pieces of code keep the Hebrew order",
        "rtl",
        (Code("one"), t(" "), Code("two")),
        "<ltr `one`> <ltr `two`>",
    ),
    (
        "a line break ends the line",
        "rtl",
        (t("ABC"), LineBreak(), t("DEF "), b(t("G"))),
        "ABC/<ltr DEF *G*>",
    ),
    (
        "an address is set left to right",
        "rtl",
        (t("ב־"), Link("https://a.b/c", (t("https://a.b/c"),), HERE)),
        "ב־\u2060[ltr https://a.b/c]",
    ),
    (
        "a span of the other language is an isolate",
        "rtl",
        (t("אמר "), Span((t("hi!"),), Attributes(pairs=(("lang", "en"),))), t("?")),
        "אמר <ltr hi!>?",
    ),
    (
        "Hebrew inside an English span inside Hebrew",
        "rtl",
        (t("כך "), Span((t("a "), b(t("שלום")), t(" b")), Attributes(pairs=(("lang", "en"),)))),
        "כך <ltr a *שלום* b>",
    ),
    (
        "a comma in a Latin run stays when a line ends after it",
        "rtl",
        (t("הם Pandoc, Chromium ועוד"),),
        "הם <ltr Pandoc, Chromium> ועוד",
    ),
    (
        "a bracket between two Latin words stays when a line ends between them",
        "rtl",
        (t("ראו ABC (DEF ועוד) כאן"),),
        "ראו <ltr ABC> (<ltr DEF> ועוד) כאן",
    ),
    (
        "Latin words and the number after them need no help",
        "rtl",
        (t("יש Windows Server 11 כאן"),),
        "יש Windows Server 11 כאן",
    ),
    (
        "two numbers after a Latin word stay in its order when a line ends between them",
        "rtl",
        (t("יש Windows 11 10 כאן"),),
        "יש <ltr Windows 11 10> כאן",
    ),
    (
        "words of the book's language inside a Latin run set no direction of their own",
        "rtl",
        (t("ABC "), Span((t("page: "),), Attributes(pairs=(("lang", "he"),))), t("DEF סוף")),
        "<ltr ABC <ltr page: >DEF> סוף",
    ),
    (
        "a number of unknown direction runs from left to right",
        "rtl",
        (t("חייגו "), Span((t("+972-3"),), Attributes(pairs=(("dir", "auto"),)))),
        "חייגו <ltr +972-3>",
    ),
    (
        "a passage in Hebrew letters of another language is ordered in English too",
        "ltr",
        (Span((t("page "), b(t("*")), t("±2")), Attributes(pairs=(("lang", "he"),))),),
        "<rtl <ltr page ***±2>>",
    ),
    (
        "a prefix holds on to the number in the next element",
        "rtl",
        (t("ב־"), b(t("40"))),
        "ב־\u2060*40*",
    ),
    (
        "a maqaf inside a compound does not",
        "rtl",
        (t("בית־"), b(t("ספר"))),
        "בית־*ספר*",
    ),
    (
        "a note between English words stands in their run",
        "rtl",
        (t("ABC"), Note(1, (), HERE), t(" DEF ואז")),
        "<ltr ABC^ DEF> ואז",
    ),
]


@pytest.mark.parametrize(("reason", "direction", "inlines", "expected"), CASES)
def test_runs(
    reason: str, direction: Direction, inlines: tuple[Inline, ...], expected: str
) -> None:
    """Each run of the other direction, elements included, is one span."""
    assert shown(order_runs(inlines, direction)) == expected, reason


def test_nothing_is_lost_or_doubled() -> None:
    """After the rewriting there are the same words, and each id and note once."""
    link = Link("#x", (t("אחת two"),), HERE, attributes=Attributes(id="here"))
    inlines = (t("מילה "), link, Note(1, (), HERE), t(" three (four) ועוד 12-15"))
    result = order_runs(inlines, "rtl")
    assert plain_text(result) == plain_text(inlines)
    found = list(walk_inlines(result))
    ids = [i.attributes.id for i in found if isinstance(i, Link) and i.attributes.id]
    assert ids == ["here"]
    assert sum(isinstance(i, Note) for i in found) == 1
    assert sum(isinstance(i, Link) for i in found) == 2


def test_an_id_stays_once_across_a_line_break() -> None:
    """An element that a line break divides keeps its id in the first of its parts."""
    span = Span((t("אחת ABC"), LineBreak(), t("DEF שתיים")), Attributes(id="here"))
    found = walk_inlines(order_runs((t("מילה "), span, b(t("GHI"))), "rtl"))
    assert [i.attributes.id for i in found if isinstance(i, Span) and i.attributes.id] == ["here"]


def test_browsers_are_told_of_isolates_and_of_nothing_else() -> None:
    """Code and addresses get a direction where the line is mixed; all else stays as it is."""
    code, bold = Code("a[1]"), b(t("ABC"))
    address = Link("https://a.b", (t("https://a.b"),), HERE)
    assert mark_isolates((t("plain "), code, address), "ltr") == (t("plain "), code, address)
    marked = mark_isolates((t("שלום "), bold, code, address), "ltr")
    assert marked[:2] == (t("שלום "), bold)
    assert [i.attributes.get("dir") for i in marked if isinstance(i, Code | Link)] == ["ltr", "ltr"]
    english = Span((t("say "), code), Attributes(pairs=(("lang", "en"),)))
    assert mark_isolates((t("כתבו "), english), "rtl") == (t("כתבו "), english)


def test_levels_come_from_the_standard() -> None:
    """FriBidi gives the levels of UAX #9: Hebrew 1, English and numbers in it 2."""
    assert embedding_levels("אב ab 12", "rtl") == (1, 1, 1, 2, 2, 2, 2, 2)
    assert embedding_levels("ab אב 12", "ltr") == (0, 0, 0, 1, 1, 1, 2, 2)

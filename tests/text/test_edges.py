"""Signs at the edges of numbers and names in Hebrew lines, and lines wholly in another script."""

from __future__ import annotations

import pytest

from differential.engines import Case, print_
from diglot.core.model import (
    Attributes,
    Code,
    Direction,
    Figure,
    Inline,
    LineBreak,
    Link,
    Paragraph,
    Position,
    Span,
    Style,
    Styled,
    Text,
)
from diglot.core.walk import plain_text, walk_inlines
from diglot.text.direction.edges import held_text, hold_edges
from diglot.text.isolates import in_own_direction

HERE = Position("content/he/01.md")


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("עד -5 מעלות, או +3%", ["-5", "+3%"]),
        ("חייגו +972-3-555-0123 או *2700.", ["+972-3-555-0123", "*2700"]),
        ("חייגו (03) 555-0123, 03-5550123", ["(03) 555-0123", "03-5550123"]),
        ("חייגו +972 3 555 0123 או 03 555 0123.", ["+972 3 555 0123", "03 555 0123"]),
        (
            "כרטיס 4580 1234 5678 9012, ספר 978-965-123-456-7",
            [
                "4580 1234 5678 9012",
                "978-965-123-456-7",
            ],
        ),
        ("בקובץ /etc/hosts, בתיקייה ~/docs/, ב־./a.sh", ["/etc/hosts", "~/docs/", "./a.sh"]),
        ("הקלידו $HOME או *.txt", ["$HOME", "*.txt"]),
        ("למדו C++ וגם C# או F#.", ["C++", "C#", "F#"]),
        ("כתבו ב־.NET וב־Node.js", [".NET"]),
        ("קובץ .gitignore, תגית #love", [".gitignore", "#love"]),
        ("של John Smith, Jr. ושל Acme, Inc. כאן", ["John Smith, Jr.", "Acme, Inc."]),
        ("ב־U.S. הגדולה", ["U.S."]),
        ("פגש את John Smith, Jr., ואת Ed King Sr.; גם", ["John Smith, Jr.", "Ed King Sr."]),
        ("החברות (Acme, Inc.) ו״Two Banks, Ltd.״", ["Acme, Inc.", "Two Banks, Ltd."]),
        ("נכתב בידי John Smith, Jr.", ["John Smith, Jr."]),
        ("ראו et al., שם", ["et al."]),
        ("קראו main() קודם", ["main()"]),
        ("הרי 2 + 3 = 5 תמיד", ["2 + 3 = 5"]),
        ("יותר מ־> 5", ["> 5"]),
        ("ראו ״Who’s There?״, ”Help!”", ["Who’s There?", "Help!"]),
        ("אמר: ״Hello, world.״ והלך", ["Hello, world."]),
        ("כתב ״And so on…״ וסיים ב״Hamlet.״", ["And so on…"]),
        ("ירדה ל־-12°C, ואחר כך −40.5°F", ["-12°C", "−40.5°F"]),
        ("בבית, ב־20 °C, או ב־55–65 °F", ["20 °C", "65 °F"]),
        ("רק −5 °C ועוד 12 % מהם, 45°C כאן", ["−5 °C", "12 %"]),
        ("מתח של ±5mV או +12V כאן", ["±5mV", "+12V"]),
        ("חייגו (03) 123-4567 או (054) 1234567", ["(03) 123-4567", "(054) 1234567"]),
        ("הסרט ״8½״ באורך 2¼ שעות", ["8½", "2¼"]),
        ("הסרט ״2001: A Space Odyssey״ הישן", ["2001: A Space Odyssey"]),
        ("הספר ״101 Dalmatians״ הישן", ["101 Dalmatians"]),
        ("החברה (אז Acme Ltd.) 49 שרתים", ["Acme Ltd."]),
        ("למדו (ורק C++) Redis 4, C# כאן", ["C++", "Redis 4, C#"]),
        ("קראו Smith (and C++) כאן", ["Smith (and C++)"]),
        ("קראו (Smith [and C++]) כאן", ["Smith [and C++]"]),
    ],
)
def test_a_sign_stays_with_what_it_belongs_to(line: str, held: list[str]) -> None:
    """Where it is certain, the number or name and its sign get a direction of their own."""
    result = hold_edges((Text(line),), "rtl")
    spans = [part for part in result if isinstance(part, Span)]
    assert [plain_text(span.children) for span in spans] == held
    assert all(span.attributes.get("dir") == "ltr" for span in spans)
    assert plain_text(result) == line


@pytest.mark.parametrize(
    ("before", "raised", "held"),
    [
        ("ערך של 10", (("superscript", "-3"),), "10-3"),
        ("יוני Ca", (("superscript", "2+"),), "Ca2+"),
        ("יוני SO", (("subscript", "4"), ("superscript", "2−")), "SO42−"),
        ("כי 10", (("superscript", "3"),), ""),
        ("מים H", (("subscript", "2"),), ""),
        ("כי א", (("superscript", "-3"),), "-3"),
    ],
)
def test_raised_signs_stay_with_their_base(
    before: str, raised: tuple[tuple[Style, str], ...], held: str
) -> None:
    """A power or a charge with a sign is one with what it belongs to."""
    styled = [Styled(style, (Text(words),)) for style, words in raised]
    result = hold_edges((Text(before), *styled, Text(" כאן")), "rtl")
    spans = [i for i in walk_inlines(result) if isinstance(i, Span)]
    assert [plain_text(span.children) for span in spans] == ([held] if held else [])
    assert plain_text(result) == before + "".join(words for _, words in raised) + " כאן"


def test_a_number_in_groups_is_not_broken() -> None:
    """A telephone number that a line breaks behind a hyphen has the hyphen on the wrong side."""
    (_, number) = hold_edges((Text("חייגו 03-5550123"),), "rtl")
    (_, name) = hold_edges((Text("למדו C++"),), "rtl")
    assert isinstance(number, Span)
    assert isinstance(name, Span)
    assert number.attributes.classes == ("whole",)
    assert name.attributes.classes == ()


@pytest.mark.parametrize(
    "line",
    [
        "ספר על C++ Builder ישן",  # one run of Latin letters, in order by itself
        "השיר Yahoo! ידוע",
        "סוף U.S.",
        "חדר F-16 בשנת 1948, 3-2",
        "10:30–12:00 וגם 50%–60%",
        "מחיר 5-10 שקלים, 3 -2",
        "ביחס של 1/2, ועברית/English",
        "בשנים 1948 1967 1973",
        "נספח א' - ב'",
        "האם ״Hamlet״? האם Emma?",
    ],
)
def test_what_is_uncertain_or_right_is_left_alone(line: str) -> None:
    """Ranges, signs inside a run, and signs that end a sentence take part in the line."""
    assert hold_edges((Text(line),), "rtl") == (Text(line),)


def test_an_emphasised_title_keeps_its_question_mark() -> None:
    """The whole of an emphasised title is in its direction; of other emphasis nothing is."""
    title, other = (Styled("emphasis", (Text(words),)) for words in ("Who?", "Who? מי"))
    held, same = hold_edges((title, other), "rtl")
    assert held == Styled("emphasis", (Span(title.children, Attributes(pairs=(("dir", "ltr"),))),))
    assert same == other


@pytest.mark.parametrize(
    "name",
    [
        Styled("emphasis", (Text("John Smith"),)),
        Span((Text("John Smith"),), Attributes(pairs=(("lang", "en"),))),
        Link("https://e.org", (Text("John Smith"),), HERE),
    ],
)
def test_a_name_in_markup_keeps_what_follows_it(name: Inline) -> None:
    """Jr. behind a link or an emphasis goes on from the name, and its period with it."""
    line = (Text("פגש את "), name, Text(", Jr. בעיר"))
    whole = Span((name, Text(", Jr.")), Attributes(pairs=(("dir", "ltr"),)))
    assert hold_edges(line, "rtl") == (Text("פגש את "), whole, Text(" בעיר"))


def test_what_has_a_direction_is_left_alone() -> None:
    """Left-to-right text, code, verbatim words and marked ones need no further mark."""
    verbatim = Span((Text("C++"),), Attributes(classes=("verbatim",)))
    marked = Span((Text("-5 C++"),), Attributes(pairs=(("dir", "ltr"),)))
    line: tuple[Inline, ...] = (Code("-5"), Text(" ו"), verbatim, Text(" ו"), marked)
    assert hold_edges(line, "rtl") == line
    assert hold_edges((Text("-5 C++"),), "ltr") == (Text("-5 C++"),)


def test_drawn_words_have_isolates() -> None:
    """On a cover, where there are no elements, invisible signs do the same."""
    assert held_text("למדו C++ היום") == "למדו \u2066C++\u2069 היום"


@pytest.mark.parametrize(
    ("line", "around", "turns"),
    [
        ((Text("Foreign Policy, March 2012."),), "rtl", True),
        ((Text("שלום, עולם!"),), "ltr", True),
        ((Text("What is "), Styled("emphasis", (Text("C++"),)), Text("?")), "rtl", True),
        ((Link("https://e.org", (Text("The site"),), HERE), Text(".")), "rtl", True),
        ((Text("Diglot היא תוכנה."),), "rtl", False),
        ((Text("1948–1950"),), "rtl", False),
        ((Text("״Hamlet״ (1601); ״Emma״ (1815)"),), "rtl", False),
        ((Text("“Hamlet” (1601); “Emma” (1815)"),), "rtl", True),
        ((Code("diglot check"), Text(".")), "rtl", False),
        ((Span((Text("ABC"),), Attributes(pairs=(("lang", "en"),))), Text(".")), "rtl", False),
    ],
)
def test_a_line_wholly_in_the_other_script_turns(
    line: tuple[Inline, ...], around: Direction, turns: bool
) -> None:
    """Without a letter or mark of the page's script that takes part, a line runs as its own."""
    other = "ltr" if around == "rtl" else "rtl"
    turned = (Span(line, Attributes(pairs=(("dir", other),))),)
    assert in_own_direction(line, around) == (turned if turns else line)


def test_each_line_of_an_address_is_judged_alone() -> None:
    """A line ends where the author asked for it, and each has its own direction."""
    latin, hebrew = Text("Two Banks, Inc."), Text("רחוב הרצל 5, חיפה.")
    result = in_own_direction((latin, LineBreak(), hebrew), "rtl")
    assert result == (Span((latin,), Attributes(pairs=(("dir", "ltr"),))), LineBreak(), hebrew)


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("direction", "caption", "seen"),
    [
        ("rtl", "See the report!", "Seethereport!.1.1רויא"),
        ("ltr", "ראו הדוח!", "Figure1.1.!חודהואר"),
        ("ltr", "See הדוח!", "Figure1.1.Seeחודה!"),
    ],
)
def test_a_caption_turns_beside_its_label(direction: Direction, caption: str, seen: str) -> None:
    """A caption wholly in the other script keeps its last mark, whatever script its label has."""
    inside = (Paragraph((Text("1"),), HERE),)
    figure = Figure(inside, (Text(caption),), HERE, Attributes(id="f"), number=1)
    (printed,) = print_([Case("x", direction, (figure,))])
    assert printed.lines[-1] == seen

"""Faults in the words of passages: sentences, names, terms, marks."""

from __future__ import annotations

import random
import re

from drift.planting import Line, Pair, choose, is_plain
from planted.books import Book
from planted.kinds import (
    PASSAGES,
    PROSE,
    Test,
    around,
    book_kind,
    both,
    kind,
    pick,
    replace,
    sentences,
    spots,
)

_SENTENCE = "sentence-missing length block-split sentence-count"
_WORTH = 25  # letters of a sentence that somebody would miss
_OFTEN = 4  # times that a name is in both languages, before anyone can know how it is written
_LOST = """end-punctuation number-missing name-missing inline-code bold-lost glossary-term
    emphasis-lost note-count link-target"""


def _with_sentences(pair: Pair, fewest: int) -> list[int]:
    """Return paragraphs of so many sentences that hold no note or link."""
    return pair.free(
        "paragraph",
        lambda one, two: (
            is_plain(one, two)
            and len(sentences(two.text)) >= fewest
            and len(sentences(one.text)) >= fewest
            and any(end - start > _WORTH for start, end in sentences(two.text))
        ),
    )


def _middle(text: str, chance: random.Random) -> tuple[int, int]:
    """Return where one of the sentences is that are long enough to be missed."""
    return chance.choice([s for s in sentences(text) if s[1] - s[0] > _WORTH])


@kind("words")
def sentence_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a sentence out of a paragraph."""
    if (place := choose(pair, _with_sentences(pair, 3), chance)) is None:
        return False
    text = pair.translation[place].text
    start, end = _middle(text, chance)
    pair.translation[place].lines = [Line((text[:start] + text[end:]).strip())]
    pair.expect(f"{_SENTENCE} {_LOST}", *both(pair, place))
    return True


@kind("words")
def sentence_doubled(pair: Pair, chance: random.Random) -> bool:
    """Let a sentence of a paragraph stand twice."""
    if (place := choose(pair, _with_sentences(pair, 2), chance)) is None:
        return False
    text = pair.translation[place].text
    start, end = _middle(text, chance)
    pair.translation[place].lines = [Line(f"{text[:end].rstrip()} {text[start:].lstrip()}")]
    pair.expect(f"{_SENTENCE} repeated-words repeated-word doubled", *both(pair, place))
    return True


@kind("words")
def sentence_in_english(pair: Pair, chance: random.Random) -> bool:
    """Leave a sentence of a paragraph in English."""
    places = [
        i
        for i in _with_sentences(pair, 2)
        if len(sentences(pair.source[i].text)) == len(sentences(pair.translation[i].text))
    ]
    if (place := choose(pair, places, chance)) is None:
        return False
    ours, theirs = pair.source[place].text, pair.translation[place].text
    both_sides = zip(sentences(ours), sentences(theirs), strict=True)
    long = [both for both in both_sides if both[0][1] - both[0][0] > _WORTH]
    if not long:
        return False
    (one, two), (start, end) = chance.choice(long)
    english = ours[one:two].strip()
    pair.translation[place].lines = [Line(f"{theirs[:start]}{english} {theirs[end:]}".strip())]
    pair.expect("untranslated", *both(pair, place))
    return True


@kind("words")
def end_cut_off(pair: Pair, chance: random.Random) -> bool:
    """Let a paragraph break off in its last sentence."""
    places = pair.free("paragraph", lambda one, two: is_plain(one, two) and len(two.text) > 120)
    if (place := choose(pair, places, chance)) is None:
        return False
    words = pair.translation[place].text.split()
    pair.translation[place].lines = [Line(" ".join(words[: len(words) * 2 // 3]).rstrip(".,;"))]
    apt = f"{_SENTENCE} {_LOST} unbalanced-quotes"
    pair.expect(apt, *both(pair, place))
    return True


@kind("words")
def word_doubled(pair: Pair, chance: random.Random) -> bool:
    """Type a short word twice."""
    found = spots(pair, r"(?<=[א-ת] )(של|את|על|לא|עם|כי|גם|אל|הוא|היא|זה) (?=[א-ת])", PROSE)
    found = [s for s in found if f"{s.match[1]} {s.match[1]}" not in s.line.text]
    return replace(
        pair, chance, found, lambda m: f"{m[1]} {m[0]}", "repeated-word repeated-words doubled"
    )


def _named(name: str) -> str:
    return rf"(?<![א-ת])([ובהלמשכ]{{0,2}}){name}(?![א-ת])"


def _names(book: Book) -> list[tuple[str, str]]:
    """Return the names, English and Hebrew, that the book has often enough to be learned."""
    ours, theirs = (
        "\n".join(chunk.text for side in sides for chunk in side)
        for sides in (
            [other.source for other in book.chapters],
            [other.translation for other in book.chapters],
        )
    )
    return [
        (english, hebrew)
        for english, hebrew in book.text.names.items()
        if ours.count(english) >= _OFTEN
        and len(re.findall(_named(hebrew), theirs)) >= _OFTEN
        and re.search(r"[א-ת]", hebrew)
    ]


def _said_once(english: str, hebrew: str) -> Test:
    """Return what tells whether a line and its translation say a name, the latter once."""
    return lambda one, two, _: english in one.text and two.text.count(hebrew) == 1


def _termed_once(english: str, pattern: str) -> Test:
    """Return what tells whether a line has a term that its translation has once."""
    term = re.compile(rf"\b{english}s?\b", re.IGNORECASE)
    return lambda one, two, _: term.search(one.text) and len(re.findall(pattern, two.text)) == 1


@book_kind("words")
def name_exchanged(book: Book, number: int, chance: random.Random) -> bool:
    """Write another person's name, or place's, of the same book."""
    pair = book.chapters[number]
    names = _names(book)
    chance.shuffle(names)
    for english, hebrew in names:
        found = spots(
            pair, _named(hebrew), PROSE,
            _said_once(english, hebrew),
        )  # fmt: skip
        if (spot := pick(pair, found, chance)) is None:
            continue
        others = [o for e, o in names if e not in spot.source.text and o != hebrew]
        if others:
            spot.put(spot.match[1] + chance.choice(others))
            pair.expect("name-missing name-changed name exchanged", *around(pair, spot))
            return True
    return False


@book_kind("words")
def name_lost(book: Book, number: int, chance: random.Random) -> bool:
    """Leave a name out that is said once in a passage."""
    pair = book.chapters[number]
    names = _names(book)
    chance.shuffle(names)
    for english, hebrew in names:
        found = spots(
            pair, rf"(?<!\*){_named(hebrew)} ?(?!\*|\.\*)", PROSE,
            _said_once(english, hebrew),
        )  # fmt: skip
        if found:
            return replace(pair, chance, found, lambda _: "", "name-missing name-changed name")
    return False


@kind("words")
def latin_name_mistyped(pair: Pair, chance: random.Random) -> bool:
    """Mistype a name that the translation keeps in Latin letters."""
    found = spots(
        pair, r"(?<![\w@./-])[A-Z][a-zé]{3,}(?![\w@])", PASSAGES, lambda one, _, m: m[0] in one.text
    )
    return replace(
        pair, chance, found, lambda m: m[0][:2] + m[0][3] + m[0][2] + m[0][4:]
        if m[0][2] != m[0][3] else m[0][:-1],
        "name-missing name-changed name latin-name",
    )  # fmt: skip


@kind("words")
def latin_name_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave out a name that the translation keeps in Latin letters."""
    found = spots(
        pair, r"(?<![\w@./-])[A-Z][a-zé]{3,}(?: [A-Z]\w+)* ?(?![\w@])", PASSAGES,
        lambda one, _, m: m[0].strip() in one.text,
    )  # fmt: skip
    return replace(pair, chance, found, lambda _: "", "name-missing name-changed name latin-name")


@book_kind("words")
def term_of_the_glossary_changed(book: Book, number: int, chance: random.Random) -> bool:
    """Translate a term of the glossary otherwise."""
    pair = book.chapters[number]
    for english, forms in book.text.terms.items():
        pattern = rf"(?<![א-ת])([ובהלמשכ]{{0,2}})({'|'.join(forms)})(?![א-ת])"
        found = spots(
            pair, pattern, PASSAGES,
            _termed_once(english, pattern),
        )  # fmt: skip
        if found:
            return replace(pair, chance, found, lambda m: m[1] + "דבר־מה", "glossary-term")
    return False


@kind("words")
def emphasis_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out the marks around words in italics, the only ones of a passage."""
    found = spots(
        pair, r"(?<![*\w])\*([^*]+)\*(?!\*)", PROSE,
        lambda one, two, _: one.text.count("*") == 2 == two.text.count("*"),
    )  # fmt: skip
    return replace(pair, chance, found, lambda m: m[1], "bold-lost emphasis-lost emphasis")


@kind("words")
def bold_words_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out the marks around bold words, the only ones of a passage."""
    found = spots(
        pair, r"\*\*([^*]+)\*\*", PROSE,
        lambda one, two, _: one.text.count("**") == 2 == two.text.count("**"),
    )  # fmt: skip
    return replace(pair, chance, found, lambda m: m[1], "bold-lost")


@kind("words")
def heading_in_english(pair: Pair, chance: random.Random) -> bool:
    """Leave a heading in English."""
    if (place := choose(pair, pair.free("heading"), chance)) is None:
        return False
    pair.translation[place].lines = [Line(pair.source[place].text)]
    pair.expect("untranslated", *both(pair, place))
    return True


@book_kind("words")
def heading_translated_two_ways(book: Book, number: int, chance: random.Random) -> bool:
    """Translate a heading otherwise that stands more than once in the book."""
    pair = book.chapters[number]
    texts = [c.text for other in book.chapters for c in other.source if c.kind == "heading"]
    places = pair.free("heading", lambda one, _: texts.count(one.text) > 1)
    if (place := choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = line.text.partition(" ")[0] + " כך עושים"
    lines = [
        line
        for other in book.chapters
        for at, chunk in enumerate(other.source)
        if chunk.text == pair.source[place].text
        for line in both(other, at)
    ]
    apt = "heading-two-ways two-translations inconsistent-heading glossary-term same-heading"
    pair.expect(apt, *lines)
    return True


@kind("words")
def item_in_english(pair: Pair, chance: random.Random) -> bool:
    """Leave an item of a list in English."""
    found = spots(
        pair, r"^", ("list",),
        lambda one, two, _: re.search(r"[א-ת]{3}.*[א-ת]{3}", two.text) and one.text != two.text,
    )  # fmt: skip
    if (spot := pick(pair, found, chance)) is None:
        return False
    spot.line.text = spot.source.text
    pair.expect("untranslated", *around(pair, spot), pair.translation[spot.place].lines[0])
    return True


@kind("words")
def caption_in_english(pair: Pair, chance: random.Random) -> bool:
    """Leave a caption in English."""
    places = [*pair.free("caption"), *pair.free("figure")]
    if (place := choose(pair, sorted(places), chance)) is None:
        return False
    pair.translation[place].lines = [Line(pair.source[place].text)]
    before = both(pair, place - 1) if pair.source[place].kind == "caption" else ()
    pair.expect("untranslated", *both(pair, place), *before)
    return True


@kind("marks")
def mark_of_quotation_lost(pair: Pair, chance: random.Random) -> bool:
    """Leave out the mark that ends a quotation."""
    found = spots(pair, r"(?<=[.,!?])״", PROSE)
    return replace(pair, chance, found, lambda _: "", "unbalanced-quotes")


@kind("marks")
def question_made_a_statement(pair: Pair, chance: random.Random) -> bool:
    """End a passage that asks with a full stop."""
    found = spots(pair, r"\?(?=[״*]*$)", PROSE, lambda one, *_: re.search(r"\?[”\"*]*$", one.text))
    return replace(pair, chance, found, lambda _: ".", "end-punctuation")

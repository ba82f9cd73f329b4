"""How text is cut into pages and lines: what stays together, what breaks, what stays inside."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from geometry import Word, WordPage, word_pages
from support import SOUND, run_diglot, write_project

pytestmark = pytest.mark.heavy

MM_PT = 72 / 25.4
LINE_PT = 15.6
INNER_MM, OUTER_MM = 20.0, 18.0
VOCABULARY = {
    "en": "the mill is considerably older than any road and every village remembers it differently",
    "he": "הטחנה עתיקה בהרבה מן הדרך וכל כפר בעמק זוכר אותה אחרת משהיא זכורה לאחרים",
}
ADDRESS = "https://www.example.org/a/very/long/address/that/goes/on/until/the/line/has/ended/twice"


def chapter(language: str) -> str:
    """Return every kind of block, of random lengths; numbered tokens say what a word is of.

    p7: of paragraph 7; h7: of a heading, l7 of the line before a list, code or table; t7r2:
    of row 2 of a table, c7 of its caption, r7 of its head.
    """
    chance = random.Random(11)
    words = VOCABULARY[language].split()

    def prose(fewest: int, most: int, token: str) -> str:
        chosen = chance.choices(words, k=chance.randint(fewest, most))
        return " ".join(f"{word} {token}" if n % 3 == 0 else word for n, word in enumerate(chosen))

    blocks = ["# x"]
    for n in range(36):
        blocks.append(f"{prose(20, 130, f'p{n}')}.")
        if n % 3 == 0:
            blocks.append(f"{'#' * chance.choice((2, 2, 3))} {words[n % len(words)]} h{n}")
        match n % 6:
            case 1:
                rows = "".join(
                    f"| t{n}r{r} | {words[r % 9]} |\n" for r in range(chance.randint(4, 30))
                )
                blocks.append(
                    f"{words[0]} l{n}:\n\n| r{n} | x |\n|---|---|\n{rows}\n: c{n} {words[1]}"
                )
            case 3:
                lines = "\n".join(f"k{n} = {r}" for r in range(chance.randint(2, 30)))
                blocks.append(f"{words[0]} l{n}:\n\n```\n{lines}\n{'long_' * 30}\n```")
            case 5:
                items = "\n".join(f"- {prose(4, 30, f'i{n}')}" for _ in range(5))
                blocks.append(f"{words[0]} l{n}:\n\n{items}\n\n{words[1]} <{ADDRESS}> {words[2]}.")
    return "\n\n".join(blocks) + "\n"


@pytest.fixture(scope="module", params=["en", "he"])
def book(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[WordPage]]:
    """Return a language, and the pages of the chapter."""
    language: str = request.param
    settings = (
        f"id: small\nlanguages: [{language}]\n"
        f"page: {{size: a5, margins: {{inner: {INNER_MM}mm, outer: {OUTER_MM}mm}}}}\n"
    )
    files = {
        **SOUND,
        "content/book.yaml": settings,
        f"content/{language}/01-oil.md": chapter(language),
    }
    folder = write_project(tmp_path_factory.mktemp(language), files)
    done = run_diglot("build", "pdf", "--draft", "--project", folder, "--jobs", "1")
    assert (folder / "build" / f"small-{language}.pdf").exists(), done.err
    pages = word_pages(folder / "build" / f"small-{language}.pdf")
    first = next(
        n for n, page in enumerate(pages) if any(w.text.startswith("p0") for w in page.words)
    )
    return language, pages[first:]


def places(pages: list[WordPage], token: str) -> Iterator[tuple[int, Word]]:
    """Yield page and word wherever a token stands, such as `p7`."""
    pattern = re.compile(rf"(?<![a-z0-9]){token}(?![a-z0-9])")
    for number, page in enumerate(pages):
        for word in page.words:
            if pattern.search(word.text):
                yield number, word


def first_page(pages: list[WordPage], token: str) -> int:
    """Return the first page that a token stands on."""
    return next(places(pages, token))[0]


def tops(page: WordPage) -> list[float]:
    """Return where the words of a page's text stand, without running head and number."""
    return [word.top for word in page.words if 0.08 < word.top / page.height < 0.92]


def test_no_line_of_a_paragraph_stands_alone(book: tuple[str, list[WordPage]]) -> None:
    """A paragraph that two pages share has two lines at least on each."""
    _, pages = book
    shared = 0
    for n in range(36):
        tops: dict[int, set[int]] = {}
        for page, word in places(pages, f"p{n}"):
            tops.setdefault(page, set()).add(round(word.top / 4))
        if len(tops) > 1:
            shared += 1
            # Tokens are in every line but, now and then, the last.
            assert min(map(len, list(tops.values())[:-1])) >= 2, (n, tops)
    assert shared > 4


def test_headings_stay_with_their_text(book: tuple[str, list[WordPage]]) -> None:
    """What comes after a heading begins on its page."""
    _, pages = book
    for n in range(0, 36, 3):
        follower = f"l{n}" if n % 6 in (1, 3, 5) else f"p{n + 1}"
        assert first_page(pages, f"h{n}") == first_page(pages, follower), n


def test_what_announces_stays_with_what_it_announces(book: tuple[str, list[WordPage]]) -> None:
    """A line that ends with a colon stands on the page where the list, code or table begins.

    Where the page would else end far too early, it is the last line there, and what it
    announces the first thing on the next.
    """
    _, pages = book
    parted = 0
    for n in range(1, 36, 2):
        follower = {1: f"c{n}", 3: f"k{n}", 5: f"i{n}"}[n % 6]
        here, there = first_page(pages, f"l{n}"), first_page(pages, follower)
        if here == there:
            continue
        parted += 1
        assert there == here + 1
        line = next(places(pages, f"l{n}"))[1].top
        assert max(tops(pages[here])) - line < LINE_PT, n
        first = next(places(pages, follower))[1].top
        assert first - min(tops(pages[there])) < LINE_PT, n
    assert parted < 4


def test_tables_break_with_their_head(book: tuple[str, list[WordPage]]) -> None:
    """On every page of a table stand its head and three rows or more; its caption is above."""
    _, pages = book
    broken = 0
    for n in range(1, 36, 6):
        rows = Counter(page for page, _ in places(pages, rf"t{n}r\d+"))
        heads = [page for page, _ in places(pages, f"r{n}")]
        assert heads == sorted(rows)
        assert [page for page, _ in places(pages, f"c{n}")] == heads[:1]
        assert min(rows.values()) >= 3
        broken += len(rows) > 1
    assert broken


def test_nothing_leaves_the_text_area(book: tuple[str, list[WordPage]]) -> None:
    """Long addresses and long code are broken: no word stands in the outer or inner margin."""
    language, pages = book
    assert sum("long_" in word.text for page in pages for word in page.words) > 6
    for number, page in enumerate(pages):
        is_recto = number % 2 == 0
        inner_is_left = is_recto == (language == "en")
        left = (INNER_MM if inner_is_left else OUTER_MM) * MM_PT
        right = page.width - (OUTER_MM if inner_is_left else INNER_MM) * MM_PT
        for word in page.words:
            assert left - 1 < word.left < word.right < right + 1, (number, word)


def test_only_english_is_hyphenated(book: tuple[str, list[WordPage]]) -> None:
    """Long English words are divided at the ends of lines, Hebrew ones never."""
    language, pages = book
    divided = [
        w.text for page in pages for w in page.words if re.search(r"[^\W\d_]{3}[-\u2010]$", w.text)
    ]
    assert bool(divided) == (language == "en"), divided


def test_justified_lines_have_no_holes(book: tuple[str, list[WordPage]]) -> None:
    """Spaces in lines of prose are seldom wider than twice a usual one, in either language."""
    _, pages = book
    gaps: list[float] = []
    for page in pages:
        lines: dict[int, list[Word]] = {}
        for word in page.words:
            lines.setdefault(round(word.bottom), []).append(word)
        for line in lines.values():
            if sum(bool(re.search(r"p\d", word.text)) for word in line) < 2:
                continue
            line.sort(key=lambda word: word.left)
            gaps += [b.left - a.right for a, b in pairwise(line)]
    gaps.sort()
    assert len(gaps) > 500
    usual, wide = gaps[len(gaps) // 2], gaps[len(gaps) * 95 // 100]
    assert wide < 2.2 * usual, (usual, wide)


INDENTED = """# x

{0} {words}.

{1} {words}:

$$ x = 12 $$

{2} {words}.

{3} {words}.

{4},\\
{5}.

{6} {words},\\
{words} {words}.

::: warning
{7} {words}.

{8} {words}.
:::
"""
TOKENS = {
    "en": ["aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii"],
    "he": ["AA", "BB", "CC", "DD", "EE", "FF", "GG", "HH", "II"],
}


@pytest.mark.parametrize("form", ["pdf", "bilingual"])
def test_what_goes_on_has_no_indent(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """After a formula, where lines end as they are told, and below the kind of a remark."""
    files = {
        **SOUND,
        **{
            f"content/{tag}/01-oil.md": INDENTED.format(*TOKENS[tag], words=words)
            for tag, words in VOCABULARY.items()
        },
    }
    folder = write_project(tmp_path_factory.mktemp(form), files)
    done = run_diglot("build", form, "--draft", "--project", folder, "--jobs", "1")
    for language, tokens in TOKENS.items():
        path = folder / "build" / f"small-{'bilingual' if form == 'bilingual' else language}.pdf"
        assert path.exists(), done.err
        edges = {
            word.text.strip(",."): word.left if language == "en" else page.width - word.right
            for page in word_pages(path)
            for word in page.words
            if word.text.strip(",.") in tokens
        }
        places = (edges[token] for token in tokens)
        first, second, after, third, told, end, longer, warned, further = places
        assert after == pytest.approx(first, abs=1)
        assert [third, told, end, longer] == pytest.approx([second] * 4, abs=1)
        assert second - first > LINE_PT / 2
        assert further - warned > LINE_PT / 2


VERSE = """# x

| {0} {words}
| {1} {words} {words} {words} {words} {words}
|
| {2} {words}
"""


@pytest.mark.parametrize("form", ["pdf", "bilingual", "columns"])
def test_verse_has_stanzas_and_hanging_lines(
    form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An empty line is between stanzas, and what a line has too much is further in."""
    files = {
        **SOUND,
        **{
            f"content/{tag}/01-oil.md": VERSE.format(
                *TOKENS[tag], words=" ".join(words.split()[:4])
            )
            for tag, words in VOCABULARY.items()
        },
    }
    folder = write_project(tmp_path_factory.mktemp(form), files)
    done = run_diglot("build", form, "--draft", "--project", folder, "--jobs", "1")
    for language, tokens in TOKENS.items():
        path = folder / "build" / f"small-{language if form == 'pdf' else form}.pdf"
        assert path.exists(), done.err
        page = next(p for p in word_pages(path) if any(w.text == tokens[1] for w in p.words))
        edges = [
            (word.left if language == "en" else page.width - word.right, word)
            for word in page.words
            if form != "columns" or (word.left < page.width / 2) is (language == "en")
        ]
        first, long, after = (
            next((edge, word.top) for edge, word in edges if word.text == token)
            for token in tokens[:3]
        )
        assert [long[0], after[0]] == pytest.approx([first[0]] * 2, abs=1)
        lines = range(round(long[1] + 5), round(after[1] - 5))
        wrapped = [(edge, word.top) for edge, word in edges if round(word.top) in lines]
        assert min(wrapped)[0] - first[0] > LINE_PT
        assert after[1] - max(top for _, top in wrapped) > 1.6 * LINE_PT


TIGHT = """# x

- {0}
    - {1}
    - {2}
- {3}

Text.[^1]

[^1]: {4}

    {5}

    {6}

    > {7}

    {8}
"""


def test_inner_lists_and_notes_have_no_empty_lines(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A list in a list, and all that is in a note, keep the rhythm of the lines around."""
    files = {f"content/{tag}/01-oil.md": TIGHT.format(*TOKENS[tag]) for tag in TOKENS}
    folder = write_project(tmp_path_factory.mktemp("tight"), {**SOUND, **files})
    done = run_diglot("build", "pdf", "--draft", "--project", folder, "--jobs", "1")
    for language, tokens in TOKENS.items():
        path = folder / f"build/small-{language}.pdf"
        assert path.exists(), done.err
        lows = {word.text: word.bottom for page in word_pages(path) for word in page.words}
        for first, last in ((0, 3), (4, 8)):
            steps = [
                lows[below] - lows[above] for above, below in pairwise(tokens[first : last + 1])
            ]
            assert steps == pytest.approx([steps[0]] * len(steps), abs=0.6)
            assert 0 < steps[0] < 1.1 * LINE_PT


def nested(number: int, tokens: list[str]) -> str:
    """Return a chapter in which a list of lists stands so many lines down."""
    lines = "\\\n".join(["x"] * (12 + number))
    a, b, c, d, e, f, g = (f"{token}{number}" for token in tokens[:7])
    return (
        f"# x\n\n{lines}\n\n1. {a}\n\n    a. {b}\n    b. {c}\n    c. {d}\n\n"
        f"2. {e}\n\n    a. {f}\n    b. {g}\n"
    )


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_page_is_full_before_a_list_in_a_list_is_cut(
    language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An item goes to the next page only where the next line would not have fitted.

    A first item with a list in it does not hold what follows it.
    """
    tokens = TOKENS[language]
    files = {f"content/{language}/{n:02}-x.md": nested(n, tokens) for n in range(14)}
    settings = {"content/book.yaml": f"id: small\nlanguages: [{language}]\npage: {{size: a5}}\n"}
    settings[f"content/{language}/book.yaml"] = "title: x\n"
    folder = write_project(tmp_path_factory.mktemp(f"nested-{language}"), {**settings, **files})
    done = run_diglot("build", "pdf", "--draft", "--project", folder, "--jobs", "1")
    path = folder / f"build/small-{language}.pdf"
    assert path.exists(), done.err
    pages = word_pages(path)
    lowest = max(max(tops(page), default=0.0) for page in pages)
    parted = 0
    for n in range(14):
        c, d, e = (f"{token}{n}" for token in tokens[2:5])
        for above, below in ((c, d), (d, e)):
            (here, word), (there, _) = next(places(pages, above)), next(places(pages, below))
            if here != there:
                parted += 1
                lines = 4 if below == e else 1  # 2., its a. and b. stand together
                assert lowest - word.top < (lines + 0.5) * LINE_PT, (n, above)
    assert parted > 2

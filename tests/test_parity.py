"""Parity: what has come apart is found where it is, and nothing else is reported."""

from __future__ import annotations

import random
import shutil
import time
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from diglot.cache import Cache
from diglot.findings import RULES, Finding
from diglot.model import Section
from diglot.parity import Checked, align, check
from diglot.parity.sequence import align_sequences, band_of, longest_increasing
from diglot.pipeline import check_project
from diglot.walk import plain_text, walk_sections
from parity.builder import book, edition
from support import run_diglot

PARITY = Path(__file__).parent / "parity"
FOLDERS = sorted(path.parent.name for path in PARITY.glob("*/expected.txt"))


# Folders: a book and what is wrong with it ----------------------------------------


class Unwatched:
    """Progress that nobody watches."""

    def begin(self, task: str, total: int) -> None:
        """Say nothing."""

    def step(self, detail: str = "") -> None:
        """Say nothing."""


def line(finding: Finding) -> str:
    """Return a finding as the first line of its text format."""
    heading = f"{finding.severity} {finding.code} {finding.rule}"
    return f"{finding.position}: {heading}: {finding.message}"


def lines_of(folder: str, tmp_path: Path) -> list[str]:
    """Return the findings on a folder's book, with their hints where those are expected too.

    What is found while pages are made needs the command that formats.txt gives.
    """
    command = PARITY / folder / "formats.txt"
    if command.exists():
        copy = shutil.copytree(PARITY / folder, tmp_path / "book")
        formats = command.read_text(encoding="utf-8").split()
        done = run_diglot(*formats, "--no-cache", "--project", copy)
        return [found for found in done.out.splitlines() if found.startswith("content/")]
    checked = check_project(PARITY / folder, jobs=1, progress=Unwatched(), cache=Cache(None))
    has_hints = any(text.startswith("  hint: ") for text in expected(folder))
    return [
        text
        for finding in checked.findings
        for text in (line(finding), f"  hint: {finding.hint}")[: 1 + has_hints]
    ]


def expected(folder: str) -> list[str]:
    """Return the lines of a folder's expected.txt."""
    return (PARITY / folder / "expected.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("folder", FOLDERS)
def test_folder(folder: str, tmp_path: Path) -> None:
    """A book gives the findings of its expected.txt, and of what is right beside it, none."""
    assert lines_of(folder, tmp_path) == expected(folder)


def test_every_rule_has_a_folder() -> None:
    """Every rule of the table is shown in a folder of its name, and nothing else is."""
    assert sorted(RULES) == FOLDERS


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_folder_has_a_hit_and_a_near_miss(rule: str) -> None:
    """A rule is found in its folder, and beside that stands what looks like it and is right.

    A near miss is a chapter of its own without a finding, or a place that near.txt names.
    """
    found = expected(rule)
    assert any(f" {RULES[rule].code} {rule}: " in text for text in found)
    places = {":".join(text.split(":")[:2]) for text in found if not text.startswith(" ")}
    listed = PARITY / rule / "near.txt"
    if listed.exists():
        near = [text.partition(" ")[0] for text in listed.read_text(encoding="utf-8").splitlines()]
        assert near
        for place in near:
            path, _, number = place.partition(":")
            texts = (PARITY / rule / path).read_text(encoding="utf-8").split("\n")
            assert place not in places
            assert texts[int(number) - 1].strip()
        return
    chapters = {path.name for path in (PARITY / rule / "content").glob("*/*.md")}
    assert chapters - {Path(place.partition(":")[0]).name for place in places}


# Alignment -------------------------------------------------------------------------


def pairs(source: str, translation: str) -> list[tuple[str, str]]:
    """Return the headings that are paired, "" for none."""
    alignment = align(edition("en", {"x": source}), edition("he", {"x": translation}))

    def heading(section: Section | None) -> str:
        return plain_text(section.title) if section else ""

    sections = alignment.chapters[0].sections
    return [(heading(pair.source), heading(pair.translation)) for pair in sections]


def found(source: str, translation: str, *allow: str) -> list[tuple[str, int, str]]:
    """Return (rule, line, hint) of each finding about a chapter's structure and its own links."""
    checked = check_texts(source, translation, *allow)
    structural = [f for f in checked.findings if f.code[0] == "S" or f.rule == "broken-link"]
    return [(f.rule, f.position.line, f.hint) for f in structural]


def check_texts(source: str, translation: str, *allow: str) -> Checked:
    """Return the check of a book of one chapter."""
    return check(book({"en": {"x": source}, "he": {"x": translation}}), dict.fromkeys(allow, "so"))


def test_sections_pair_by_what_a_translation_keeps() -> None:
    """A section that is missing is one gap; those after it keep their counterparts."""
    source = (
        "## Oil\nIn 1994.\n## Gas\nUse `flow`.\n## Coal\nSee [it](https://a.org).\n## Wind\nAir."
    )
    translation = "## נפט\nבשנת 1994.\n## פחם\nראו [כאן](https://a.org).\n## רוח\nאוויר."
    assert pairs(source, translation) == [
        ("Oil", "נפט"),
        ("Gas", ""),
        ("Coal", "פחם"),
        ("Wind", "רוח"),
    ]


def test_a_section_replaced_by_another_is_no_counterpart() -> None:
    """Where code, numbers and links all differ, the place alone makes no pair."""
    source = "## A\nAll.\n## B\n`make` took 450 of 1890 s: [see](https://a.org).\n## C\nAll."
    translation = "## א\nהכול.\n## ב\n`apt`, עם 733 ו־812: [כאן](https://b.org).\n## ג\nהכול."
    assert pairs(source, translation) == [("A", "א"), ("", "ב"), ("B", ""), ("C", "ג")]
    assert [rule for rule, _, _ in found(source, translation)] == [
        "extra-section",
        "missing-section",
    ]


def test_newer_figures_do_not_part_a_pair() -> None:
    """A section whose numbers are all others is still the same section."""
    source = "## A\nOne.\n## B\nIn 2013 there were 450 of 1890 left.\n## C\nTwo."
    translation = "## א\nאחת.\n## ב\nב־2009 נותרו 431 מתוך 1750.\n## ג\nשתיים."
    assert found(source, translation) == []


def test_headings_without_text_pair_by_their_place() -> None:
    """A translation of which only the headings are written lacks no section."""
    source = "## A\nIn 1994.\n### B\n`code` and 12 more words.\n## C\nMuch.\n\nMore.\n\nMost."
    assert found(source, "## א\n### ב\n## ג") == []


def test_a_page_still_in_the_source_language_pairs() -> None:
    """A copy of the source is a translation in waiting: every section has its counterpart."""
    source = "## Oil\nA few words of it.\n## Gas\nAnother few words.\n## Coal\nThe last words."
    assert pairs(source, source) == [("Oil", "Oil"), ("Gas", "Gas"), ("Coal", "Coal")]


def test_a_lost_heading_is_one_gap() -> None:
    """Where only a parent's heading is lost, its subsections keep their counterparts."""
    source = "## A\nIn 1935.\n## B\nLater.\n### B1\nIn 1945.\n### B2\nIn 1955.\n## C\nNow."
    translation = "## א\nב־1935.\n### ב1\nב־1945.\n### ב2\nב־1955.\n## ג\nעכשיו."
    assert pairs(source, translation) == [
        ("A", "א"),
        ("B", ""),
        ("B1", "ב1"),
        ("B2", "ב2"),
        ("C", "ג"),
    ]


def test_equal_ids_pair_wherever_they_stand() -> None:
    """An explicit id decides, though all else speaks against it."""
    source = "## A {#one}\nIn 1994.\n## B {#two}\nIn 2005."
    translation = "## ב {#two}\nב־1994.\n## א {#one}\nב־2005."
    assert pairs(source, translation) == [("A", "א"), ("B", "ב")]
    assert [rule for rule, _, _ in found(source, translation)] == ["section-order"]


def test_an_id_holds_against_a_likeness_elsewhere() -> None:
    """Two sections with one id stay a pair, even where the translation's text is another's."""
    source = "## A {#one}\n`make` in 1994 and 1890.\n## B\n`brew` in 2005 and 2011."
    translation = "## א {#one}\n`brew` ב־2005 וב־2011."
    assert pairs(source, translation) == [("A", "א"), ("B", "")]


def test_sections_only_in_the_translation_follow_their_neighbours() -> None:
    """The pairs stand in the order of the source, what is only translated after its neighbour."""
    source = "## A\n12 345\n## B\n98 765"
    translation = "## חדש\n\nכמה מילים.\n\nעוד.\n## א\n12 345\n### גם\n\nמילה.\n## ב\n98 765"
    assert pairs(source, translation) == [("", "חדש"), ("A", "א"), ("", "גם"), ("B", "ב")]


def test_moving_a_long_section_is_one_move() -> None:
    """The fewest sections count as moved, a section with its subsections as one."""
    long = (
        "## A\nIn 1901.\n### A1\nIn 1902.\n### A2\nIn 1903.\n### A3\nIn 1904.\n### A4\nIn 1905.\n"
    )
    short = "## B\nIn 1906.\n## C\nIn 1907.\n"
    assert found(long + short, short + long) == [
        (
            "section-order",
            5,
            "move it, with all under it, to the beginning of the chapter's sections",
        )
    ]


def test_a_move_inside_a_moved_section_is_another() -> None:
    """Where a section is moved and two under it are swapped, both have to be put back."""
    first, second = "### A1\nIn 1902.\n", "### A2\nIn 1903.\n"
    rest = "## B\nIn 1906.\n### B1\nIn 1907.\n## C\nIn 1908.\n"
    source = "## A\nIn 1901.\n" + first + second + rest
    translation = rest + "## A\nIn 1901.\n" + second + first
    moved = [(rule, line) for rule, line, _ in found(source, translation)]
    assert moved == [("section-order", 7), ("section-order", 11)]


def test_three_hundred_sections_align_quickly() -> None:
    """A chapter of 300 sections without a single telling word is aligned in under a second."""
    source = "\n".join(f"## Section\n{'words ' * (3 + number % 7)}" for number in range(300))
    translation = "\n".join(f"## סעיף\n{'מילה ' * (3 + number % 7)}" for number in range(297))
    begin = time.process_time()
    missing = [pair for pair in pairs(source, translation) if not pair[1]]
    assert time.process_time() - begin < 1.0
    assert len(missing) == 3


def test_thousands_of_sections_keep_what_tells_them_apart() -> None:
    """Where hundreds of a long chapter's sections are missing, the rest keep their counterparts."""
    source = "\n".join(f"## Ship {number}\nIt left." for number in range(2200))
    translation = "\n".join(f"## ספינה {number}\nיצאה." for number in range(400, 2200))
    found = pairs(source, translation)
    assert found == [
        (f"Ship {number}", f"ספינה {number}" if number >= 400 else "") for number in range(2200)
    ]


# Sequences -------------------------------------------------------------------------

small_scores = st.integers(0, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(-9, 9), min_size=columns, max_size=columns), min_size=0, max_size=4
    ).map(lambda rows: (columns, rows))
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(small_scores, st.integers(0, 5), st.integers(0, 5))
def test_no_alignment_is_better(
    scores: tuple[int, list[list[int]]], gap: int, other_gap: int
) -> None:
    """Of all ways to pair two sequences in order, none has a greater total."""
    columns, rows = scores

    def skips(count: int, cost: int) -> list[list[tuple[int, int]]]:
        return [[], *([(place, cost)] for place in range(count))]

    def total(pairing: list[tuple[int, int]]) -> int:
        paired = sum(rows[i][j] for i, j in pairing)
        left = gap * (len(rows) - len(pairing)) + other_gap * (columns - len(pairing))
        return paired - left

    every_way = [
        total(list(zip(ours, theirs, strict=True)))
        for count in range(min(len(rows), columns) + 1)
        for ours in combinations(range(len(rows)), count)
        for theirs in combinations(range(columns), count)
    ]
    best = align_sequences(
        lambda i, low, high: rows[i][low:high], skips(len(rows), gap), skips(columns, other_gap)
    )
    assert total(best) == max(every_way)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(1, 60_000), st.integers(0, 60_000))
def test_a_band_leads_from_the_first_pair_to_the_last(rows: int, columns: int) -> None:
    """Whatever the lengths, the band joins both corners, each row's part touching the next."""
    band = band_of(rows, columns)
    steps = sorted({0, rows, *range(0, rows, max(rows // 50, 1))})
    assert (band(0)[0], band(rows)[1]) == (0, columns)
    for row in steps[:-1]:
        (low, high), (next_low, next_high) = band(row), band(row + 1)
        assert low <= next_low <= high <= next_high
    assert sum(high - low for low, high in map(band, steps)) * rows <= 30_000_000 * len(steps)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 9), max_size=8))
def test_no_part_in_order_is_longer(values: list[int]) -> None:
    """The part that is kept is increasing, and no longer one exists."""

    def is_increasing(part: tuple[int, ...]) -> bool:
        return all(a < b for a, b in pairwise(part))

    kept = longest_increasing(values)
    assert is_increasing(tuple(values[place] for place in sorted(kept)))
    sizes = [k for k in range(len(values) + 1) if any(map(is_increasing, combinations(values, k)))]
    assert len(kept) == sizes[-1]


# Findings and what they advise ------------------------------------------------------


def test_a_missing_section_is_found_where_it_belongs() -> None:
    """The finding stands at the heading to write before, and names level, id and key."""
    source = "## A\nIn 1994.\n## B {#two}\nIn 2005.\n### C\nIn 2006.\n## D\nIn 2007."
    translation = "## א\nב־1994.\n\n\n## ד\nב־2007."
    [finding] = check_texts(source, translation).findings
    assert str(finding.position) == "content/he/x.md:5:1"
    assert str(finding.counterpart) == "content/en/x.md:3:1"
    assert finding.message == '"B", with 1 section under it, has no counterpart'
    assert finding.hint == (
        'translate it as "## … {#two}" above line 5, '
        'or list "x#two" under parity.allow in content/book.yaml'
    )


def test_a_section_missing_at_the_end_is_found_at_the_last_block() -> None:
    """After the last section there is no heading to write before."""
    source = "## A\nIn 1994.\n\nMore.\n## B\nIn 2005."
    [finding] = check_texts(source, "## א\nב־1994.\n\nעוד.").findings
    assert finding.position.line == 4
    assert finding.hint.startswith('translate it as "## …" at the end of the file, or ')


def test_a_section_that_may_be_missing_is_not_reported() -> None:
    """Keys under parity.allow silence a section, and those that match nothing are named."""
    source, translation = "## A\nIn 1994.\n## B\nIn 2005.", "## א\nב־1994."
    checked = check_texts(source, translation, "x#b", "x#c", "y")
    assert checked.findings == ()
    assert checked.unused_allow == ("x#c", "y")


def test_a_key_copied_with_its_isolates_is_the_key() -> None:
    """A Hebrew id copied from a message, invisible marks and all, is recognized."""
    source, translation = "## A\nIn 1994.", "## א\nב־1994.\n## חדש\n\nמילים.\n\nעוד מילים."
    assert check_texts(source, translation, "x#\u2068חדש\u2069").findings == ()


def test_a_link_to_what_is_reported_missing_is_not_reported_too() -> None:
    """One fault is one finding; but where the section may be missing, the link is the fault."""
    source = "## A\nSee [it](#two) and 1994.\n## B {#two}\n[Words]{#word} of 2005."
    translation = "## א\nראו [כאן](#two) [וכאן](#word) ואת 1994."
    assert [rule for rule, _, _ in found(source, translation)] == ["missing-section"]
    assert [rule for rule, _, _ in found(source, translation, "x#two")] == ["broken-link"] * 2


def test_the_translations_own_words_lead_to_the_source_id() -> None:
    """A link made of a translated heading is told the id that the section has."""
    source, translation = "## Oil\nIn [it](#oil).", "## נפט גולמי\nב[סעיף](#נפט-גולמי)."
    assert found(source, translation) == [("broken-link", 2, 'did you mean "#oil"?')]


def test_a_link_may_be_percent_encoded() -> None:
    """A target is the same place with its letters as they are and encoded."""
    text = "## A {#שמן}\n[a](#שמן) [b](#%D7%A9%D7%9E%D7%9F) [c](x.md#%D7%A9%D7%9E%D7%9F)"
    assert found(text, text) == []


def test_headings_quoted_from_the_text_cannot_break_the_message() -> None:
    """A heading is quoted on one line, cut when long, and without direction marks of its own."""
    [finding] = check_texts("## A\u202e B\u2069" + " long" * 40, "").findings
    assert finding.message == '"A B' + " long" * 13 + ' l…" has no counterpart'


# One fault planted in a sound pair ---------------------------------------------------

ENGLISH, HEBREW = "abdegiklmnoprstu", "אבגדהוזחטיכלמנסע"


@dataclass(frozen=True)
class Part:
    """One section as both languages write it.

    words: how many each of its paragraphs has. figures: numbers that stay as they are.
    """

    level: int
    words: tuple[int, ...]
    items: int = 0
    figures: tuple[int, ...] = ()
    id: str = ""


Parts = list[Part]


def written(parts: Parts, letters: str, words_ratio: float) -> str:
    """Return the Markdown of sections in invented words; the same parts give the same text."""
    lines: list[str] = []
    for part in parts:
        chance = random.Random(f"{letters}{part.words}{part.items}{part.figures}")

        def words(count: float, chance: random.Random = chance) -> str:
            some = (chance.choices(letters, k=chance.randint(2, 8)) for _ in range(round(count)))
            return " ".join(map("".join, some))

        lines.append(f"{'#' * part.level} {words(2)}" + (f" {{#{part.id}}}" if part.id else ""))
        for count in part.words:
            varied = count * words_ratio * chance.uniform(0.9, 1.1)
            lines += ["", words(max(varied, 1))]
        lines += ["", *(f"- {words(3)}" for _ in range(part.items))]
        lines += ["", " ".join(map(str, part.figures))]
    return "\n".join(lines)


def faults(source: Parts, translation: Parts) -> tuple[Finding, ...]:
    """Return the findings on a chapter of these sections."""
    english, hebrew = written(source, ENGLISH, 1), written(translation, HEBREW, 0.8)
    return check(book({"en": {"x": english}, "he": {"x": hebrew}}), {}).findings


def heading_lines(parts: Parts, letters: str, ratio: float) -> list[int]:
    """Return the line of each section's heading."""
    text = written(parts, letters, ratio).split("\n")
    return [number for number, words in enumerate(text, 1) if words.startswith("#")]


def end(parts: Parts, start: int) -> int:
    """Return the place after a section's last subsection."""
    deeper = (k for k in range(start + 1, len(parts)) if parts[k].level <= parts[start].level)
    return next(deeper, len(parts))


def levels_from(steps: list[int]) -> list[int]:
    """Return levels from 2 to 4 of a sound outline: none is skipped on the way down."""
    levels = [2]
    for step in steps:
        levels.append(min(levels[-1] + 1, 2 + step))
    return levels


@st.composite
def varied_parts(draw: st.DrawFn) -> Parts:
    """Return sections of which each has its number, and else a shape of any kind."""
    levels = levels_from(draw(st.lists(st.integers(0, 2), min_size=1, max_size=11)))
    figures = draw(
        st.lists(st.integers(100, 2100), min_size=len(levels), max_size=len(levels), unique=True)
    )
    lengths = st.lists(st.integers(5, 60), min_size=0, max_size=3).map(tuple)
    return [
        Part(level, draw(lengths), draw(st.sampled_from((0, 0, 2, 5))), (figure,))
        for level, figure in zip(levels, figures, strict=True)
    ]


@st.composite
def alike_parts(draw: st.DrawFn) -> Parts:
    """Return sections that are alike in all but their level."""
    steps = draw(st.lists(st.integers(0, 2), min_size=1, max_size=11))
    words = draw(st.sampled_from(((), (20,), (30, 30))))
    return [Part(level, words) for level in levels_from(steps)]


any_parts = st.one_of(varied_parts(), alike_parts())
place = st.integers(0, 10**6)
planted = settings(max_examples=60, deadline=None, derandomize=True)


@planted
@given(any_parts)
def test_a_sound_pair_gives_nothing(parts: Parts) -> None:
    """Two languages with the same sections, however alike they are, give no finding."""
    assert faults(parts, parts) == ()


@planted
@given(varied_parts(), place)
def test_a_dropped_section_is_found(parts: Parts, where: int) -> None:
    """A section dropped with all under it is one missing section, named by its source."""
    start = where % len(parts)
    [finding] = faults(parts, parts[:start] + parts[end(parts, start) :])
    assert finding.rule == "missing-section"
    assert finding.counterpart
    assert finding.counterpart.line == heading_lines(parts, ENGLISH, 1)[start]


@planted
@given(alike_parts(), place)
def test_a_dropped_section_is_found_among_its_like(parts: Parts, where: int) -> None:
    """Where any of several could be missing, it is one of them: the others make the translation."""
    start = where % len(parts)
    translation = parts[:start] + parts[end(parts, start) :]
    [finding] = faults(parts, translation)
    assert finding.rule == "missing-section"
    assert finding.counterpart
    said = heading_lines(parts, ENGLISH, 1).index(finding.counterpart.line)
    assert parts[:said] + parts[end(parts, said) :] == translation


@planted
@given(any_parts, place, place)
def test_an_added_section_is_found(parts: Parts, where: int, level: int) -> None:
    """A section that only the translation has is one extra section, at its heading."""
    start = where % (len(parts) + 1)
    deepest = parts[start - 1].level + 1 if start else 2
    added = Part(2 + level % (deepest - 1), (9, 25), 3, (31,))
    translation = [*parts[:start], added, *parts[start:]]
    [finding] = faults(parts, translation)
    assert finding.rule == "extra-section"
    assert finding.position.line == heading_lines(translation, HEBREW, 0.8)[start]


@planted
@given(varied_parts(), place, place)
def test_a_moved_section_is_found(parts: Parts, which: int, where: int) -> None:
    """A section moved among its siblings is one section out of order; of two swapped, either."""
    start = which % len(parts)
    starts = [start]  # of all siblings in a row with it
    while end(parts, starts[-1]) < len(parts):
        following = end(parts, starts[-1])
        if parts[following].level != parts[start].level:
            break
        starts.append(following)
    assume(len(starts) > 1)
    after = starts[1 + where % (len(starts) - 1)]
    moved, passed = parts[start : starts[1]], parts[starts[1] : end(parts, after)]
    translation = parts[:start] + passed + moved + parts[start + len(moved) + len(passed) :]
    [finding] = faults(parts, translation)
    assert finding.rule == "section-order"
    lines = heading_lines(translation, HEBREW, 0.8)
    either = {lines[start + len(passed)]} | ({lines[start]} if after == starts[1] else set())
    assert finding.position.line in either


@planted
@given(any_parts, place, st.booleans())
def test_a_section_at_another_level_is_found(parts: Parts, where: int, is_whole: bool) -> None:
    """A section shifted, with or without all under it, is one section at another level."""
    start = where % len(parts)
    stop = end(parts, start) if is_whole else start + 1
    shifted = [replace(part, level=part.level + 1) for part in parts[start:stop]]
    translation = parts[:start] + shifted + parts[stop:]
    [finding] = faults(parts, translation)
    assert finding.rule == "section-level"
    assert finding.position.line == heading_lines(translation, HEBREW, 0.8)[start]


@planted
@given(any_parts, place)
def test_a_changed_id_is_found(parts: Parts, where: int) -> None:
    """A section whose explicit id was changed is one section with another id."""
    start = where % len(parts)
    source, translation = list(parts), list(parts)
    source[start] = replace(parts[start], id="install")
    translation[start] = replace(parts[start], id="setup")
    [finding] = faults(source, translation)
    assert finding.rule == "section-id"
    assert finding.position.line == heading_lines(translation, HEBREW, 0.8)[start]


@planted
@given(any_parts, place, place)
def test_a_doubled_id_is_found(parts: Parts, one: int, other: int) -> None:
    """An id written at two headings is one duplicate, at the second."""
    first, second = sorted((one % len(parts), other % len(parts)))
    assume(first != second)
    translation = list(parts)
    for number in (first, second):
        translation[number] = replace(parts[number], id="install")
    [finding] = faults(parts, translation)
    assert finding.rule == "duplicate-id"
    assert finding.position.line == heading_lines(translation, HEBREW, 0.8)[second]


@planted
@given(varied_parts(), place)
def test_a_split_section_is_found(parts: Parts, where: int) -> None:
    """A section whose last paragraphs got a heading of their own is one extra section."""
    start = where % len(parts)
    whole = replace(parts[start], words=(30, 30, 40, 40), items=0)
    source = [*parts[:start], whole, *parts[start + 1 :]]
    first, second = replace(whole, words=(30, 30)), Part(whole.level, (40, 40))
    assume(end(parts, start) == start + 1)
    translation = [*parts[:start], first, second, *parts[start + 1 :]]
    structural = [f for f in faults(source, translation) if f.code[0] == "S"]
    assert [f.rule for f in structural] == ["extra-section"]
    assert structural[0].position.line == heading_lines(translation, HEBREW, 0.8)[start + 1]


def chapter_faults(source: dict[str, Parts], translation: dict[str, Parts]) -> list[Finding]:
    """Return the findings on a book of these chapters."""
    sides = {
        "en": {name: written(parts, ENGLISH, 1) for name, parts in source.items()},
        "he": {name: written(parts, HEBREW, 0.8) for name, parts in translation.items()},
    }
    return list(check(book(sides), {}).findings)


@st.composite
def chapters(draw: st.DrawFn) -> dict[str, Parts]:
    """Return two to four chapters, each of sections with numbers that no other has."""
    count = draw(st.integers(2, 4))
    return {
        f"{number:02d}-{'abcd'[number]}": [
            replace(part, figures=(1000 * (number + 1) + place,))
            for place, part in enumerate(draw(varied_parts()))
        ]
        for number in range(count)
    }


@planted
@given(chapters(), place)
def test_a_dropped_or_added_chapter_is_found(whole: dict[str, Parts], where: int) -> None:
    """A chapter that only one language has is one finding, on whichever side it is."""
    name = sorted(whole)[where % len(whole)]
    part = {other: parts for other, parts in whole.items() if other != name}
    [missing] = chapter_faults(whole, part)
    assert missing.rule == "missing-chapter"
    assert missing.counterpart
    assert missing.counterpart.path == f"content/en/{name}.md"
    [extra] = chapter_faults(part, whole)
    assert (extra.rule, extra.position.path) == ("extra-chapter", f"content/he/{name}.md")


@planted
@given(chapters(), place)
def test_a_renamed_chapter_is_found(whole: dict[str, Parts], where: int) -> None:
    """A chapter whose file was renamed is told at both names, each with the other as way out."""
    name = sorted(whole)[where % len(whole)]
    new = f"09{name[2:]}"
    renamed = {new if other == name else other: parts for other, parts in whole.items()}
    missing, extra = chapter_faults(whole, renamed)
    assert (missing.rule, extra.rule) == ("missing-chapter", "extra-chapter")
    assert missing.hint.startswith(f"rename content/he/{new}.md")
    assert extra.hint.startswith(f"rename it to {name}.md")


@planted
@given(chapters())
def test_a_sound_book_gives_nothing(whole: dict[str, Parts]) -> None:
    """However its chapters are made, a book whose languages agree has no finding."""
    assert chapter_faults(whole, whole) == []


@planted
@given(any_parts, place)
def test_an_id_that_no_book_can_have_is_found(parts: Parts, where: int) -> None:
    """An id that begins with a digit is told in both languages, where it stands."""
    start = where % len(parts)
    odd = [*parts[:start], replace(parts[start], id="3d"), *parts[start + 1 :]]
    found = faults(odd, odd)
    assert [f.rule for f in found] == ["invalid-id"] * 2
    assert {f.position.line for f in found} == {heading_lines(odd, ENGLISH, 1)[start]}


def test_sections_inside_have_the_model_they_promise() -> None:
    """The checked book's alignment speaks of the checked book's own sections."""
    checked = check_texts("## A\n12\n### B\n34", "## א\n12\n### ב\n34")
    [pair] = checked.alignments["he"].chapters
    source = list(walk_sections(checked.book.source.chapters[0]))
    translation = list(walk_sections(checked.book.translations[0].chapters[0]))
    assert all(found.source is one for found, one in zip(pair.sections, source, strict=True))
    assert all(
        found.translation is one for found, one in zip(pair.sections, translation, strict=True)
    )

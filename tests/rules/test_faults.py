"""Structural faults planted at random into a sound chapter: each is exactly one finding."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from diglot.bitext import bitext
from diglot.core.findings import Finding
from diglot.rules import compare
from parity.builder import book
from parity.invented import (
    ENGLISH,
    HEBREW,
    Part,
    Parts,
    alike_parts,
    any_parts,
    end,
    faults,
    found_in,
    heading_lines,
    place,
    planted,
    varied_parts,
    written,
)

pytestmark = pytest.mark.heavy


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


def long_parts(parts: Parts) -> Parts:
    """Return sections that begin with a number of their own and have two paragraphs at least."""
    return [
        replace(part, words=(*part.words, 25, 40), opening=sum(part.figures) + 3000)
        for part in parts
    ]


@planted
@given(varied_parts(), place)
def test_a_lost_heading_is_found(parts: Parts, where: int) -> None:
    """A heading lost, its text left to the section before, is one missing section."""
    parts = long_parts(parts)
    start = 1 + where % (len(parts) - 1)
    hebrew = written(parts, HEBREW, 0.8).split("\n")
    hebrew[heading_lines(parts, HEBREW, 0.8)[start] - 1] = ""
    [finding] = found_in(written(parts, ENGLISH, 1), "\n".join(hebrew))
    assert finding.rule == "missing-section"
    assert finding.counterpart
    assert finding.counterpart.line == heading_lines(parts, ENGLISH, 1)[start]


@planted
@given(varied_parts(), place)
def test_a_heading_put_in_is_found(parts: Parts, where: int) -> None:
    """A heading in the middle of a section is one extra section, where it stands."""
    parts = long_parts(parts)
    start = where % len(parts)
    hebrew = written(parts, HEBREW, 0.8).split("\n")
    heading = heading_lines(parts, HEBREW, 0.8)[start]
    last = heading + 2 + 2 * len(parts[start].words)  # the section's last paragraph
    hebrew[last - 2 : last - 2] = ["", f"{'#' * parts[start].level} אב גד"]
    [finding] = found_in(written(parts, ENGLISH, 1), "\n".join(hebrew))
    assert finding.rule == "extra-section"
    assert finding.position.line == last


@planted
@given(varied_parts(), place)
def test_the_same_heading_twice_is_found(parts: Parts, where: int) -> None:
    """A heading copied to the next section beside it is one finding, at the copy."""
    start = where % len(parts)
    following = end(parts, start)
    assume(following < len(parts) and parts[following].level == parts[start].level)
    lines = heading_lines(parts, HEBREW, 0.8)
    hebrew = written(parts, HEBREW, 0.8).split("\n")
    hebrew[lines[following] - 1] = hebrew[lines[start] - 1]
    [finding] = found_in(written(parts, ENGLISH, 1), "\n".join(hebrew))
    assert (finding.rule, finding.position.line) == ("same-heading", lines[following])


@planted
@given(st.lists(varied_parts(), min_size=2, max_size=5), place, st.booleans())
def test_a_chapter_of_one_language_is_found(
    chapters: list[Parts], where: int, is_extra: bool
) -> None:
    """A chapter that one language lacks is one finding, and the others keep their counterparts."""
    texts = {f"{number}-x": parts for number, parts in enumerate(chapters)}
    english = {name: written(parts, ENGLISH, 1) for name, parts in texts.items()}
    hebrew = {name: written(parts, HEBREW, 0.8) for name, parts in texts.items()}
    name = f"{where % len(chapters)}-x"
    del (english if is_extra else hebrew)[name]
    [finding] = compare(bitext(book({"en": english, "he": hebrew})), {}).findings
    assert finding.rule == ("extra-chapter" if is_extra else "missing-chapter")
    there = finding.position if is_extra else finding.counterpart
    assert there
    assert name in there.path


# Two at once ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """A fault in one section with all below it, and where it is to be found.

    plant: from the sections to those of the source and of the translation.
    of_source: whether it is found at the source's heading, for the translation has none.
    """

    rule: str
    plant: Callable[[Parts], tuple[Parts, Parts]]
    of_source: bool = False


FAULTS = (
    Fault("missing-section", lambda parts: (parts, []), of_source=True),
    Fault("extra-section", lambda parts: ([], parts)),
    Fault(
        "section-level",
        lambda parts: (parts, [replace(part, level=part.level + 1) for part in parts]),
    ),
    Fault(
        "section-id",
        lambda parts: (
            [replace(parts[0], id=f"s{parts[0].figures[0]}"), *parts[1:]],
            [replace(parts[0], id=f"t{parts[0].figures[0]}"), *parts[1:]],
        ),
    ),
)


@planted
@given(varied_parts(), st.sampled_from(FAULTS), st.sampled_from(FAULTS), st.randoms())
def test_two_faults_are_two_findings(
    parts: Parts, one: Fault, other: Fault, chance: random.Random
) -> None:
    """Two faults in sections that stand apart are both found, at their places, and no more."""
    tops = [k for k, part in enumerate(parts) if part.level == 2]
    assume(len(tops) >= 4)
    first = chance.randrange(len(tops) - 2)
    second = chance.randrange(first + 2, len(tops))
    source: Parts = []
    translation: Parts = []
    expected: list[tuple[str, bool, int]] = []
    for number, top in enumerate(tops):
        section = parts[top : end(parts, top)]
        fault = {first: one, second: other}.get(number)
        ours, theirs = fault.plant(section) if fault else (section, section)
        if fault:
            side = source if fault.of_source else translation
            expected.append((fault.rule, fault.of_source, len(side)))
        source, translation = source + ours, translation + theirs
    lines = {
        True: heading_lines(source, ENGLISH, 1),
        False: heading_lines(translation, HEBREW, 0.8),
    }
    wanted = [(rule, lines[of_source][place]) for rule, of_source, place in expected]
    found = [
        (
            f.rule,
            f.counterpart.line
            if f.rule == "missing-section" and f.counterpart
            else f.position.line,
        )
        for f in faults(source, translation)
    ]
    assert sorted(found) == sorted(wanted)


def chapter_faults(source: dict[str, Parts], translation: dict[str, Parts]) -> list[Finding]:
    """Return the findings on a book of these chapters."""
    sides = {
        "en": {name: written(parts, ENGLISH, 1) for name, parts in source.items()},
        "he": {name: written(parts, HEBREW, 0.8) for name, parts in translation.items()},
    }
    return list(compare(bitext(book(sides)), {}).findings)


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
def test_a_renamed_chapter_is_found(whole: dict[str, Parts], where: int) -> None:
    """A chapter whose file was renamed is one finding, at the file as it is called now."""
    name = sorted(whole)[where % len(whole)]
    new = f"09{name[2:]}"
    renamed = {new if other == name else other: parts for other, parts in whole.items()}
    (finding,) = chapter_faults(whole, renamed)
    assert finding.rule == "renamed-chapter"
    assert f"git mv content/he/{new}.md content/he/{name}.md" in finding.hint


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

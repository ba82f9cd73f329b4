"""Findings that only follow from others: what is broken in one place is said once.

Goes in: all findings of a book. Comes out: those that would be left, as far as can be
told, if what the others speak of were put right.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from diglot.core.findings import Finding
from diglot.core.model import Book, Position
from diglot.hearing.chapter_lines import ChapterLines

# What is wrong with a chapter by itself, whatever the other language has.
_OWN = {"duplicate-id", "invalid-id"}
_COMPARING = frozenset({"structure", "blocks", "wording", "freshness"})
_OF_TEXT = frozenset({"blocks", "wording", "references"})
# What keeps a chapter's text from being known at all.
UNREAD = frozenset({"not-utf8", "unreadable-chapter"})
UNKNOWN = UNREAD | {"empty-chapter"}
# What keeps it from being known up to the next heading.
_OPEN_FENCE = "unclosed-fence"
_UNCLEAR = {"conflict-marker", _OPEN_FENCE, "unclosed-div"}
HIDING = UNKNOWN | _UNCLEAR
"""Rules by which a chapter, or a section of it, is not compared until it is mended."""
# What is said of works that no reference is found for.
_CITED = {"undefined-citation", "citation-missing", "citation-extra"}
# By rule, from what else in the same block it may only follow.
_FOLLOWS = {
    "math-changed": {"broken-math"},
    "note-count": {"undefined-note", "unused-note"},
    "note-place": {"undefined-note", "unused-note"},
    "citation-missing": {"undefined-citation"},
    "citation-extra": {"undefined-citation"},
    "section-order": {"heading-exchanged"},
    "image-alt": {"caption"},
    "end-punctuation": {"undefined-note"},
    "image-target": {"missing-image", "remote-image", "outside-image", "broken-image"},
}

# What code is taken for where the fence before it is open, or that behind it was read as one.
_OF_CODE = frozenset({"block-blank-line", "heading-space", "undefined-citation", "undefined-link"})
# What signs of another program may hold, which follow on their line: import x from "@theme/x".
_OF_SIGNS = {"unbalanced-quotes": '"', "undefined-citation": "@"}
_OF_COMMENTS = frozenset({"heading-blank-line", "extra-section"})

Lines = tuple[str, int, int]  # a file, the first and the last of its lines


def without_consequences(findings: Sequence[Finding], book: Book) -> tuple[Finding, ...]:
    """Return the findings without those that only follow from others."""
    known = _without_uncited(_without_unread(findings, book))
    chapters = ChapterLines(book)
    unclear = [(f.position.path, *chapters.section(f.position)) for f in _of(known, _UNCLEAR)]
    fenced = [(f.position.path, *chapters.section(f.position)) for f in _of(known, {_OPEN_FENCE})]
    # A comment of code that was read as a heading, right below.
    glued = {(f.position.path, f.position.line) for f in _of(known, {"heading-blank-line"})}
    comments = [(path, end + 1, end + 1) for path, _, end in fenced if (path, end + 1) in glued]
    # What was meant as the title comes after something else.
    untitled = [(f.position.path, *chapters.section(f.position)) for f in _of(known, {"no-title"})]
    titles = [(path, end + 1, end + 1) for path, _, end in untitled]
    foreign = [(f.position, f.message[1:]) for f in _of(known, {"foreign-markup"})]
    causes = {rule: [f.position for f in _of(known, rules)] for rule, rules in _FOLLOWS.items()}

    def follows(finding: Finding) -> bool:
        if finding.family in _OF_TEXT and compares(finding) and _is_within(finding, unclear):
            return True
        if finding.rule in _OF_CODE and _is_within(finding, fenced):
            return True
        if finding.rule == "extra-section" and _is_within(finding, titles):
            return True
        if finding.rule in _OF_SIGNS and _is_in_sign(finding, foreign):
            return True
        if finding.rule in _OF_COMMENTS and _is_within(finding, comments):
            return True
        near = causes.get(finding.rule, [])
        return _is_within(finding, [(place.path, *chapters.around(place)) for place in near])

    return tuple(finding for finding in known if not follows(finding))


def _without_uncited(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings without works that are unknown as their file cannot be read."""
    broken = [finding.position.path for finding in _of(findings, {"broken-references"})]
    # A style, or references beside a chapter's own folder, serve all languages.
    folders = tuple("" if path.count("/") < 2 else f"{path.rpartition('/')[0]}/" for path in broken)
    return tuple(
        finding
        for finding in findings
        if not (finding.rule in _CITED and finding.position.path.startswith(folders))
    )


def compares(finding: Finding) -> bool:
    """Tell whether a finding comes of comparing two chapters."""
    if finding.rule in _OWN:
        return False
    if finding.family == "references":
        return finding.counterpart is not None
    return finding.family in _COMPARING


def _of(findings: Sequence[Finding], rules: Collection[str]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.rule in rules)


def _is_within(finding: Finding, ranges: Sequence[Lines]) -> bool:
    """Tell whether a finding, or its counterpart, is in any of the lines."""
    return any(
        place.path == path and first <= place.line <= last
        for place in filter(None, (finding.position, finding.counterpart))
        for path, first, last in ranges
    )


def _is_in_sign(finding: Finding, foreign: Sequence[tuple[Position, str]]) -> bool:
    """Tell whether a finding is of what a sign before it on its line holds.

    foreign: the place of each sign, and what is said of it without the quotation mark before it.
    """
    sign, at = _OF_SIGNS[finding.rule], finding.position
    return any(
        (place.path, place.line) == (at.path, at.line)
        and place.column < at.column
        and sign in words.rpartition('" is ')[0]
        for place, words in foreign
    )


def _without_unread(findings: Sequence[Finding], book: Book) -> tuple[Finding, ...]:
    """Return the findings without those that only come of a chapter of unknown text.

    That it cannot be read is the finding; that all its sections are missing is not.
    """
    unread = {finding.position.path for finding in _of(findings, UNKNOWN)}
    chapters = [chapter for edition in book.editions for chapter in edition.chapters]
    names = {chapter.name for chapter in chapters if chapter.position.path in unread}
    paths = {chapter.position.path for chapter in chapters if chapter.name in names}

    def follows(finding: Finding) -> bool:
        places = filter(None, (finding.position, finding.counterpart))
        is_about = any(place.path in paths for place in places)
        return is_about and (compares(finding) or finding.rule == "unused-ignore")

    return tuple(finding for finding in findings if not follows(finding))

"""Suppress findings, or change their severity, as the book asks.

Input: all findings of a book, and its exceptions (comments in the text, parity.allow and
parity.severity in book.yaml, the chapters' status). Output: the findings to report, with
one for each exception that matches no finding.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from diglot.core.directive import Directive
from diglot.core.findings import RULES, Finding, Severity
from diglot.core.model import Book, Chapter, Position
from diglot.core.walk import walk_sections
from diglot.hearing.root_causes import compares, without_consequences

# A line after the last one of any file.
_END = 2**31
_PROGRESS = {"untranslated": "not translated yet", "draft": "a draft"}


def silence(findings: Iterable[Finding], book: Book) -> tuple[Finding, ...]:
    """Return the findings without those that comments silence or that wait for translation."""
    heard = without_consequences(_without_ignored(findings, book), book)
    waiting = _Waiting(book)
    loud = [finding for finding in heard if not waiting.takes(finding)]
    return (*loud, *waiting.notes(heard))


def with_severities(
    findings: Iterable[Finding], severities: Mapping[str, Severity | None]
) -> tuple[Finding, ...]:
    """Return the findings as grave as the book wants them.

    severities: from a rule's name to how grave it is, None for not worth saying.
    """
    chosen = ((finding, severities.get(finding.rule, finding.severity)) for finding in findings)
    return tuple(
        finding if severity == finding.severity else replace(finding, chosen=severity)
        for finding, severity in chosen
        if severity
    )


def unused_allow(keys: Iterable[str], places: Mapping[str, Position]) -> Iterator[Finding]:
    """Yield the entries of parity.allow that match nothing. places: where each is."""
    for key in keys:
        yield Finding(
            "unused-allow",
            places[key],
            f'"{key}" is allowed on one side only, but is not there, or is on both',
            "delete the line, or correct the name",
        )


# Comments in the text --------------------------------------------------------------


def _without_ignored(findings: Iterable[Finding], book: Book) -> list[Finding]:
    """Return what no comment silences, with what is wrong about the comments."""
    directives = {
        chapter.position.path: chapter.directives
        for edition in book.editions
        for chapter in edition.chapters
        if chapter.directives
    }
    used: set[tuple[str, Directive, str]] = set()
    kept = []
    for finding in findings:
        hits = list(_hits(finding, directives))
        used.update(hits)
        if not hits:
            kept.append(finding)
    waiting = _waiting_sections(kept, book)
    for path, of_chapter in directives.items():
        for directive in of_chapter:
            is_waiting = any(
                directive.last_line >= first and directive.first_line < last
                for first, last in waiting.get(path, ())
            )
            about = _about(path, directive, used)
            kept += (f for f in about if not (is_waiting and f.rule == "unused-ignore"))
    return kept


def _waiting_sections(findings: Iterable[Finding], book: Book) -> dict[str, list[tuple[int, int]]]:
    """Return, by file, the lines of sections that are skeletons, and of their sources.

    What a comment beside them will silence cannot be found before they are translated.
    """
    heads = {
        (place.path, place.line)
        for finding in findings
        if finding.rule == "untranslated-section"
        for place in filter(None, (finding.position, finding.counterpart))
    }
    found: dict[str, list[tuple[int, int]]] = {}
    for edition in book.editions:
        for chapter in edition.chapters:
            path = chapter.position.path
            lines = [section.position.line for section in walk_sections(chapter)]
            for line, following in itertools.pairwise([*lines, _END]):
                if (path, line) in heads:
                    found.setdefault(path, []).append((line, following - 1))
    return found


def _hits(
    finding: Finding, directives: Mapping[str, tuple[Directive, ...]]
) -> Iterator[tuple[str, Directive, str]]:
    """Yield the comments that silence a finding, at its place or at its counterpart's."""
    for place in filter(None, (finding.position, finding.counterpart)):
        for directive in directives.get(place.path, ()):
            is_here = directive.first_line <= place.line <= directive.last_line
            if is_here and finding.rule in directive.rules and not directive.broken:
                yield place.path, directive, finding.rule


def _about(
    path: str, directive: Directive, used: set[tuple[str, Directive, str]]
) -> Iterator[Finding]:
    position = Position(path, directive.line, directive.column)
    if directive.broken:
        yield Finding(
            "broken-ignore",
            position,
            f"this comment silences nothing: {directive.broken}",
            "name the rules by code or name, then say why",
        )
        return
    if not directive.reason:
        yield Finding(
            "ignore-without-reason",
            position,
            "this comment does not say why it silences the rule",
            f"say so: <!-- parity: ignore {RULES[directive.rules[0]].code} the reason -->",
        )
    for rule in directive.rules:
        if (path, directive, rule) not in used:
            yield Finding(
                "unused-ignore",
                position,
                f"{RULES[rule].code} {rule} finds nothing here any more",
                "delete the comment, or take the rule out of it",
            )


# Chapters that are not there yet -----------------------------------------------------


class _Waiting:
    """The chapters whose status says that they are being worked on."""

    def __init__(self, book: Book) -> None:
        names: dict[str, Chapter] = {}
        for edition in book.editions:
            for chapter in edition.chapters:
                if chapter.status in _PROGRESS:
                    names.setdefault(chapter.name, chapter)
        self._marked = names
        self._by_path = {
            chapter.position.path: names[chapter.name]
            for edition in book.editions
            for chapter in edition.chapters
            if chapter.name in names
        }

    def takes(self, finding: Finding) -> bool:
        """Tell whether a finding only says that a chapter is not translated yet."""
        return self._chapter(finding) is not None

    def _chapter(self, finding: Finding) -> Chapter | None:
        if not compares(finding):
            return None
        places = filter(None, (finding.position, finding.counterpart))
        found = (self._by_path.get(place.path) for place in places)
        return next((chapter for chapter in found if chapter), None)

    def notes(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield one note for each such chapter, with how many findings wait for it."""
        counts = Counter(c.name for f in findings if (c := self._chapter(f)))
        for name, chapter in self._marked.items():
            count = counts[name]
            words = "finding waits" if count == 1 else "findings wait"
            yield Finding(
                "untranslated-chapter",
                chapter.position,
                f"the chapter is marked as {_PROGRESS[chapter.status]}; {count} {words} for it",
                "take `status:`, or `draft:`, out of its front matter when it is done",
            )

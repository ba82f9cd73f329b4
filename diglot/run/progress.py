"""How far the translations of a book that is checked are, as data, as a page and as a badge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diglot.core.walk import walk_sections
from diglot.disk.template_files import templates_of
from diglot.lang.locales import load_locale
from diglot.run.pipeline import Checked
from diglot.translation.changes import Run, changes
from diglot.translation.progress import (
    ChapterProgress,
    allowed_units,
    percent_of,
    progress_of,
    report,
)
from diglot.translation.units import Stamped, TranslationUnit
from diglot.translation.words import count_words
from diglot.writers.badge import Share, badge
from diglot.writers.status_page import status_page

Found = Mapping[str, Sequence[ChapterProgress]]


def progress_in(checked: Checked, tag: str) -> tuple[ChapterProgress, ...]:
    """Return how far each chapter of a translation is."""
    allowed = allowed_units(checked.bitext.alignments[tag], checked.config.allow)
    others = {f"content/{t}/" for t in checked.bitext.alignments if t != tag}
    findings = [f for f in checked.findings if not f.position.path.startswith(tuple(others))]
    return progress_of(checked.stamped[tag], findings, allowed)


def report_of(checked: Checked, found: Found) -> dict[str, Any]:
    """Return the report that programs read."""
    return report(checked.book.source.language, found, checked.stamped)


def page_of(checked: Checked, found: Found, interface: str) -> str:
    """Return the page that shows how far translations are.

    interface: the language of its own words, "" for the source language.
    """
    source = checked.book.source.language
    titles = {edition.language: edition.title for edition in checked.book.editions}
    changed = {
        (tag, progress.unit.argument): _changes(checked.stamped[tag], progress.unit)
        for tag, chapters in found.items()
        for chapter in chapters
        for progress in chapter.units
        if progress.state == "stale"
    }
    where = templates_of(checked.config.project)
    return status_page(report_of(checked, found), titles, changed, where, interface or source)


def badge_of(checked: Checked, found: Found) -> str:
    """Return the badge that shows how far translations are."""
    source = checked.book.source
    words = sum(
        count_words(chapter) + sum(map(count_words, walk_sections(chapter)))
        for chapter in source.chapters
    )
    shares = [Share(load_locale(tag), percent_of(chapters)) for tag, chapters in found.items()]
    return badge(load_locale(source.language), words, shares, templates_of(checked.config.project))


def _changes(stamped: Stamped, unit: TranslationUnit) -> list[tuple[Run, ...]]:
    """Return each place where a unit's source changed; none where its stamp has no words."""
    before = stamped.stamps[unit.key].text
    return [change.runs for change in changes(before, unit.text)] if before else []

"""`status`: how far the translation is, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diglot.cli.commands.shared import (
    STATUS_OK,
    checked_book,
    language_option,
    project_folder,
    shared_options,
    translations,
)
from diglot.cli.terminal import Terminal
from diglot.core.wording import isolated
from diglot.translation.progress import (
    STATES,
    ChapterProgress,
    allowed_units,
    chapter_entry,
    progress_of,
    totals,
)

if TYPE_CHECKING:
    from diglot.run.pipeline import Checked

_HEAD = (
    "chapter", "status", "sections", "done", "stale", "to accept", "stubs", "missing",
    "words left", "errors", "warnings",
)  # fmt: skip


@click.command("status")
@shared_options
@language_option
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text")
@click.pass_obj
def status(
    default_project: Path,
    project: Path | None,
    jobs: int | None,
    no_cache: bool,
    languages: tuple[str, ...],
    form: str,
) -> int:
    """Show how far along the translation of each chapter is.

    Counts the sections (a chapter's opening is one) that are done, that is
    translated and accepted; stale; translated but not accepted yet; stubs;
    and missing. Then the words of the source that wait, and the findings.
    """
    terminal = Terminal()
    folder = project_folder(project or default_project)
    checked = checked_book(terminal, folder, jobs, no_cache=no_cache)
    chosen = translations(checked, languages)
    found = {tag: _progress(checked, tag) for tag in chosen}
    if form == "json":
        click.echo(json.dumps(_report(checked, found), ensure_ascii=False, indent=1))
        return STATUS_OK
    terminal.assumptions(checked.config.assumptions)
    for tag, chapters in found.items():
        rows = [_row(isolated(c.name), c.status, totals([c])) for c in chapters]
        total = _row("total", "", totals(chapters))
        terminal.table(f"{checked.book.source.language} → {tag}", _HEAD, [*rows, total])
    return STATUS_OK


def _progress(checked: Checked, tag: str) -> tuple[ChapterProgress, ...]:
    allowed = allowed_units(checked.bitext.alignments[tag], checked.config.allow)
    others = {f"content/{t}/" for t in checked.bitext.alignments if t != tag}
    findings = [f for f in checked.findings if not f.position.path.startswith(tuple(others))]
    return progress_of(checked.stamped[tag], findings, allowed)


def _row(name: str, status: str, sums: dict[str, Any]) -> Sequence[str]:
    numbers = [sums["sections"], *(sums[state] for state in STATES), sums["words_left"]]
    found = [sums["findings"]["error"], sums["findings"]["warning"]]
    return (name, status, *map(str, [*numbers, *found]))


def _report(checked: Checked, found: dict[str, tuple[ChapterProgress, ...]]) -> dict[str, Any]:
    """Return the report that programs read, version 1."""
    return {
        "version": 1,
        "source": checked.book.source.language,
        "translations": [
            {
                "language": tag,
                "summary": {"chapters": len(chapters), **totals(chapters)},
                "chapters": [chapter_entry(c, checked.stamped[tag]) for c in chapters],
            }
            for tag, chapters in found.items()
        ],
    }

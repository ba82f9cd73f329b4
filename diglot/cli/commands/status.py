"""`status`: how far the translation is, as a table, as JSON, as a page and as a badge."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diglot.cli.shared import (
    STATUS_FINDINGS,
    STATUS_OK,
    checked_book,
    language_option,
    project_folder,
    refuse_interface,
    shared_options,
    translations,
)

if TYPE_CHECKING:
    from diglot.cli.terminal import Terminal
    from diglot.run.pipeline import Checked
    from diglot.translation.progress import ChapterProgress
    from diglot.translation.units import Stamped

_HEAD = (
    "chapter", "status", "sections", "done", "stale", "to accept", "stubs", "missing",
    "words left", "errors", "warnings",
)  # fmt: skip

_FILE: Any = click.Path(path_type=Path, dir_okay=False)


@click.command("status")
@shared_options
@language_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    help="text, a table; json for programs.",
)
@click.option(
    "--changes",
    "changed",
    multiple=True,
    metavar="CHAPTER[#SECTION]",
    help="Show in full how the source of stale sections has changed; repeatable.",
)
@click.option("--html", "page", type=_FILE, metavar="FILE", help="Write a page for the browser.")
@click.option(
    "--interface",
    metavar="LANG",
    default="",
    help="The language of the page's own words (default: the source language).",
)
@click.option("--badge", type=_FILE, metavar="FILE", help="Write a badge, a small picture in SVG.")
@click.option(
    "--threshold",
    type=click.IntRange(0, 100),
    metavar="PERCENT",
    default=0,
    help="End with exit status 1 where less of a translation is up to date.",
)
@click.pass_obj
def status(  # noqa: PLR0913, PLR0917 - one argument for each option
    default_project: Path,
    project: Path | None,
    jobs: int | None,
    no_cache: bool,
    languages: tuple[str, ...],
    form: str,
    changed: tuple[str, ...],
    page: Path | None,
    interface: str,
    badge: Path | None,
    threshold: int,
) -> int:
    """Show how far along the translation of each chapter is.

    Counts the sections (a chapter's opening is one) that are done, that is
    translated and accepted; stale; translated but not accepted yet; stubs;
    and missing. Then the words of the source that wait, and the findings. The
    threshold is a share of the source's words, in every translation.
    """
    from diglot.cli.terminal import Terminal
    from diglot.disk.output import write_report
    from diglot.run.progress import badge_of, page_of, progress_in, report_of

    refuse_interface(interface, "page")
    if changed and (form != "text" or page or badge or threshold):
        raise click.UsageError(
            "--changes goes with no other output: leave out --format, --html, --badge, --threshold"
        )
    terminal = Terminal()
    folder = project_folder(project or default_project)
    checked = checked_book(terminal, folder, jobs, no_cache=no_cache)
    chosen = translations(checked, languages)
    if changed:
        for tag in chosen:
            _show_changes(terminal, checked.stamped[tag], changed)
        return STATUS_OK
    found = {tag: progress_in(checked, tag) for tag in chosen}
    written = {
        ("--html", page): page_of(checked, found, interface) if page else "",
        ("--badge", badge): badge_of(checked, found) if badge else "",
    }
    for (option, path), text in written.items():
        if path:
            write_report(path, text, option)
    if form == "json":
        click.echo(json.dumps(report_of(checked, found), ensure_ascii=False, indent=1))
    else:
        _show(terminal, checked, found)
    lacking = [line for tag in found for line in _lacking(tag, found[tag], threshold)]
    for line in lacking:
        click.echo(line, err=True)
    return STATUS_FINDINGS if lacking else STATUS_OK


def _show_changes(terminal: Terminal, stamped: Stamped, names: Sequence[str]) -> None:
    """Show every change of the source since each of some sections was accepted."""
    from diglot.core.wording import isolated, quoted
    from diglot.translation.acceptance import chosen as chosen_units
    from diglot.translation.changes import changes

    stale = [unit for unit in chosen_units(stamped, names) if stamped.state(unit) == "stale"]
    for unit in stale:
        stamp = stamped.stamps[unit.key]
        terminal.say(
            f"{unit.source.position}: {isolated(unit.argument)} {quoted(unit.source.title)}"
        )
        if not stamp.text:
            terminal.say("  the stamp does not hold the former text, so nothing can be shown")
        for change in changes(stamp.text, unit.text) if stamp.text else ():
            terminal.say(f"  {isolated(change.text())}")
    if not stale:
        terminal.say("Nothing there has changed since it was accepted.")


def _show(
    terminal: Terminal, checked: Checked, found: Mapping[str, Sequence[ChapterProgress]]
) -> None:
    from diglot.core.wording import isolated
    from diglot.translation.progress import totals

    terminal.assumptions(checked.config.assumptions)
    for tag, chapters in found.items():
        rows = [_row(isolated(c.name), c.status, totals([c])) for c in chapters]
        total = _row("total", "", totals(chapters))
        terminal.table(f"{checked.book.source.language} → {tag}", _HEAD, [*rows, total])


def _row(name: str, status: str, sums: dict[str, Any]) -> Sequence[str]:
    from diglot.translation.progress import STATES

    numbers = [sums["sections"], *(sums[state] for state in STATES), sums["words_left"]]
    found = [sums["findings"]["error"], sums["findings"]["warning"]]
    return (name, status, *map(str, [*numbers, *found]))


def _lacking(tag: str, chapters: Sequence[ChapterProgress], threshold: int) -> list[str]:
    """Return what to say of a translation that is not far enough; nothing of one that is."""
    from diglot.core.wording import isolated
    from diglot.translation.progress import percent_of

    percent = percent_of(chapters)
    if percent >= threshold:
        return []
    behind = [(percent_of([chapter]), chapter) for chapter in chapters]
    return [
        f"{tag}: {percent}% is translated and up to date, less than the {threshold}% asked for",
        *(
            f"  {isolated(chapter.name)}: {share}%, {chapter.words_left} words left"
            for share, chapter in behind
            if share < threshold
        ),
    ]

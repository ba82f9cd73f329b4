"""`export`: the passages of both languages as a translation memory, for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diglot.cli.shared import (
    STATUS_OK,
    chapter_names,
    checked_book,
    language_option,
    project_folder,
    shared_options,
    translations,
)
from diglot.core.errors import DiglotError

if TYPE_CHECKING:
    from diglot.run.pipeline import Checked
    from diglot.translation.memory import Memory

MEMORY_FORMATS = ("tmx", "csv")


@click.command("export")
@click.argument("chapters", nargs=-1, metavar="[CHAPTER]...")
@shared_options
@language_option
@click.option(
    "--format",
    "form",
    type=click.Choice(MEMORY_FORMATS),
    default="tmx",
    help="tmx (TMX 1.4b) for translation programs, the default; csv for spreadsheets.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the memory there instead of showing it.",
)
@click.option(
    "--all", "take_all", is_flag=True, help="Take doubtful pairs as well, marked as such."
)
@click.pass_obj
def export(
    default_project: Path,
    chapters: Sequence[str],
    project: Path | None,
    jobs: int | None,
    no_cache: bool,
    languages: tuple[str, ...],
    form: str,
    output: Path | None,
    take_all: bool,
) -> int:
    """Write the passages of both languages as a translation memory.

    A passage is a paragraph, a heading, an item, a cell, a caption or a note; it is
    not split into sentences. Left out are passages that are not translated, whose
    source has changed since, or of which the check has something to say; --all
    takes these last ones, too. Without CHAPTER, the whole book is exported.
    """
    from diglot.cli.terminal import Terminal
    from diglot.disk.output import write_report
    from diglot.translation.memory import memory_of
    from diglot.writers.memory import table, tmx

    terminal = Terminal()
    checked = checked_book(
        terminal, project_folder(project or default_project), jobs, no_cache=no_cache
    )
    chosen = translations(checked, languages)
    names = chapter_names(checked, chapters)
    memories = [
        memory_of(
            checked.bitext.alignments[tag],
            checked.stamped[tag],
            checked.findings,
            names,
            doubtful=take_all,
        )
        for tag in chosen
    ]
    entries = [entry for memory in memories for entry in memory.entries]
    summary = [
        f"{checked.book.source.language} → {tag}: {_counted(memory)}"
        for tag, memory in zip(chosen, memories, strict=True)
    ]
    if not entries:
        raise DiglotError(_nothing(checked, summary))
    text = tmx(entries, checked.book.source.language) if form == "tmx" else table(entries)
    if output:
        write_report(output, text)
    else:
        click.echo(text, nl=False)
    for line in summary:  # not among what goes to a file or another program
        click.echo(line, err=not output)
    return STATUS_OK


def _counted(memory: Memory) -> str:
    """Return how many passages are in a memory, and how many are not, and why."""
    count = len(memory.entries)
    left = (
        (memory.doubtful, "doubtful (--all takes them)"),
        (memory.stale, "whose source has changed"),
        (memory.untranslated, "not translated"),
    )
    reasons = ", ".join(f"{number} {why}" for number, why in left if number)
    more = f"; left out: {reasons}" if reasons else ""
    return f"{count} passage{'' if count == 1 else 's'}{more}"


def _nothing(checked: Checked, summary: Sequence[str]) -> str:
    if not checked.bitext.alignments:
        return "nothing to export: the book has no translation"
    return "nothing to export\n  " + "\n  ".join(summary)

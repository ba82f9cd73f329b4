"""`accept`: stamp sections as translated from what the source says now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diglot.cli.shared import (
    STATUS_FINDINGS,
    STATUS_OK,
    book_to_edit,
    language_option,
    project_folder,
    shared_options,
    translations,
)
from diglot.core.errors import DiglotError

if TYPE_CHECKING:
    from diglot.cli.terminal import Terminal
    from diglot.run.pipeline import Checked
    from diglot.translation.acceptance import Acceptance
    from diglot.translation.stamps import Stamp
    from diglot.translation.units import TranslationUnit


@click.command("accept")
@click.argument("names", nargs=-1, metavar="[CHAPTER[#SECTION]]...")
@click.option("--all", "everything", is_flag=True, help="All sections of all chapters.")
@click.option(
    "--unchanged",
    is_flag=True,
    help="Also sections whose source has changed and whose translation still holds as it is.",
)
@click.option(
    "--from-git",
    is_flag=True,
    help="Stamp what has no stamp yet with the source as it was when the translation was last "
    "changed.",
)
@shared_options
@language_option
@click.pass_obj
def accept(
    default_project: Path,
    names: Sequence[str],
    everything: bool,
    unchanged: bool,
    from_git: bool,
    project: Path | None,
    jobs: int | None,
    no_cache: bool,
    languages: tuple[str, ...],
) -> int:
    """Stamp sections as translated from what the source says now.

    From then on the check says when the source of one of them changes. CHAPTER
    is a whole chapter, CHAPTER#SECTION one section, CHAPTER# the opening of a
    chapter, before its first section. The stamps are in translated.lock, beside
    the translation; keep that file in git.
    """
    from diglot.cli.terminal import Terminal
    from diglot.disk.sources import Rewrite, read_bytes, rewrite
    from diglot.translation import lock_path
    from diglot.translation.acceptance import accept as accept_units
    from diglot.translation.acceptance import chosen
    from diglot.translation.stamps import format_stamps, parse_remarks

    if from_git and unchanged:
        raise click.UsageError("--from-git and --unchanged do not go together")
    if bool(names) == everything:
        raise click.UsageError(
            "name the chapters or sections that are translated, or say --all for every one of them"
        )
    terminal = Terminal()
    folder = project_folder(project or default_project)
    checked = book_to_edit(terminal, folder, jobs, no_cache=no_cache)
    results = {}
    for tag in translations(checked, languages):
        stamped = checked.stamped[tag]
        units = stamped.units if everything else chosen(stamped, names)
        past = None
        if from_git:
            past = _from_history(checked, tag, units)
        results[tag] = accept_units(
            stamped,
            units,
            checked.findings,
            unchanged_holds=unchanged,
            named=not everything,
            past=past,
        )
    files = {}
    for tag, result in results.items():
        old = read_bytes(folder, lock_path(tag))
        remarks = parse_remarks((old or b"").decode(errors="surrogateescape"))
        new = format_stamps(result.stamps, remarks).encode(errors="surrogateescape")
        if new != old and (result.stamps or old is not None):
            files[lock_path(tag)] = Rewrite(new, old)
    if not results:
        raise DiglotError("the book has one language, so there is no translation to accept")
    rewrite(folder, files)
    for tag, result in results.items():
        _say(terminal, tag, result)
    return STATUS_FINDINGS if any(r.refused for r in results.values()) else STATUS_OK


def _from_history(checked: Checked, tag: str, units: Sequence[TranslationUnit]) -> dict[str, Stamp]:
    from diglot.run.past import stamps_from_history

    waiting = [unit for unit in units if checked.stamped[tag].state(unit) == "unaccepted"]
    return stamps_from_history(checked.reading, tag, waiting)


def _say(terminal: Terminal, tag: str, result: Acceptance) -> None:
    from diglot.core.wording import isolated, quoted

    for unit in result.accepted:
        terminal.say(f"accepted {isolated(unit.argument)} {quoted(unit.source.title)}")
    for refusal in result.refused:
        terminal.say(
            f"{refusal.position}: not accepted: {isolated(refusal.unit.argument)}: {refusal.reason}"
        )
        terminal.say(f"  hint: {refusal.hint}")
    for stamp in result.dropped:
        terminal.say(f"dropped {isolated(stamp.key)}, which the source no longer has")
    counts = f"{len(result.accepted)} accepted, {len(result.unchanged)} were accepted already"
    terminal.say(f"{tag}: {counts}, {len(result.refused)} not accepted")

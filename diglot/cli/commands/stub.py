"""`stub` and `ids`: skeletons for what is missing, and ids for what has none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diglot.cli.shared import (
    STATUS_FINDINGS,
    STATUS_OK,
    book_to_edit,
    chapter_names,
    dry_run_option,
    files_of,
    language_option,
    project_folder,
    say_left,
    shared_options,
    translations,
    write_edits,
)

if TYPE_CHECKING:
    from diglot.cli.terminal import Terminal
    from diglot.run.pipeline import Checked
    from diglot.translation.skeletons import Edited, Left


@click.command("stub")
@click.argument("chapters", nargs=-1, metavar="[CHAPTER]...")
@dry_run_option
@shared_options
@language_option
@click.pass_obj
def stub(
    default_project: Path,
    chapters: Sequence[str],
    dry_run: bool,
    project: Path | None,
    jobs: int | None,
    no_cache: bool,
    languages: tuple[str, ...],
) -> int:
    """Write skeletons of what is missing into the translation.

    A skeleton has the source's headings, ids, tables, code and figures in their
    places, and its words in comments. What is there is not touched. Without
    CHAPTER, all chapters get theirs.
    """
    from diglot.cli.terminal import Terminal
    from diglot.translation.skeletons import Left

    terminal = Terminal()
    folder = project_folder(project or default_project)
    checked = book_to_edit(terminal, folder, jobs, no_cache=no_cache)
    names = chapter_names(checked, chapters)
    files = files_of(checked)
    edits: list[Edited] = []
    left: list[Left] = []
    for tag in translations(checked, languages):
        for result in _stubs(checked, tag, names, files):
            (left if isinstance(result, Left) else edits).append(result)  # type: ignore[arg-type]
    write_edits(folder, edits, files, dry_run=dry_run)
    if not dry_run:
        for edit in edits:
            _say_stub(terminal, edit)
        if not edits and not left:
            terminal.say("Nothing is missing.")
    say_left(terminal, left)
    return STATUS_FINDINGS if left else STATUS_OK


def _stubs(
    checked: Checked, tag: str, names: frozenset[str], files: dict[str, bytes]
) -> list[Edited | Left]:
    from diglot.core.chapter_names import in_language
    from diglot.core.model import Position
    from diglot.core.wording import isolated
    from diglot.hearing.root_causes import UNREAD
    from diglot.translation.progress import allowed_units
    from diglot.translation.skeletons import Left, stub_chapter

    alignment = checked.bitext.alignments[tag]
    allowed = allowed_units(alignment, checked.config.allow)
    pairs = [p for p in alignment.chapters if p.source and p.source.name in names]
    elsewhere = {one.name: other for one, other in alignment.renamed}
    unread = {f.position.path for f in checked.findings if f.rule in UNREAD}
    results: list[Edited | Left | None] = []
    for pair in pairs:
        paths = [c.position.path for c in (pair.source, pair.translation) if c]
        place = next((path for path in paths if path in unread), "")
        if pair.source and (other := elsewhere.get(pair.source.name)):
            reason = f"it seems to be {isolated(other.position.path)}, under another name"
            way = f"rename that file to {isolated(in_language(paths[0], tag))}"
            results.append(Left(pair.source.position, reason, way))
            continue
        result = stub_chapter(pair, tag, files, allowed)
        if place and not isinstance(result, Left):
            hint = "see what the check says of it"
            result = Left(Position(place), "its text cannot be read", hint)
        results.append(result)
    return [result for result in results if result]


def _say_stub(terminal: Terminal, edit: Edited) -> None:
    from diglot.core.wording import quoted

    if not edit.places[0].line:
        count = len(edit.places) - 1
        plural = "" if count == 1 else "s"
        terminal.say(f"{edit.path}: written, with {count} section{plural} to translate")
        return
    for place in edit.places:
        terminal.say(f"{edit.path}:{place.line}: added {quoted(place.part.title)}")


@click.command("ids")
@dry_run_option
@shared_options
@click.pass_obj
def ids(
    default_project: Path, dry_run: bool, project: Path | None, jobs: int | None, no_cache: bool
) -> int:
    """Write the ids that sections share into the headings of both languages.

    A heading without an id gets the one that its section has in the editions, so
    that it stays the same when the heading's words change.
    """
    from diglot.cli.terminal import Terminal
    from diglot.core.model import Section
    from diglot.translation.skeletons import write_ids

    terminal = Terminal()
    folder = project_folder(project or default_project)
    checked = book_to_edit(terminal, folder, jobs, no_cache=no_cache)
    files = files_of(checked)
    edits, left = write_ids(tuple(checked.bitext.alignments.values()), files)
    write_edits(folder, edits, files, dry_run=dry_run)
    if not dry_run:
        for edit in edits:
            for place in edit.places:
                name = place.part.id if isinstance(place.part, Section) else ""
                terminal.say(f"{edit.path}:{place.line}: {{#{name}}}")
        if not edits and not left:
            terminal.say("Every heading has its id.")
    say_left(terminal, left)
    return STATUS_FINDINGS if left else STATUS_OK

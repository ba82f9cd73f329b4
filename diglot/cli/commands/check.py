"""`check`: what is wrong in the book, on the terminal or as a report in some format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diglot.cli.checking import Asked, checked, listing_of, way_from_repository
from diglot.cli.shared import (
    STATUS_FINDINGS,
    STATUS_OK,
    cores,
    refuse_interface,
    scheduler_option,
    shared_options,
)
from diglot.cli.titles.named import folders, titles_of

if TYPE_CHECKING:
    from diglot.cli.terminal import Terminal
    from diglot.report import Listing
    from diglot.run.pipeline import Checked

REPORT_FORMATS = ("text", "json", "sarif", "github", "html")


def _rules(_context: click.Context, _option: click.Parameter, names: tuple[str, ...]) -> set[str]:
    from diglot.settings.parity import rule_name

    try:
        return {rule_name(name) for name in names}
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _editor(_context: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    from diglot.settings.parity import editor_address

    try:
        return None if name is None else editor_address(name)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


editor_option = click.option(
    "--editor",
    metavar="NAME",
    default=None,
    callback=_editor,
    help="The editor in which a file opens at its line: vscode, zed, idea …, "
    "or an address with {path} and {line}.",
)


@click.command("check")
@click.argument("folders", nargs=-1, callback=folders, metavar="[DIR]...")
@shared_options
@click.option(
    "--format",
    "form",
    type=click.Choice(REPORT_FORMATS),
    default="text",
    help="text; json, sarif, github for programs; html, a worksheet for the translator.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report there instead of showing it.",
)
@click.option(
    "--interface",
    metavar="LANG",
    default="",
    help="The language of the worksheet's own words (default: the source language).",
)
@editor_option
@click.option("--watch", is_flag=True, help="Check again at every change, until Ctrl-C.")
@click.option(
    "--since",
    metavar="REV",
    default="",
    help="Only what was changed since a revision of git (HEAD, main …).",
)
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="LANG",
    help="Only what is to be done in this language; repeatable.",
)
@click.option(
    "--all",
    "show_all",
    is_flag=True,
    help="List also what only hinders an edition, and every finding of a frequent cause.",
)
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="RULE",
    callback=_rules,
    help="Only findings of this rule, all of them: R301, broken-link; repeatable.",
)
@click.option(
    "--path",
    "paths",
    multiple=True,
    metavar="PATTERN",
    help='Only in these files: content/he, "content/he/03*"; repeatable.',
)
@scheduler_option("Check")
@click.pass_obj
def check(  # noqa: PLR0913, PLR0917 - one argument for each option
    default_project: Path,
    folders: tuple[Path, ...],
    project: Path | None,
    jobs: int | None,
    no_cache: bool,
    form: str,
    output: Path | None,
    interface: str,
    editor: str | None,
    watch: bool,
    since: str,
    languages: tuple[str, ...],
    show_all: bool,
    rules: set[str],
    paths: tuple[str, ...],
    scheduler: str,
) -> int:
    """Compare the two languages; write nothing.

    Lists each place where the translation differs from the source, with a
    suggested fix, and counts what only hinders an edition, such as a picture that
    is missing on both sides; --all lists that as well, and so do --rule and
    --since. Any error, listed or only counted, makes the exit status 1.

    DIR: a folder that holds content/, instead of --project; several are checked
    side by side, with one report: `check titles/*/`.
    """
    from diglot.cli.terminal import Terminal
    from diglot.disk.output import write_report

    terminal = Terminal()
    titles = titles_of(folders, project, default_project)
    asked = Asked(
        titles[0].project,
        jobs or cores(),
        no_cache,
        since,
        languages,
        frozenset(rules),
        paths,
        is_read=form == "html",
        scheduler=scheduler,
    )
    _refuse_report(form, output, interface, watch)
    lists_all = show_all or bool(rules or since)
    if len(titles) > 1:
        from diglot.cli.titles.checked import Wish, check_titles

        _refuse_several(form, len(titles), watch=watch)
        wish = Wish(form, output, lists_all, is_full=show_all or bool(rules))
        return check_titles(titles, asked, wish, terminal)

    def check_now() -> Checked:
        with terminal.progress() as progress:
            found = checked(asked, progress)
        if output:
            write_report(output, written(found))
        return found

    def listed(found: Checked, most: int | None) -> Listing:
        is_all = lists_all or found.config.shows_all
        return listing_of(found.findings, found.hindering, found.omitted, most=most, is_all=is_all)

    def written(found: Checked) -> str:
        return _report(found, form, (interface, editor), terminal, listed(found, None))

    most = None if show_all or rules else terminal.most_of_a_cause
    if watch:
        from diglot.cli.watching import watch as watch_content

        watch_content(asked.project, lambda: listed(check_now(), most), terminal)
        return STATUS_OK
    if scheduler:
        from diglot.cli.titles.away import check_away

        check_away(titles, asked, terminal)
    found = check_now()
    if not output and form == "text":
        terminal.assumptions(found.config.assumptions)
        terminal.listing(listed(found, most), asked.project)
    elif not output:
        click.echo(written(found), nl=False)
    return STATUS_FINDINGS if found.has_errors else STATUS_OK


def _refuse_several(form: str, count: int, *, watch: bool) -> None:
    """Refuse options that are for one book."""
    if watch or form == "html":
        name = "--watch" if watch else "--format html"
        raise click.UsageError(f"{name} is for one book, and here are {count}")


def _refuse_report(form: str, output: Path | None, interface: str, watch: bool) -> None:
    """Refuse options that do not go together, before any work is done."""
    refuse_interface(interface, "worksheet")
    if watch and form != "text" and not output:
        raise click.UsageError(f"--watch with --format {form} needs --output FILE")
    if form == "html" and not output and sys.stdout.isatty():
        raise click.UsageError(
            "--format html needs a file to write to, such as --output worksheet.html"
        )


def _report(
    checked: Checked,
    form: str,
    sheet: tuple[str, str | None],
    terminal: Terminal,
    listing: Listing,
) -> str:
    """Return what the check found in one of `REPORT_FORMATS`; but for text, all of it.

    sheet: the language of the worksheet's own words, and how it opens a file.
    """
    from diglot import report
    from diglot.run.building.worksheet import worksheet_of

    project = checked.config.project
    excerpt = terminal.excerpt(project)
    match form:
        case "json":
            return report.as_json(checked.counts, checked.findings, checked.omitted)
        case "sarif":
            return report.as_sarif(checked.findings, excerpt, way_from_repository(project))
        case "github":
            return report.as_github(checked.findings, way_from_repository(project))
        case "html":
            return worksheet_of(checked, *sheet)
        case _:
            return report.as_text(listing, excerpt)

"""The command line: arguments, progress, findings on the terminal, exit status.

Knows a terminal, the clock and the environment; what is done is known below.
"""

from __future__ import annotations

import datetime
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diglot import __version__
from diglot.commands.accept import accept
from diglot.commands.shared import cores, project_folder, shared_options
from diglot.commands.status import status
from diglot.commands.stub import ids, stub
from diglot.errors import DiglotError
from diglot.terminal import Terminal

if TYPE_CHECKING:
    from diglot.pipeline import Checked

COMMANDS = ("build", "check", "status", "accept", "stub", "ids")
VALUE_OPTIONS = (
    "--project",
    "--out",
    "--lang",
    "--jobs",
    "--format",
    "--output",
    "--interface",
    "--since",
)
USUAL_FORMATS = ("site", "epub", "pdf", "print", "cover")
FORMAT_NAMES = (*USUAL_FORMATS, "booklet")
REPORT_FORMATS = ("text", "json", "sarif", "github", "html")
STATUS_OK, STATUS_FINDINGS, STATUS_FAILED = 0, 1, 2


def main(argv: Sequence[str] | None = None, *, project: Path | None = None) -> int:
    """Run a command and return its exit status.

    project: the folder of the book where --project does not name one; by default
        the folder that the command is called in.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        result = _group.main(
            _with_command(arguments),
            prog_name="diglot" if project is None else "build.py",
            standalone_mode=False,
            obj=project or Path.cwd(),
        )
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return STATUS_FAILED
    except click.ClickException as error:
        error.show()
        return STATUS_FAILED
    except click.Abort:
        click.echo("Stopped. Nothing was changed.", err=True)
        return STATUS_FAILED
    except DiglotError as error:
        click.echo(f"error: {error}", err=True)
        return STATUS_FAILED
    return result if isinstance(result, int) else STATUS_OK


def _with_command(arguments: list[str]) -> list[str]:
    """Return arguments with the command first; `build` where none is named."""
    index = 0
    while index < len(arguments):
        argument = arguments[index]
        if argument in VALUE_OPTIONS:
            index += 2
            continue
        if not argument.startswith("-"):
            if argument in COMMANDS:
                return [argument, *arguments[:index], *arguments[index + 1 :]]
            break
        index += 1
    if any(argument in ("--help", "-h", "--version") for argument in arguments[:1]):
        return arguments
    return ["build", *arguments]


_HELP_NAMES = {"help_option_names": ["-h", "--help"]}


@click.group(context_settings=_HELP_NAMES, invoke_without_command=False)
@click.version_option(__version__, prog_name="diglot")
def _group() -> None:
    """Make a book in English and Hebrew from two folders of Markdown.

    The book is the folder content/ with one folder a language (content/en,
    content/he); files of the same name are the same chapter. Without a command,
    the book is built.

    \b
      diglot                     build everything into build/
      diglot pdf --lang he       build only the Hebrew PDF
      diglot check               only compare the two languages
      diglot status              how far the translation is

    Exit status: 0 nothing wrong, 1 the check found errors, 2 could not run.
    """


for _command in (status, accept, stub, ids):
    _group.add_command(_command)


@_group.command("build")
@click.argument(
    "formats",
    nargs=-1,
    type=click.Choice(FORMAT_NAMES),
    metavar="[site|epub|pdf|print|cover|booklet]...",
)
@shared_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write (default: build/ in the project).",
)
@click.option(
    "--lang", "languages", multiple=True, metavar="LANG", help="Only this language; repeatable."
)
@click.option("--draft", is_flag=True, help="Build although the check finds errors.")
@click.pass_obj
def _build(
    default_project: Path,
    formats: tuple[str, ...],
    project: Path | None,
    jobs: int | None,
    no_cache: bool,
    out: Path | None,
    languages: tuple[str, ...],
    draft: bool,
) -> int:
    """Check the book, then write its editions.

    FORMATS: site, epub, pdf (for screens), print (for a press), cover (back, spine
    and front for the press), booklet (sheets to fold and staple); without one,
    all but the last. While the check finds errors nothing is written and an
    earlier build stays, unless --draft is given.
    """
    from diglot import building, pipeline
    from diglot.cache import Cache, project_cache

    start = time.monotonic()
    terminal = Terminal()
    project = project_folder(project or default_project)
    cache = Cache(None) if no_cache else project_cache(project)
    with terminal.progress() as progress:
        checked = pipeline.check_project(
            project, jobs=jobs or cores(), progress=progress, cache=cache
        )
    terminal.assumptions(checked.config.assumptions)
    terminal.findings(checked.findings, project)
    if checked.has_errors and not draft:
        terminal.say(
            "Nothing was built: the check found errors (listed above). "
            "Correct them, or build all the same with --draft."
        )
        return STATUS_FINDINGS
    order = building.Order(
        out=out or project / "build",
        formats=tuple(dict.fromkeys(formats)) or USUAL_FORMATS,
        languages=_languages(languages, checked.config.languages),
        jobs=jobs or cores(),
        modified=_modified(edition.date for edition in checked.book.editions),
        is_draft=draft,
    )
    with terminal.progress() as progress:
        built = building.build(checked, order, progress=progress, cache=cache)
    terminal.findings(built.findings, project)
    terminal.summary(built.artifacts, order.out, seconds=time.monotonic() - start)
    terminal.missing([(item.path, item.why) for item in built.missing], order.out)
    if checked.has_errors:
        terminal.say("This is a draft: it was built although the check found errors.")
    is_sound = not checked.has_errors and all(f.severity != "error" for f in built.findings)
    return STATUS_OK if is_sound else STATUS_FINDINGS


@_group.command("check")
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
@click.pass_obj
def _check(  # noqa: PLR0913, PLR0917 - one argument for each option
    default_project: Path,
    project: Path | None,
    jobs: int | None,
    no_cache: bool,
    form: str,
    output: Path | None,
    interface: str,
    watch: bool,
    since: str,
    languages: tuple[str, ...],
) -> int:
    """Compare the two languages; write nothing.

    Lists each place where the structure of the translation differs from the
    source, and each mistake that would spoil an edition, with the way out.
    """
    from diglot import pipeline, report
    from diglot.cache import Cache, project_cache
    from diglot.output import write_report

    terminal = Terminal()
    project = project_folder(project or default_project)
    cache = Cache(None) if no_cache else project_cache(project)
    _refuse_report(form, output, interface, watch)

    def check() -> pipeline.Checked:
        with terminal.progress() as progress:
            checked = pipeline.check_project(
                project, jobs=jobs or cores(), progress=progress, cache=cache, since=since
            )
        checked = checked.only_in(_languages(languages, checked.config.languages))
        if output:
            write_report(output, written(checked))
        return checked

    def written(checked: pipeline.Checked) -> str:
        return _report(checked, form, project, interface, terminal)

    if watch:
        from diglot.watching import watch as watch_content

        watch_content(project, lambda: check().findings, terminal)
        return STATUS_OK
    checked = check()
    if not output and form == "text":
        terminal.assumptions(checked.config.assumptions)
        terminal.findings(checked.findings, project)
        terminal.say(report.counted(checked.findings, checked.omitted))
    elif not output:
        click.echo(written(checked), nl=False)
    return STATUS_FINDINGS if checked.has_errors else STATUS_OK


def _refuse_report(form: str, output: Path | None, interface: str, watch: bool) -> None:
    """Refuse options that do not go together, before any work is done."""
    from diglot.locales import known_languages

    if interface and interface not in known_languages():
        raise click.UsageError(
            f"--interface {interface}: there are no words in that language, "
            f"but in {', '.join(known_languages())}"
        )
    if watch and form != "text" and not output:
        raise click.UsageError(f"--watch with --format {form} needs --output FILE")
    if form == "html" and not output and sys.stdout.isatty():
        raise click.UsageError(
            "--format html needs a file to write to, such as --output worksheet.html"
        )


def _report(checked: Checked, form: str, project: Path, interface: str, terminal: Terminal) -> str:
    """Return what the check found in one of `REPORT_FORMATS`."""
    from diglot import building, report

    excerpt = terminal.excerpt(project)
    match form:
        case "json":
            return report.as_json(checked.counts, checked.findings, checked.omitted)
        case "sarif":
            return report.as_sarif(checked.findings, excerpt, _in_repository(project))
        case "github":
            return report.as_github(checked.findings, _in_repository(project))
        case "html":
            return building.worksheet_of(checked, interface)
        case _:
            return report.as_text(checked.findings, excerpt, checked.omitted)


def _in_repository(project: Path) -> str:
    """Return the way from the repository to the project, with a closing slash; "" for none."""
    root = next((p for p in (project, *project.parents) if (p / ".git").exists()), project)
    return f"{project.relative_to(root).as_posix()}/" if root != project else ""


def _languages(wanted: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    for tag in wanted:
        if tag not in known:
            raise DiglotError(
                f'--lang {tag}: the book has no language "{tag}", but {", ".join(known)}'
            )
    return tuple(tag for tag in known if not wanted or tag in wanted)


def _modified(dates: Iterable[str]) -> str:
    """Return the time that the files carry, in UTC, as ISO 8601 writes it.

    SOURCE_DATE_EPOCH if it is set, else the book's own date, so that the same
    sources give the same bytes; a book without a date carries today's.
    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    from diglot.locales import first_day

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).isoformat()
        except (ValueError, OverflowError, OSError):
            raise DiglotError(
                f"SOURCE_DATE_EPOCH is {epoch!r}, not a number of seconds since 1970.\n"
                "  hint: unset it, or set it to such a number"
            ) from None
    own = max((first_day(date) for date in dates if date), default=None)
    day = own or datetime.datetime.now(datetime.UTC).date()
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC).isoformat()

"""The command line: arguments, progress, findings on the terminal, exit status.

Knows a terminal, the clock and the environment; what is done is known below.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from diglot import __version__
from diglot.cli.commands.accept import accept
from diglot.cli.commands.check import check
from diglot.cli.commands.clean import clean
from diglot.cli.commands.export import export
from diglot.cli.commands.shared import (
    STATUS_OK,
    cores,
    project_folder,
    shared_options,
)
from diglot.cli.commands.status import status
from diglot.cli.commands.stub import ids, stub
from diglot.core.errors import DiglotError
from diglot.core.formats import FORMATS, Format

COMMANDS = ("build", "check", "status", "accept", "stub", "ids", "export", "clean")
VALUE_OPTIONS = (
    "--project",
    "--out",
    "--lang",
    "--jobs",
    "--format",
    "--output",
    "--interface",
    "--editor",
    "--since",
    "--rule",
    "--path",
    "--html",
    "--badge",
    "--threshold",
)
STATUS_FAILED = 2


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

    The book is the folder content/, with a folder for each language (content/en,
    content/he); files of the same name are the same chapter. Without a command,
    the book is built.

    \b
      diglot                     build everything into build/
      diglot pdf --lang he       build only the Hebrew PDF
      diglot check               only compare the two languages
      diglot status              how far along the translation is

    Exit status: 0 nothing wrong, 1 the check found errors, 2 could not run.
    """


for _command in (check, status, accept, stub, ids, export, clean):
    _group.add_command(_command)


_FORMAT_NAMES = [form.name for form in FORMATS]


def _listed(formats: Iterable[Format]) -> str:
    """Return the names of formats in a row, each with what it is for."""
    return ", ".join(f"{f.name} ({f.purpose})" if f.purpose else f.name for f in formats)


_USUAL = ", ".join(form.name for form in FORMATS if form.is_usual)
_BUILD_HELP = f"""Check the book, then write its editions.

FORMATS: {_listed(FORMATS)}. Without any, {_USUAL} are made. While the check finds errors
nothing is written and an earlier build stays, unless --draft is given.
"""


@_group.command("build", help=_BUILD_HELP)
@click.argument(
    "formats",
    nargs=-1,
    type=click.Choice(_FORMAT_NAMES),
    metavar=f"[{'|'.join(_FORMAT_NAMES)}]...",
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
    """Check the book, then write its editions."""
    from diglot.cli.commands.building import Ordered, build_book

    return build_book(
        Ordered(
            project=project_folder(project or default_project),
            out=out,
            formats=_ordered(formats),
            languages=languages,
            jobs=jobs or cores(),
            keeps=not no_cache,
            is_draft=draft,
        )
    )


def _ordered(names: Sequence[str]) -> tuple[Format, ...]:
    """Return the formats that are asked for; the usual ones where none is named."""
    return tuple(f for f in FORMATS if (f.name in names if names else f.is_usual))

"""The command line: arguments, progress, findings on the terminal, exit status.

Knows a terminal, the clock and the environment; what is done is known below.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from diglot import __version__
from diglot.cli.commands.accept import accept
from diglot.cli.commands.build import build
from diglot.cli.commands.check import check
from diglot.cli.commands.clean import clean
from diglot.cli.commands.export import export
from diglot.cli.commands.serve import serve
from diglot.cli.commands.status import status
from diglot.cli.commands.stub import ids, stub
from diglot.cli.shared import STATUS_FAILED, STATUS_OK, system_words
from diglot.core.errors import DiglotError
from diglot.work.collecting import OF_A_COMMAND, collect_seldom

_COMMANDS = (build, serve, check, status, accept, stub, ids, export, clean)
COMMANDS = tuple(command.name for command in _COMMANDS)
_VALUE_OPTIONS = {
    name
    for command in _COMMANDS
    for option in command.params
    if isinstance(option, click.Option) and not option.is_flag
    for name in option.opts
}


def main(argv: Sequence[str] | None = None, *, project: Path | None = None) -> int:
    """Run a command and return its exit status.

    project: the folder of the book where --project does not name one; by default
        the folder that the command is called in.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    collect_seldom(OF_A_COMMAND)
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
    except OSError as error:  # a full disk, too many open files, a folder that was taken away
        click.echo(f"error: {system_words(error)}", err=True)
        return STATUS_FAILED
    return result if isinstance(result, int) else STATUS_OK


def _with_command(arguments: list[str]) -> list[str]:
    """Return arguments with the command first; `build` where none is named."""
    index = 0
    while index < len(arguments):
        argument = arguments[index]
        if argument in _VALUE_OPTIONS:
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
      diglot serve               show the book, and each change of it, in the browser
      diglot check               only compare the two languages
      diglot status              how far along the translation is

    Exit status: 0 nothing wrong, 1 the check found errors, 2 could not run.
    """


for _command in _COMMANDS:
    _group.add_command(_command)

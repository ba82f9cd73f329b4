"""`serve`: the book in the browser, made again at every change."""

from __future__ import annotations

import socket
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from msgspec.structs import replace

from diglot.cli.building import ordered
from diglot.cli.commands.check import editor_option
from diglot.cli.shared import (
    STATUS_OK,
    cores,
    project_folder,
    refuse_interface,
    shared_options,
)
from diglot.core.errors import DiglotError
from diglot.work.collecting import GOING_ON, collect_seldom

_HOST = "127.0.0.1"
_USUAL_PORT = 8000
_TRIED = 20  # ports, where none is asked for


@click.command("serve")
@shared_options
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    help=f"The port (default: {_USUAL_PORT}, or the next that is free).",
)
@click.option("--open", "is_opened", is_flag=True, help="Open the book in the browser.")
@click.option(
    "--interface",
    metavar="LANG",
    default="",
    help="The language of the preview's own words (default: the source language).",
)
@editor_option
@click.pass_obj
def serve(
    default_project: Path,
    project: Path | None,
    jobs: int | None,
    no_cache: bool,
    port: int | None,
    is_opened: bool,
    interface: str,
    editor: str | None,
) -> int:
    """Show the book in the browser, and each change of it.

    Website, PDF pages and what the check finds; the pages in the browser load again by
    themselves when a file under content/ or templates/ was saved. Only this machine sees
    them, and build/ is left as it is. Ctrl-C ends it.
    """
    from diglot.cli.terminal import Terminal
    from diglot.disk.cache import Cache, project_cache
    from diglot.disk.memory import Memory
    from diglot.preview.server import run
    from diglot.preview.session import Session

    terminal = Terminal()
    project = project_folder(project or default_project)
    refuse_interface(interface, "preview")
    if not (project / "content").is_dir():
        raise DiglotError(
            f"{project}: there is no content/ folder.\n"
            "  hint: put the chapters in content/en/ and content/he/, "
            "or name the book's folder with --project"
        )
    collect_seldom(GOING_ON)
    with _listening(port) as listening, TemporaryDirectory(prefix="diglot-") as folder:
        session = Session(
            project,
            Path(folder) / "build",
            partial(ordered, jobs=jobs or cores(), is_draft=True),
            jobs=jobs or cores(),
            cache=Cache(None) if no_cache else replace(project_cache(project), memory=Memory()),
            say=terminal.say,
        )
        address = f"http://{_HOST}:{listening.getsockname()[1]}/"
        terminal.say(f"The book is at {address}; stop with Ctrl-C.")
        if is_opened:
            import webbrowser

            webbrowser.open(address)
        run(session, listening, interface, editor)
    terminal.say("Stopped serving.")
    return STATUS_OK


def _listening(port: int | None) -> socket.socket:
    """Return a socket of this machine alone, at a port or at the first usual one that is free."""
    for number in [port] if port else range(_USUAL_PORT, _USUAL_PORT + _TRIED):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((_HOST, number))
            found.listen()  # so that a browser waits, and is not refused
        except OSError:
            found.close()
            continue
        return found
    where = f"port {port} is" if port else f"ports {_USUAL_PORT} to {_USUAL_PORT + _TRIED - 1} are"
    raise DiglotError(f"{where} in use.\n  hint: name another with --port, or end what uses it")

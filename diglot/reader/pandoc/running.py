"""Starting pandoc, and what is said where it fails; knows nothing of what it is asked."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from diglot.core.errors import DiglotError
from diglot.disk.cache import user_cache
from diglot.disk.states import installed, program_state
from diglot.disk.steps import records, step

# For a text, and as much again for each million characters. Where brackets open by the
# hundred and do not close, pandoc would need years.
_PATIENCE_SECONDS = 60.0


class UnreadableError(Exception):
    """pandoc cannot make anything of a text, whatever its words are."""


class PandocError(DiglotError):
    """A text that pandoc gives up, or a file that it cannot read with it. reason: its words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"pandoc could not read the text: {reason}")


class DoesNotStartError(DiglotError):
    """pandoc cannot be run at all."""

    def __init__(self, reason: object) -> None:
        super().__init__(
            f"pandoc does not start: {reason}\n"
            "  hint: install Diglot's dependencies again (`make`, or `pip install diglot`)"
        )


def patience_s(text: str) -> float:
    """Return the seconds after which a text is given up."""
    return _PATIENCE_SECONDS + len(text) * _PATIENCE_SECONDS / 1e6


def pandoc_version() -> str:
    """Return the version of pandoc, for the names of cached results."""
    return _pandoc().version


@cache
def program_data(name: str) -> str:
    """Return the text of a file that pandoc brings along: "default.csl"."""
    return run_pandoc("", "plain", "plain", [f"--print-default-data-file={name}"])


def run_pandoc(text: str, to: str, dialect: str, arguments: Sequence[str]) -> str:
    """Return what pandoc makes of a text; raise PandocError where it gives up."""
    done = pandoc_done(text, to, dialect, arguments)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip() or f"status {done.returncode}"
        raise PandocError(reason)
    return done.stdout.decode()


def pandoc_done(
    text: str, to: str, dialect: str, arguments: Sequence[str]
) -> subprocess.CompletedProcess[bytes]:
    """Return how pandoc ended, with what it wrote and said."""
    # pypandoc's own function asks pandoc for its version and formats at every call.
    command = [program(), f"--from={dialect}", f"--to={to}", *arguments]
    try:
        return subprocess.run(  # noqa: S603 - no shell, and the text is its standard input
            command,
            input=text.encode(),
            capture_output=True,
            check=False,
            timeout=patience_s(text),
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError("pandoc did not finish reading it") from error
    except OSError as error:
        raise DoesNotStartError(error) from error


def program() -> str:
    """Return the path of pandoc."""
    return _pandoc().path


class _Found(Struct, frozen=True):
    """A pandoc. state: as `program_state` has it."""

    path: str
    version: str
    state: str


_FOUND = records(_Found)
# Where pypandoc looks for one; what it brings along is among what is installed.
_PLACES = ("pandoc", "~/bin/pandoc", "~/.bin/pandoc", f"{sys.exec_prefix}/bin/pandoc")
_ENVIRONMENT = ("PYPANDOC_PANDOC", "PATH", "HOME")


@cache
def _pandoc() -> _Found:
    """Return the pandoc that pypandoc chooses.

    It starts each that it finds to ask for its version, and takes 14 ms to load.
    """
    places = [*map(os.path.expanduser, _PLACES)]
    chosen_by = (os.environ.get(name, "") for name in _ENVIRONMENT)
    choice = step("pandoc", [installed(), *chosen_by, *places, *map(program_state, places)])
    cache = user_cache()
    kept: _Found | None = choice.kept(_FOUND, cache, fits=_is_there)
    if kept is None:
        kept = _chosen()
        if not cache.is_new():
            choice.keep(kept, _FOUND, cache)
    return kept


def _is_there(found: _Found) -> bool:
    return found.state == program_state(found.path) != ""


def _chosen() -> _Found:
    import pypandoc

    logging.getLogger("pypandoc").setLevel(logging.CRITICAL)
    try:
        path = str(pypandoc.get_pandoc_path())
        return _Found(path, str(pypandoc.get_pandoc_version()), program_state(path))
    except OSError as error:
        raise DoesNotStartError(error) from error

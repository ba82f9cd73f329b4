"""Starting pandoc, and what is said where it fails; knows nothing of what it is asked."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Sequence
from functools import cache

from diglot.core.errors import DiglotError

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


@cache
def pandoc_version() -> str:
    """Return the version of pandoc, for the names of cached results."""
    import pypandoc

    return str(pypandoc.get_pandoc_version())


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


@cache
def program() -> str:
    """Return the path of pandoc."""
    import pypandoc

    logging.getLogger("pypandoc").setLevel(logging.CRITICAL)
    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise DoesNotStartError(error) from error

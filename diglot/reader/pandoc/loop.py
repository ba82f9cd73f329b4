"""A pandoc that stays: it reads one text after another, each in the sandbox.

To start it takes as long as to read a small chapter, so one is kept for each thread that reads
at the same time. Where it dies of a text, or finds no end of it, another is started for the
next. Source: pandoc, "Running pandoc as a Lua interpreter" and the module `pandoc`.
"""

from __future__ import annotations

import atexit
import contextlib
import select
import subprocess
import threading
from collections.abc import Iterator

from diglot.reader.pandoc.running import (
    DoesNotStartError,
    PandocError,
    UnreadableError,
    patience_s,
    program,
)

# Length of a text, the text; length of its tree as JSON, the tree, or "!" before what is wrong.
# `columns` is what the command has; the fourth argument of `read` is all that a text may open.
_SCRIPT = """
local options = pandoc.ReaderOptions{columns = 72}
local function made(text)
  return pandoc.write(pandoc.read(text, "DIALECT", options, {}), "json")
end
while true do
  local length = io.stdin:read("l")
  if not length then break end
  local text = tonumber(length) > 0 and io.stdin:read(tonumber(length)) or ""
  local is_read, answer = pcall(made, text)
  answer = is_read and answer or tostring(answer)
  io.stdout:write(is_read and "" or "!", #answer, "\\n", answer)
  io.stdout:flush()
end
"""
_MEMORY = "-M1g"  # of what it has made of one text; beyond that it gives the text up
LONGEST = 400_000  # bytes of a text that it is given: longer ones may need more memory


class _DiedError(Exception):
    """A process that has ended, by this text or by something else."""


class _Loop:
    """One process. dialect: of what it reads."""

    def __init__(self, dialect: str) -> None:
        script = _SCRIPT.replace("DIALECT", dialect)
        command = [program(), "+RTS", _MEMORY, "-RTS", "lua", "-E", "-e", script]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - no shell, and the text is its input
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise DoesNotStartError(error) from error

    def read(self, text: bytes, seconds: float) -> str:
        """Return the tree of a text as JSON.

        Raises PandocError for what it refuses, _DiedError where it dies of it, UnreadableError
        where it takes longer than some seconds; after these two it is of no further use.
        """
        answer = self._asked(text, seconds)
        if answer is None:
            raise _DiedError
        is_refused, words = answer
        if is_refused:
            raise PandocError(words)
        return words

    def has_ended(self) -> bool:
        """Tell whether the process has ended while nobody used it."""
        return self._process.poll() is not None

    def end(self) -> None:
        """End the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        self._process.kill()
        self._process.wait()

    def _asked(self, text: bytes, seconds: float) -> tuple[bool, str] | None:
        """Return whether a text was refused, and the answer; None where there is none.

        Raises UnreadableError where the answer does not begin within some seconds: it is written
        when all of it is known.
        """
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(b"%d\n" % len(text) + text)
            self._process.stdin.flush()
        except OSError:
            return None
        answers = select.poll()
        answers.register(self._process.stdout, select.POLLIN)
        if not answers.poll(seconds * 1000):
            raise UnreadableError("pandoc did not finish reading it")
        head = self._process.stdout.readline().strip()
        length = head.removeprefix(b"!")
        if not length.isdigit():
            return None
        answer = self._process.stdout.read(int(length))
        if len(answer) < int(length):
            return None
        return head.startswith(b"!"), answer.decode()


_idle: dict[str, list[_Loop]] = {}
_lock = threading.Lock()


def read_json(text: str, dialect: str) -> str:
    """Return the tree of a text as JSON; raise PandocError or UnreadableError."""
    for _ in range(2):  # somebody else may have ended a process that waited
        with contextlib.suppress(_DiedError), _borrowed(dialect) as loop:
            return loop.read(text.encode(), patience_s(text))
    raise UnreadableError("pandoc ran out of memory over it")


@contextlib.contextmanager
def _borrowed(dialect: str) -> Iterator[_Loop]:
    """Give a process that nobody else uses, and take it back if it still works."""
    with _lock:
        idle = _idle.setdefault(dialect, [])
        loop = idle.pop() if idle else None
        while loop and loop.has_ended():
            loop.end()
            loop = idle.pop() if idle else None
    loop = loop or _Loop(dialect)
    try:
        yield loop
    except PandocError:
        idle.append(loop)
        raise
    except BaseException:
        loop.end()
        raise
    idle.append(loop)


@atexit.register
def _end_all() -> None:
    for loops in _idle.values():
        while loops:
            loops.pop().end()

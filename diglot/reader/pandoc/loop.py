"""A pandoc that stays: it reads one text after another, and writes formulas, in the sandbox.

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

# Goes in: what is asked for and how long a text is, the text. Comes out: how long the answer is,
# the answer, or "!" before what is wrong. Asked for is a text's tree as JSON, by the dialect that
# the text is in, or HTML with MathML of a tree. `columns` is what the command has; the fourth
# argument of `read` is all that a text may open.
_SCRIPT = """
local options = pandoc.ReaderOptions{columns = 72}
local mathml = pandoc.WriterOptions{html_math_method = "mathml"}
local function made(asked, text)
  if asked == "MATHML" then
    return pandoc.write(pandoc.read(text, "json", options, {}), "html", mathml)
  end
  return pandoc.write(pandoc.read(text, asked, options, {}), "json")
end
while true do
  local head = io.stdin:read("l")
  if not head then break end
  local asked, length = head:match("^(%S+) (%d+)$")
  local text = tonumber(length) > 0 and io.stdin:read(tonumber(length)) or ""
  local is_read, answer = pcall(made, asked, text)
  answer = is_read and answer or tostring(answer)
  io.stdout:write(is_read and "" or "!", #answer, "\\n", answer)
  io.stdout:flush()
end
"""
_MATHML = "MATHML"
_MEMORY = "-M1g"  # of what it has made of one text; beyond that it gives the text up
# What is kept of earlier texts is little, so it need not be looked through for garbage before it
# is this much; that was an eighth of the time.
_OLD = "-O64m"
# New values have room that fits into a processor's cache, as Haskell has it by itself: pandoc's own
# default gives them all of 64 MB, which took a tenth longer.
_NEW = ("-A4m", "-H1m")
# pandoc reads the name of a dialect anew for each text, an eighth of its time with eight extensions
# are off: those are left out that need a sign which the text has not.
_NEEDS = {
    "yaml_metadata_block": "---",
    "pandoc_title_block": "%",
    "raw_tex": "\\",
    "latex_macros": "\\",
    "task_lists": "[",
    "native_divs": "<",
}
LONGEST = 400_000  # bytes of a text that it is given: longer ones may need more memory


class _DiedError(Exception):
    """A process that has ended, by this text or by something else."""


class _Loop:
    """One process."""

    def __init__(self) -> None:
        command = [program(), "+RTS", _MEMORY, _OLD, *_NEW, "-RTS", "lua", "-E", "-e", _SCRIPT]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - no shell, and the text is its input
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise DoesNotStartError(error) from error

    def made(self, asked: str, text: bytes, seconds: float) -> str:
        """Return what is made of a text. asked: its dialect, or what else is wanted.

        Raises PandocError for what it refuses, _DiedError where it dies of it, UnreadableError
        where it takes longer than some seconds; after these two it is of no further use.
        """
        answer = self._answer(asked, text, seconds)
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

    def _answer(self, asked: str, text: bytes, seconds: float) -> tuple[bool, str] | None:
        """Return whether a text was refused, and the answer; None where there is none.

        Raises UnreadableError where the answer does not begin within some seconds: it is written
        when all of it is known.
        """
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(b"%b %d\n" % (asked.encode(), len(text)) + text)
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


_idle: list[_Loop] = []
_lock = threading.Lock()


def read_json(text: str, dialect: str) -> str:
    """Return the tree of a text as JSON; raise PandocError or UnreadableError."""
    return _made(_as_needed(dialect, text), text)


def _as_needed(dialect: str, text: str) -> str:
    """Return a dialect without what is switched off in it and has no effect on a text."""
    name, *off = dialect.split("-")
    return "-".join((name, *(each for each in off if _NEEDS.get(each, "") in text)))


def html_with_mathml(tree: str) -> str:
    """Return HTML of a tree in JSON, its formulas as MathML; raise as `read_json` does."""
    return _made(_MATHML, tree)


def _made(asked: str, text: str) -> str:
    for _ in range(2):  # somebody else may have ended a process that waited
        with contextlib.suppress(_DiedError), _borrowed() as loop:
            return loop.made(asked, text.encode(), patience_s(text))
    raise UnreadableError("pandoc ran out of memory over it")


@contextlib.contextmanager
def _borrowed() -> Iterator[_Loop]:
    """Give a process that nobody else uses, and take it back if it still works."""
    with _lock:
        loop = _idle.pop() if _idle else None
        while loop and loop.has_ended():
            loop.end()
            loop = _idle.pop() if _idle else None
    loop = loop or _Loop()
    try:
        yield loop
    except PandocError:
        _idle.append(loop)
        raise
    except BaseException:
        loop.end()
        raise
    _idle.append(loop)


@atexit.register
def _end_all() -> None:
    while _idle:
        _idle.pop().end()

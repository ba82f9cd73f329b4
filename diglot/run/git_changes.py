"""What a change touched, as git tells it (`check --since REV`), and when lines were written.

Goes in: a project in a git repository, a revision. Comes out: the lines that differ
from it in each file, and the findings that have to do with them.
"""

from __future__ import annotations

import datetime
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from diglot.core.chapter_names import is_markdown
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.model import Book, Position
from diglot.hearing.chapter_lines import ChapterLines

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(?P<first>\d+)(?:,(?P<count>\d+))? @@")
_BLAMED = re.compile(r"(?P<commit>[0-9a-f]{40,64}) \d+ (?P<line>\d+)(?: \d+)?$")
_ESCAPED = re.compile(r"\\([0-7]{3}|.)")
_EVERYTHING = ((1, 10**9),)

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from a revision.

    lines: by path from the project folder, the first and last lines of what was
        changed; where lines were only taken out, the ones before and after.
    """

    lines: Mapping[str, Ranges]

    def touched(self, findings: Iterable[Finding], book: Book) -> tuple[Finding, ...]:
        """Return the findings whose block, heading or counterpart was changed."""
        chapters = ChapterLines(book)
        return tuple(f for f in findings if self._is_touched(f, chapters))

    def _is_touched(self, finding: Finding, chapters: ChapterLines) -> bool:
        places = filter(None, (finding.position, finding.counterpart))
        return any(self._has(place, chapters) for place in places) or self._is_named(finding)

    def _has(self, place: Position, chapters: ChapterLines) -> bool:
        ranges = self.lines.get(place.path, ())
        if not ranges:
            return False
        first, last = chapters.around(place)
        return any(first <= end and start <= last for start, end in ranges)

    def _is_named(self, finding: Finding) -> bool:
        """Tell whether a finding speaks of a file, such as a picture, that was changed."""
        return any(
            PurePosixPath(path).name in finding.message
            for path in self.lines
            if not is_markdown(path)
        )


def changes_since(project: Path, revision: str) -> Changes:
    """Return what the files of a project's content have that a revision has not.

    Raises DiglotError outside a git repository and for an unknown revision.
    """
    commit = _commit(project, revision)
    options = ("--no-ext-diff", "--no-color", "--no-renames", "--relative", "-U0")
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/")
    diff = _git(project, "diff", *options, *prefixes, commit, "--", "content")
    lines = {path: tuple(ranges) for path, ranges in _ranges(diff).items()}
    listed = _git(project, "ls-files", "--others", "--exclude-standard", "-z", "--", "content")
    return Changes(lines | dict.fromkeys(filter(None, listed.split("\0")), _EVERYTHING))


def line_dates(project: Path, path: str) -> dict[int, str]:
    """Return when each line of a file was written, ISO 8601, as far as git knows.

    path: relative to the project. Nothing outside a repository, and of lines that are not
    committed, or older than a shallow clone goes.
    """
    try:
        is_shallow = _git(project, "rev-parse", "--is-shallow-repository").strip() == "true"
        blamed = _git(project, "blame", "--line-porcelain", "--", path)
    except (_GitError, DiglotError):
        return {}
    found: dict[int, str] = {}
    number, day, is_known = 0, "", False
    for line in blamed.split("\n"):
        if head := _BLAMED.match(line):
            number, is_known = int(head["line"]), bool(head["commit"].strip("0"))
        elif line.startswith("author-time "):
            seconds = int(line.removeprefix("author-time "))
            day = datetime.datetime.fromtimestamp(seconds, datetime.UTC).date().isoformat()
        elif line == "boundary" and is_shallow:
            is_known = False
        elif line.startswith("\t") and is_known:
            found[number] = day
    return found


def _commit(project: Path, revision: str) -> str:
    try:
        _git(project, "rev-parse", "--git-dir")
    except _GitError as error:
        raise DiglotError(
            f"--since: {project} is in no git repository.\n"
            "  hint: leave --since out, or keep the book in git"
        ) from error
    try:
        wanted = f"{revision}^{{commit}}"
        found = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    except _GitError as error:
        raise DiglotError(
            f'--since: git knows no revision "{revision}" here.\n'
            "  hint: name a commit, a branch or a tag, for example --since HEAD or --since main; "
            "a shallow clone may not have it"
        ) from error
    return found.split()[-1]


def _ranges(diff: str) -> dict[str, list[tuple[int, int]]]:
    """Return the changed lines by path, from a diff without context."""
    found: dict[str, list[tuple[int, int]]] = {}
    old = path = ""
    in_header = False
    for line in diff.split("\n"):
        if line.startswith("diff --git "):
            in_header, old, path = True, "", ""
        elif in_header and line.startswith("--- "):
            old = _path(line)
        elif in_header and line.startswith("+++ "):
            path = _path(line)
            if not path:
                found[old] = list(_EVERYTHING)
        elif in_header and line.startswith("Binary files "):
            path = _path("    " + line.removesuffix(" differ").partition(" and ")[2])
            found[path] = list(_EVERYTHING)
        elif match := _HUNK.match(line):
            in_header = False
            first, count = int(match["first"]), int(match["count"] or 1)
            last = first + count - 1 if count else first + 1
            if path:
                found.setdefault(path, []).append((first, last))
    return found


def _path(line: str) -> str:
    """Return the path of a header's line; "" for a file that is not there."""
    path = line[4:].rstrip("\t")
    if path.startswith('"'):
        raw = _ESCAPED.sub(_unescaped, path[1:-1])
        path = raw.encode("latin-1", "replace").decode("utf-8", "replace")
    return "" if path == "/dev/null" else path[2:]


def _unescaped(match: re.Match[str]) -> str:
    escape = match[1]
    return chr(int(escape, 8)) if escape.isdigit() else {"t": "\t", "n": "\n"}.get(escape, escape)


class _GitError(Exception):
    """git said no."""


def _git(project: Path, *arguments: str) -> str:
    command = ["git", "-C", str(project), "-c", "core.quotepath=on", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    except OSError as error:
        raise DiglotError(
            f"--since: git does not start: {error.strerror}.\n  hint: install git"
        ) from error
    if done.returncode:
        raise _GitError(done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8", "replace")

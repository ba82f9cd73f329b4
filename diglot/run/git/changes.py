"""What a change touched, as git tells it (`check --since REV`).

Goes in: a project in a git repository, a revision. Comes out: the lines that differ
from it in each file, and the findings that have to do with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from diglot.core.chapter_names import is_markdown
from diglot.core.findings import Finding
from diglot.core.model import Book, Position
from diglot.hearing.chapter_lines import ChapterLines
from diglot.run.git.calls import commit_of, git

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(?P<first>\d+)(?:,(?P<count>\d+))? @@")
_ESCAPED = re.compile(r"\\([0-7]{3}|.)")
_EVERYTHING = ((1, 10**9),)

Ranges = tuple[tuple[int, int], ...]


class Changes(Struct, frozen=True):
    """What differs from a revision.

    commit: of the revision. lines: by path from the project folder, the first and last lines
        of what was changed; where lines were only taken out, the ones before and after.
    former: from the path of a file that was renamed to the one that it had.
    """

    commit: str
    lines: Mapping[str, Ranges]
    former: Mapping[str, str]

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
    commit = commit_of(project, revision)
    options = ("--no-ext-diff", "--no-color", "--find-renames", "--relative", "-U0")
    prefixes = ("--src-prefix=a/", "--dst-prefix=b/")
    diff = git(project, "diff", *options, *prefixes, commit, "--", "content")
    lines = {path: tuple(ranges) for path, ranges in _ranges(diff).items()}
    listed = git(project, "ls-files", "--others", "--exclude-standard", "-z", "--", "content")
    new = dict.fromkeys(filter(None, listed.split("\0")), _EVERYTHING)
    return Changes(commit, lines | new, _renamed(diff))


def _renamed(diff: str) -> dict[str, str]:
    """Return the former paths of renamed files."""
    found: dict[str, str] = {}
    old = ""
    for line in diff.split("\n"):
        if line.startswith("rename from "):
            old = _unquoted(line.removeprefix("rename from "))
        elif line.startswith("rename to "):
            found[_unquoted(line.removeprefix("rename to "))] = old
    return found


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
    path = _unquoted(line[4:].rstrip("\t"))
    return "" if path == "/dev/null" else path[2:]


def _unquoted(path: str) -> str:
    """Return a path as it is; git writes letters outside ASCII as octal numbers."""
    if not path.startswith('"'):
        return path
    raw = _ESCAPED.sub(_unescaped, path[1:-1])
    return raw.encode("latin-1", "replace").decode("utf-8", "replace")


def _unescaped(match: re.Match[str]) -> str:
    escape = match[1]
    return chr(int(escape, 8)) if escape.isdigit() else {"t": "\t", "n": "\n"}.get(escape, escape)

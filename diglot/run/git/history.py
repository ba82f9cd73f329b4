"""When the lines of a file were written, and what a project's files were before."""

from __future__ import annotations

import datetime
import io
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from diglot.core.errors import DiglotError
from diglot.run.git.calls import GitError, git, git_bytes

_BLAMED = re.compile(r"(?P<commit>[0-9a-f]{40,64}) \d+ (?P<line>\d+)(?: \d+)?$")


class WrittenLine(Struct, frozen=True):
    """When a line was written.

    commit: its hash. seconds: since 1970. is_sure: whether this commit wrote it; in a shallow
        clone the oldest may only be where history was cut off.
    """

    commit: str
    seconds: int
    is_sure: bool


def written_lines(project: Path, path: str) -> dict[int, WrittenLine]:
    """Return by number when each line of a file was committed, as far as git knows.

    path: relative to the project. Nothing outside a repository, and of lines that are not
    committed.
    """
    try:
        is_shallow = git(project, "rev-parse", "--is-shallow-repository").strip() == "true"
        blamed = git(project, "blame", "--line-porcelain", "--", path)
    except (GitError, DiglotError):
        return {}
    return dict(_blamed(blamed, is_shallow))


def _blamed(blamed: str, is_shallow: bool) -> Iterator[tuple[int, WrittenLine]]:
    number, commit, seconds, is_sure = 0, "", 0, True
    for line in blamed.split("\n"):
        if head := _BLAMED.match(line):
            number, commit, is_sure = int(head["line"]), head["commit"].strip("0"), True
            commit = head["commit"] if commit else ""
        elif line.startswith("author-time "):
            seconds = int(line.removeprefix("author-time "))
        elif line == "boundary" and is_shallow:
            is_sure = False
        elif line.startswith("\t") and commit:
            yield number, WrittenLine(commit, seconds, is_sure)


def commits(project: Path) -> list[str]:
    """Return the hashes of a repository's commits, each before those that it was built upon.

    Nothing where there is none yet.
    """
    try:
        return git(project, "rev-list", "--topo-order", "HEAD").split()
    except GitError:
        return []


def head(project: Path) -> str:
    """Return the hash of the commit that is checked out, "" where git knows none."""
    try:
        return git(project, "rev-parse", "--verify", "--quiet", "HEAD").strip()
    except (GitError, DiglotError):
        return ""


def line_dates(project: Path, path: str) -> dict[int, str]:
    """Return the day on which each line of a file was written, ISO 8601, as far as git knows."""
    return {
        number: datetime.datetime.fromtimestamp(line.seconds, datetime.UTC).date().isoformat()
        for number, line in written_lines(project, path).items()
        if line.is_sure
    }


def former_files(
    project: Path, commit: str, folder: Path, is_wanted: Callable[[str], bool]
) -> None:
    """Write a project's content and templates, as they were at a commit, into a folder.

    is_wanted: whether to write a file, by its path in the project. Raises GitError where the
    commit has no content.
    """
    parts = ("content", "templates")
    there = [part for part in parts if git(project, "ls-tree", "--name-only", commit, part)]
    archive = git_bytes(project, "archive", "--format=tar", commit, "--", *there)
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files.getmembers():
            content = files.extractfile(member) if member.isfile() else None
            if content is not None and is_wanted(member.name):
                path = folder / member.name  # git keeps no name that leads out of a tree
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())

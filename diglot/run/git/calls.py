"""git, as a command: asked about the repository that a project is in."""

from __future__ import annotations

import subprocess
from pathlib import Path

from diglot.core.errors import DiglotError


class GitError(Exception):
    """git said no."""


def git(project: Path, *arguments: str) -> str:
    """Return what git says. Raises GitError where it fails, DiglotError where it is not there."""
    return git_bytes(project, *arguments).decode("utf-8", "replace")


def git_bytes(project: Path, *arguments: str) -> bytes:
    """Return what git says, byte for byte. Raises as `git` does."""
    command = ["git", "-C", str(project), "-c", "core.quotepath=on", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    except OSError as error:
        raise DiglotError(f"git does not start: {error.strerror}.\n  hint: install git") from error
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace"))
    return done.stdout


def repository(project: Path, option: str) -> None:
    """Raise DiglotError for a project that is in no repository. option: what asked for one."""
    try:
        git(project, "rev-parse", "--git-dir")
    except GitError as error:
        raise DiglotError(
            f"{option}: {project} is in no git repository.\n"
            f"  hint: leave {option} out, or keep the book in git"
        ) from error


def commit_of(project: Path, revision: str) -> str:
    """Return the hash of the commit that a revision names. Raises DiglotError for none."""
    repository(project, "--since")
    try:
        wanted = f"{revision}^{{commit}}"
        found = git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    except GitError as error:
        raise DiglotError(
            f'--since: git knows no revision "{revision}" here.\n'
            "  hint: name a commit, a branch or a tag, for example --since HEAD or --since main; "
            "a shallow clone may not have it"
        ) from error
    return found.split()[-1]

"""One book checked, and what is listed of it: for a terminal, or for those who check many."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from diglot.cli.shared import languages_of
from diglot.core.findings import Finding

if TYPE_CHECKING:
    from diglot.report import Listing
    from diglot.run.lazy_book import Progress
    from diglot.run.pipeline import Checked


class Asked(Struct, frozen=True):
    """What is asked for of one book.

    since: a revision of git, or "". languages, rules, paths: of which findings are wanted; none
        of them stands for all. is_read: whether the book itself is wanted as well. scheduler:
        the address of a cluster, or "".
    """

    project: Path
    jobs: int
    no_cache: bool
    since: str
    languages: tuple[str, ...]
    rules: frozenset[str]
    paths: tuple[str, ...]
    is_read: bool = False
    scheduler: str = ""


def checked(asked: Asked, progress: Progress) -> Checked:
    """Return a book and what is wrong with it, as far as that is asked for.

    Raises DiglotError where there is no book to check.
    """
    from diglot.disk.cache import Cache, project_cache
    from diglot.run.pipeline import check_project

    cache = Cache(None) if asked.no_cache else project_cache(asked.project)
    found = check_project(
        asked.project, jobs=asked.jobs, progress=progress, cache=cache, since=asked.since
    )
    if asked.is_read:
        found.read()
    return found.only_in(languages_of(found, asked.languages)).only_of(asked.rules, asked.paths)


def listing_of(
    findings: tuple[Finding, ...],
    hindering: Collection[Finding],
    omitted: int | None,
    *,
    most: int | None,
    is_all: bool,
) -> Listing:
    """Return what a report in text lists. most: of one cause, None for all.

    hindering, omitted: as `Checked` has them. is_all: whether to list what only hinders an
        edition as well.
    """
    from diglot.report import listing

    if is_all:
        return listing(findings, most, omitted=omitted)
    aside = [finding for finding in findings if finding in hindering]
    compared = [finding for finding in findings if finding not in hindering]
    return listing(compared, most, hindering=aside, omitted=omitted)


def way_from_repository(project: Path) -> str:
    """Return the way from the repository to the project, with a closing slash; "" for none."""
    root = next((p for p in (project, *project.parents) if (p / ".git").exists()), project)
    return f"{project.relative_to(root).as_posix()}/" if root != project else ""

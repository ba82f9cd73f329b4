"""`check` of several books: each checked in a process that stays, and told when all are done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from diglot.cli.checking import Asked, checked, listing_of, way_from_repository
from diglot.cli.shared import STATUS_FINDINGS, STATUS_OK
from diglot.cli.terminal import Terminal
from diglot.cli.titles.named import Title
from diglot.cli.titles.side_by_side import Done, Share, side_by_side
from diglot.cli.titles.telling import Quiet, Row, Summary
from diglot.core.findings import Counts, Finding
from diglot.core.model import Position
from diglot.report import (
    BookReport,
    Excerpt,
    Listing,
    as_text,
    below,
    several_as_github,
    several_as_json,
    several_as_sarif,
)


class Found(Struct, frozen=True):
    """What a check found in one of several books; paths begin at the folder of that book.

    hindering, omitted: as `Checked` has them. shows_all: whether the book itself asks to list
        what only hinders an edition.
    """

    findings: tuple[Finding, ...]
    hindering: frozenset[Finding]
    omitted: int | None
    counts: Counts
    shows_all: bool


class Wish(Struct, frozen=True):
    """How what is found is to be shown.

    form: of the report. output: its file, None for the terminal. lists_all: whether all
        findings are listed; is_full: whether each is, however frequent its cause.
    """

    form: str
    output: Path | None
    lists_all: bool
    is_full: bool


def check_titles(titles: Sequence[Title], asked: Asked, wish: Wish, terminal: Terminal) -> int:
    """Check books, report what is wrong with them, and return the worst exit status.

    asked: what is asked for of each.
    """
    from diglot.disk.output import write_report

    summary = Summary(titles)
    if asked.scheduler:
        from diglot.cli.titles.away import check_away

        check_away(titles, asked, terminal)
    make = partial(_found, asked)
    done = side_by_side(titles, make, "Checking", jobs=asked.jobs, terminal=terminal)
    is_shown = not wish.output and wish.form == "text"
    if is_shown:
        _show(done, wish, terminal)
    else:
        report = _report(done, wish, terminal)
        if wish.output:
            write_report(wish.output, report)
        else:
            click.echo(report, nl=False)
    return summary.tell(done, _row, terminal, aside=not wish.output and not is_shown)


def _found(asked: Asked, title: Title, share: Share) -> Found:
    found = checked(replace(asked, project=title.project, jobs=share.jobs), Quiet())
    return Found(
        found.findings, found.hindering, found.omitted, found.counts, found.config.shows_all
    )


def _row(found: Found) -> Row:
    has_errors = any(finding.severity == "error" for finding in found.findings)
    if has_errors:
        return Row("errors", found.findings, STATUS_FINDINGS)
    return Row("sound" if not found.findings else "no errors", found.findings, STATUS_OK)


def _show(done: Sequence[Done[Found]], wish: Wish, terminal: Terminal) -> None:
    """Print what is wrong with each book, under the paths from here."""
    most = None if wish.is_full else terminal.most_of_a_cause
    for one in done:
        if one.outcome and one.outcome.findings:
            shown = _listing(one.title, one.outcome, wish, most)
            terminal.listing(shown, Path(), f"{one.title.name}: ")


def _listing(title: Title, found: Found, wish: Wish, most: int | None) -> Listing:
    start = f"{title.name}/"
    return listing_of(
        below(found.findings, start),
        frozenset(below(found.hindering, start)),
        found.omitted,
        most=most,
        is_all=wish.lists_all or found.shows_all,
    )


def _report(done: Sequence[Done[Found]], wish: Wish, terminal: Terminal) -> str:
    """Return one report of all books."""
    reports = [_book_report(one) for one in done]
    match wish.form:
        case "json":
            return several_as_json(reports)
        case "sarif":
            return several_as_sarif(reports, _excerpt(done, terminal))
        case "github":
            return several_as_github(reports)
        case _:
            return "".join(_text(one, wish, terminal.excerpt(Path())) for one in done)


def _text(one: Done[Found], wish: Wish, excerpt: Excerpt) -> str:
    """Return a book's part of a report in text; its last line begins with the book."""
    if one.outcome is None:
        return f"error: {one.title.name}: {one.error}\n"
    text = as_text(_listing(one.title, one.outcome, wish, None), excerpt)
    *lines, total = text.splitlines(keepends=True)
    return "".join([*lines, f"{one.title.name}: {total}"])


def _excerpt(done: Sequence[Done[Found]], terminal: Terminal) -> Excerpt:
    """Return a function from a position in a repository to the line of source there."""
    excerpts = {_folder(one.title): terminal.excerpt(one.title.project) for one in done}

    def line(position: Position) -> str:
        for folder, excerpt in excerpts.items():
            if position.path.startswith(folder):
                return excerpt(replace(position, path=position.path.removeprefix(folder)))
        return ""

    return line


def _folder(title: Title) -> str:
    """Return the way to a book from its repository; outside of any, and in its own, from here."""
    return way_from_repository(title.project) or f"{title.name}/"


def _book_report(one: Done[Found]) -> BookReport:
    folder = _folder(one.title)
    if one.outcome is None:
        return BookReport(one.title.name, folder, error=one.error)
    found = one.outcome
    return BookReport(one.title.name, folder, found.findings, found.counts, found.omitted)

"""A book as it was at a commit, and what has come of it since.

Goes in: a project in a git repository. Comes out: which findings are new, which translations a
change of their source has left behind, and which source a translation was made from.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diglot.config import load_config
from diglot.core.chapter_names import is_markdown
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding, in_order
from diglot.core.model import Chapter, Position
from diglot.core.walk import walk_sections
from diglot.core.wording import isolated, quoted
from diglot.disk.cache import Cache
from diglot.hearing.exceptions import silence, with_severities
from diglot.report.changes import changes as changes_of_findings
from diglot.run.git.calls import GitError, repository
from diglot.run.git.changes import Changes
from diglot.run.git.history import WrittenLine, commits, former_files, written_lines
from diglot.run.lazy_book import LazyBook, Progress
from diglot.translation.changes import changes, summed_up
from diglot.translation.stamps import Stamp, stamp
from diglot.translation.units import TranslationUnit, units_of


@contextmanager
def former_book(
    project: Path,
    commit: str,
    *,
    jobs: int,
    progress: Progress,
    cache: Cache,
    is_wanted: Callable[[str], bool] = lambda _: True,
) -> Iterator[LazyBook | None]:
    """Give the book as it was at a commit, read; None where it had none that could be read.

    is_wanted: whether a file is needed, by its path in the project.
    """
    with tempfile.TemporaryDirectory(prefix="diglot-") as scratch:
        folder = Path(scratch) / project.name  # by which its outcome is known again
        folder.mkdir()
        try:
            former_files(project, commit, folder, is_wanted)
            book = LazyBook(load_config(folder), jobs=jobs, progress=progress, cache=cache)
            _ = book.bitext
        except (GitError, DiglotError):
            yield None
        else:
            yield book


# Since a revision --------------------------------------------------------------------


class Since(Struct, frozen=True):
    """What is to be said of a change. omitted: how many findings it has nothing to do with."""

    findings: tuple[Finding, ...]
    omitted: int


def since_then(
    before: LazyBook | None,
    now: LazyBook,
    done: Changes,
    findings: Sequence[Finding],
    revision: str,
) -> Since:
    """Return what a change touched, what it brought, and what it left behind.

    before: the book at the revision. done: what has changed. findings: all of now.
    """
    touched = set(done.touched(findings, now.bitext.book))
    left: list[Finding] = []
    if before is not None:
        renamed = {old: new for new, old in done.former.items()}
        old = [_renamed(finding, renamed) for finding in before.outcome().findings]
        touched |= set(changes_of_findings(old, findings).new)
        left += _heard(now, list(_left_behind(before, now, renamed, revision)))
    kept = [finding for finding in findings if finding in touched]
    return Since(in_order([*kept, *left]), len(findings) - len(kept))


def _renamed(finding: Finding, renamed: Mapping[str, str]) -> Finding:
    """Return a finding as it would be, had its files had the names that they have now."""

    def moved(position: Position) -> Position:
        return replace(position, path=renamed.get(position.path, position.path))

    counterpart = moved(finding.counterpart) if finding.counterpart else None
    return replace(finding, position=moved(finding.position), counterpart=counterpart)


def _heard(book: LazyBook, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what comments in the text and the settings leave of findings of one rule."""
    rules = {finding.rule for finding in findings}
    heard = silence(findings, book.bitext.book)
    wanted = with_severities(heard, book.config.severities)
    return (finding for finding in wanted if finding.rule in rules)


def _left_behind(
    before: LazyBook, now: LazyBook, renamed: Mapping[str, str], revision: str
) -> Iterator[Finding]:
    """Yield the translations that say what they said, though their source does not."""
    for tag, stamped in now.stamped.items():
        alignment = before.bitext.alignments.get(tag)
        former = {_place(u, renamed): u for u in units_of(alignment)} if alignment else {}
        for unit in stamped.units:
            old = former.get(_place(unit, {}))
            if old is None or stamped.state(unit) != "unaccepted" or unit.translation is None:
                continue
            if old.digest != unit.digest and old.translated_digest == unit.translated_digest:
                yield Finding(
                    "stale-section",
                    unit.translation.position,
                    f"the source {quoted(unit.source.title)} has changed since {revision}, its "
                    f"translation has not: {summed_up(changes(old.text, unit.text))}",
                    "bring the translation up to date; if it holds as it is, run: "
                    f"accept --unchanged {isolated(unit.argument)}",
                    unit.source.position,
                )


def _place(unit: TranslationUnit, renamed: Mapping[str, str]) -> tuple[str, str]:
    """Return what a unit is known by: the source's file, as it is called now, and the id."""
    path = unit.chapter.position.path
    section = "" if unit.source is unit.chapter else unit.source.id
    return renamed.get(path, path), section


# Which source a translation was made from -----------------------------------------------


def stamps_from_history(
    book: LazyBook,
    tag: str,
    units: Sequence[TranslationUnit],
) -> dict[str, Stamp]:
    """Return stamps of what the source said when each translation was last changed.

    units: those without a stamp. A unit whose translation is not committed gets none, nor one
    of which a shallow clone does not have the commit.
    Raises DiglotError outside a repository.
    """
    project = book.config.project
    repository(project, "--from-git")
    ages = {commit: age for age, commit in enumerate(commits(project))}
    written: dict[str, dict[int, WrittenLine]] = {}
    waiting: dict[str, list[TranslationUnit]] = {}
    for unit in units:
        if unit.translation is None or unit.around is None:
            continue
        path = unit.around.position.path
        if path not in written:
            written[path] = written_lines(project, path)
        if commit := _last_commit(unit, written[path], ages):
            waiting.setdefault(commit, []).append(unit)
    found: dict[str, Stamp] = {}
    for commit, some in waiting.items():
        with former_book(
            project,
            commit,
            jobs=book.jobs,
            progress=book.progress,
            cache=book.cache,
            is_wanted=_is_text,
        ) as before:
            if before is not None:
                found |= _as_it_was(before, tag, some)
    return found


def _is_text(path: str) -> bool:
    """Tell whether a file is needed to know what chapters say."""
    return is_markdown(path) or path.endswith((".yaml", ".yml", ".txt"))


def _last_commit(
    unit: TranslationUnit, written: Mapping[int, WrittenLine], ages: Mapping[str, int]
) -> str:
    """Return the commit that was the last to change a translation; "" where it is not known.

    ages: how many commits came after each.
    """
    lines = [written.get(number) for number in _lines(unit, max(written, default=0))]
    known = [line for line in lines if line is not None and line.is_sure]
    if not known or len(known) < len(lines):
        return ""
    return min(known, key=lambda line: ages.get(line.commit, len(ages))).commit


def _lines(unit: TranslationUnit, last: int) -> range:
    """Return the lines of a unit's translation, without the sections below it.

    last: the number of the file's last line.
    """
    chapter, part = unit.around, unit.translation
    if chapter is None or part is None:
        return range(0)
    first = 1 if isinstance(part, Chapter) else part.position.line
    starts = [section.position.line for section in walk_sections(chapter)]
    after = [line for line in starts if line > first or isinstance(part, Chapter)]
    return range(first, max(min(after, default=last + 1), first + 1))


def _as_it_was(
    before: LazyBook, tag: str, units: Sequence[TranslationUnit]
) -> Iterator[tuple[str, Stamp]]:
    """Yield stamps of the source beside translations that say what they say now."""
    alignment = before.bitext.alignments.get(tag)
    former = list(units_of(alignment)) if alignment else []
    for unit in units:
        alike = [old for old in former if old.translated_digest == unit.translated_digest]
        own = [old for old in alike if old.key == unit.key] or alike
        if own:
            yield unit.key, stamp(unit.key, own[0].text, unit.translated_digest)

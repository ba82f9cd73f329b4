"""An order → the files of it: all formats are made, each by itself, and swapped in as a whole.

Each is a task. While one waits for pages that workers lay out, others are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial

from msgspec import Struct

from diglot.config import Config
from diglot.core.errors import DiglotError
from diglot.core.findings import Finding, in_order
from diglot.core.formats import Format
from diglot.core.model import Edition
from diglot.disk.cache import Cache, using
from diglot.disk.output import Artifact, Staging
from diglot.hearing.exceptions import with_severities
from diglot.run.building.makers import (
    makes_book,
    makes_edition,
    makes_folder,
    makes_of_all_pages,
    makes_of_pages,
)
from diglot.run.building.pages import LaidOut, begin_pages, finish_pages
from diglot.run.building.rescue import Missing
from diglot.run.building.work import Folder, Made, Order, Work
from diglot.run.lazy_book import Progress
from diglot.run.pipeline import Checked
from diglot.work.turns import Task, Turns
from diglot.work.workers import Pool, workers
from diglot.writers.pdf.engine.layouts import Layouts

Finish = Callable[[], None]
Joint = tuple[Format, ...]

# What the processes need that lay out pages and make them fit for a press.
LAYING_OUT = (
    "diglot.writers.pdf.loading",
    "diglot.writers.pdf.engine.layout",
    "diglot.writers.pdf.press.conversion",
)


class Built(Struct, frozen=True):
    """What a build made, by path, what it could not make, and what only building finds wrong.

    layouts: of how many runs of pages, such as chapters, the layout was kept; and of how many.
    """

    artifacts: tuple[Artifact, ...]
    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...]
    layouts: tuple[int, int] = (0, 0)


def build(
    checked: Checked,
    order: Order,
    *,
    progress: Progress,
    cache: Cache,
    warm: Pool | None = None,
) -> Built:
    """Write the editions that are ordered; what cannot be made costs no other.

    warm: workers of an earlier build, which stay; None for some of its own.
    Where nothing at all could be made, an earlier build stays. Raises DiglotError if that is
    through no chapter's fault.
    """
    own = nullcontext(warm) if warm else workers(order.jobs)
    with Staging(order.out) as staging, own as pool, using(cache):
        turns = Turns(pool)
        work = Work(checked, order, staging, turns, Layouts(turns, cache), progress)
        _make_all(work)
        rescue = work.rescue
        if staging.artifacts:
            staging.commit(
                lambda kind, tag: _is_replaced(kind, tag, checked.config, order),
                missing={item.path for item in rescue.missing},
            )
        elif rescue.failure and not rescue.has_lost_chapters:
            raise rescue.failure
        cache.tidy(checked.config.cache_bytes)
        artifacts = sorted(staging.artifacts, key=lambda artifact: artifact.path)
        findings = in_order(rescue.findings)
        return Built(
            tuple(artifacts),
            tuple(sorted(rescue.missing, key=lambda item: item.path)),
            with_severities(findings, checked.config.severities),
            (work.layouts.reused, work.layouts.asked),
        )


def _is_replaced(kind: str, language: str, config: Config, order: Order) -> bool:
    """Tell whether files of an earlier build give way to this one."""
    gone = bool(language) and language not in config.languages
    is_ordered = any(form.name == kind for form in order.formats)
    return gone or (is_ordered and (not language or language in order.languages))


def _make_all(work: Work) -> None:
    """Make all that is ordered: each file is a task, and none waits for what it does not need."""
    for edition in work.empty:
        _leave_out(work, edition)
    work.progress.begin("Building", _steps(work))
    joint = tuple(_joint_forms(work))
    late: list[Finish] = []
    work.turns.run([*_tasks(work, joint, late)])
    for finish in late:
        finish()


def _tasks(work: Work, joint: Joint, late: list[Finish]) -> Iterator[Task]:
    """Yield what is to be done; first what gives work to others, and takes longest.

    joint: the formats that are made of the pages of all. late: takes what is to be done at the end.
    """
    order, editions = work.order, work.editions
    if joint or order.made_of("pages"):
        yield from (partial(_write_paged, work, edition, joint) for edition in editions)
    books = order.made_of("book")
    yield from (partial(_write_book, work, form) for form in books if form.needs_layout)
    yield from (partial(_write_folder, work, form, late) for form in books if form.is_folder)
    is_light = [form for form in books if not (form.needs_layout or form.is_folder)]
    yield from (partial(_write_book, work, form) for form in is_light)
    for form in order.made_of("edition"):
        yield from (partial(_write_edition, work, form, edition) for edition in editions)
    yield from (partial(_write_joint, work, form, joint) for form in joint)


def _steps(work: Work) -> int:
    """Return how many steps the build will report: each file, folder and chapter is one."""
    order, editions = work.order, work.editions
    pages = sum(len(edition.chapters) + 1 for edition in editions)
    return (
        len(order.made_of("book", "all pages"))
        + len(order.made_of("edition", "pages")) * len(editions)
        + bool(order.made_of("pages", "all pages")) * pages
    )


def _leave_out(work: Work, edition: Edition) -> None:
    """Say of a language without chapters that it has no editions."""

    def make() -> None:
        raise DiglotError(
            f"content/{edition.language}/ has no chapters yet.\n"
            "  hint: write one, or let `stub` write skeletons of them"
        )

    forms = work.order.made_of("edition", "pages")
    if not forms and not work.editions:
        forms = work.order.made_of("book", "all pages")
    if forms:
        work.attempt(forms, edition.language, make)


def _write_folder(work: Work, form: Format, late: list[Finish]) -> None:
    """Write a format of all editions that has many files. late: takes what finishes it."""
    folder = Folder(form, form.path(work.config.id), work.staging)

    def make() -> Finish:
        return makes_folder(form)(work, folder)

    finish = work.attempt([form], "", make)
    if finish is None:
        folder.clear()
        work.progress.step(form.name)
    else:
        late.append(partial(_finish_folder, work, folder, finish))


def _finish_folder(work: Work, folder: Folder, finish: Finish) -> None:
    def make() -> bool:
        finish()
        return True

    if work.attempt([folder.form], "", make) is None:
        folder.clear()
    work.progress.step(folder.form.name)


def _write_book(work: Work, form: Format) -> None:
    """Write a format of all editions that is one file."""
    _write(work, form, "", lambda: makes_book(form)(work))


def _write_edition(work: Work, form: Format, edition: Edition) -> None:
    """Write a format of one edition that needs no pages."""
    _write(work, form, edition.language, lambda: makes_edition(form)(work, edition))


def _write(work: Work, form: Format, language: str, make: Callable[[], Made]) -> None:
    """Make and write a file of an edition, or of all with ""."""
    made = work.attempt([form], language, make)
    if made:
        work.write(form, language, made)
    work.progress.step(form.path(work.config.id, language))


def _joint_forms(work: Work) -> list[Format]:
    """Return the formats of all pages that can be made, and say why others cannot."""

    def is_possible(form: Format) -> bool:
        def make() -> bool:
            work.refuse_one_language(f'"{form.name}"')
            return True

        return bool(work.attempt([form], "", make))

    return [form for form in work.order.made_of("all pages") if is_possible(form)]


def _write_paged(work: Work, edition: Edition, joint: Joint) -> None:
    """Write what is made of an edition's pages."""
    laid_out = work.once(_laid_out, edition.language, joint)
    if laid_out is None:
        return
    late = [_write_of_pages(work, form, laid_out) for form in work.order.made_of("pages")]
    for finish in filter(None, late):
        finish()


def _laid_out(work: Work, language: str, joint: Joint) -> LaidOut | None:
    """Return the pages of an edition, or None after saying why there are none."""
    forms = [*work.order.made_of("pages"), *joint]
    edition = next(edition for edition in work.editions if edition.language == language)
    begun = work.attempt(forms, language, lambda: begin_pages(work, edition))
    if begun is None:
        return None
    laid_out = work.attempt(forms, language, lambda: finish_pages(work, begun))
    work.progress.step(language)
    work.layouts.forget()
    return laid_out


def _write_of_pages(work: Work, form: Format, laid_out: LaidOut) -> Finish | None:
    """Write a format of an edition's pages, or return what does when a worker has made it."""
    made = work.attempt([form], laid_out.language, lambda: makes_of_pages(form)(work, laid_out))
    if callable(made):
        wait = made
        return lambda: _write(work, form, laid_out.language, wait)
    if made:
        work.write(form, laid_out.language, made)
    work.progress.step(form.path(work.config.id, laid_out.language))
    return None


def _write_joint(work: Work, form: Format, joint: Joint) -> None:
    """Write a format that is made of the pages of all editions, if all have some."""
    found = [work.once(_laid_out, edition.language, joint) for edition in work.editions]
    pages = [laid_out for laid_out in found if laid_out]
    if len(pages) == len(found):
        _write(work, form, "", lambda: makes_of_all_pages(form)(work, pages))

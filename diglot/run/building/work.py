"""What is ordered, and what the steps of one build share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from concurrent.futures import Future
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from diglot.bitext import ChapterPair, align
from diglot.core.errors import DiglotError
from diglot.core.formats import Format, Substance
from diglot.core.model import Chapter, Edition
from diglot.disk.cache import cache_key, program_digest
from diglot.disk.output import Artifact, Staging
from diglot.disk.states import folder_states, installed, system_libraries
from diglot.disk.steps import Step, step
from diglot.disk.template_files import templates_of
from diglot.render.apparatus.kept import chapter_digest
from diglot.render.chapters import Renderer, plain_renderer
from diglot.run.building.rescue import Rescue, with_unread
from diglot.run.building.shown import as_shown
from diglot.run.lazy_book import Progress
from diglot.run.pipeline import Checked
from diglot.work.turns import Turns
from diglot.writers.pdf.engine.layouts import Layouts

Thing = TypeVar("Thing")
_SUBSTANCES: tuple[Substance, ...] = ("book", "edition", "pages", "all pages")


class Order(Struct, frozen=True):
    """What is to be built.

    languages: of the book's. modified: the time of their making that the files carry, ISO 8601
        with a zone. is_draft: whether what cannot be shown gets a note in its place.
    looked_at: the pages of a folder that someone waits for, by their paths in it: they are made
        before all others. show: is given them when they are made.
    """

    out: Path
    formats: tuple[Format, ...]
    languages: tuple[str, ...]
    jobs: int
    modified: str
    is_draft: bool = False
    looked_at: Set[str] = frozenset()
    show: Callable[[Mapping[str, bytes]], None] = lambda _pages: None

    def made_of(self, *substances: Substance) -> list[Format]:
        """Return the formats that are made of something."""
        return [form for form in self.formats if form.made_of in substances]


class Made(Struct, frozen=True):
    """The file of a format.

    pages: None for what has none. preflight: what a press says of it. remark: what was chosen for
    it that who builds it should know, or "".
    """

    content: bytes
    pages: int | None = None
    preflight: Mapping[str, Any] | None = None
    remark: str = ""


class Work:
    """What the steps of one build share."""

    def __init__(
        self,
        checked: Checked,
        order: Order,
        staging: Staging,
        turns: Turns,
        layouts: Layouts,
        progress: Progress,
    ) -> None:
        self.checked = checked
        self.config = checked.config
        self.order = order
        self.staging = staging
        self.turns = turns
        self.layouts = layouts
        self.progress = progress
        self.rescue = Rescue(checked.config.project, order.is_draft)
        self.templates = templates_of(checked.config.project)
        wanted = [e for e in checked.book.editions if e.language in order.languages]
        self.editions = [
            with_unread(as_shown(edition, checked), checked.findings)
            for edition in wanted
            if edition.chapters
        ]
        self.empty = [edition for edition in wanted if not edition.chapters]
        self._shared: dict[tuple[object, ...], Future[Any]] = {}

    def step_of(self, kind: str, edition: Edition, *around: object) -> Step:
        """Return the step that a file of one edition is. around: what it is made of besides.

        Where only another language has changed, nothing of the file need be asked for again: to
        fill all its pages, to know each of them, is a tenth of such a build.
        """
        bare = repr(replace(edition, chapters=()))
        chapters = map(chapter_digest, edition.chapters)
        return step(kind, [*self._made_with, repr(around), bare, *chapters])

    @cached_property
    def _made_with(self) -> tuple[str, ...]:
        """Return what all editions are made with; links in folders of templates are followed."""
        templates = (state for folder in self.templates for state in (*folder_states(folder), ""))
        program = (program_digest(), installed(), system_libraries())
        return (*program, cache_key("templates", templates), self.order.modified)

    def once(self, make: Callable[..., Thing], *arguments: Hashable) -> Thing:
        """Return what several formats are made of; the first that asks has it made.

        make: is given this and the arguments. What it raises, it raises for all who ask.
        """
        key = (make, *arguments)
        if key in self._shared:
            shared: Thing = self.turns.meanwhile(self._shared[key].result)
            return shared
        self._shared[key] = Future()
        try:
            made = make(self, *arguments)
        except BaseException as error:
            self._shared[key].set_exception(error)
            raise
        self._shared[key].set_result(made)
        return made

    def paths(self, forms: Iterable[Format], language: str) -> list[str]:
        """Return what is made of an edition in some formats; "" for what belongs to all."""
        return [form.path(self.config.id, language) for form in forms]

    def attempt(
        self, forms: Sequence[Format], language: str, make: Callable[[], Thing]
    ) -> Thing | None:
        """Return what a step for some formats makes, or None after saying why it cannot."""
        return self.rescue.attempt(self.paths(forms, language), language, make)

    def with_stand_ins(
        self, editions: Sequence[Edition], make: Callable[[Sequence[Edition]], Thing]
    ) -> Thing:
        """Return what is made of editions as markup, in a draft with stand-ins for what fails.

        Raises DiglotError as `Rescue.with_stand_ins` does.
        """

        @cache
        def renderer(language: str) -> Renderer:
            return plain_renderer(next(e for e in editions if e.language == language))

        def fails(chapter: Chapter) -> bool:
            return renderer(chapter.language).fails(chapter)

        return self.rescue.with_stand_ins(editions, make, fails)

    def pairs(self, editions: Sequence[Edition]) -> tuple[ChapterPair, ...]:
        """Return the chapters of two editions, the first before all others, as counterparts.

        They are aligned anew where what is shown is not what was read, as in a draft.
        """
        source, translation = editions[:2]
        book = self.checked.bitext.book
        if source == book.source and translation in book.translations:
            return self.checked.bitext.alignments[translation.language].chapters
        return align(source, translation).chapters

    def refuse_one_language(self, what: str) -> None:
        """Raise DiglotError where there is only one language. what: is to be made of two."""
        if len(self.editions) < 2:
            raise DiglotError(
                f"{what} needs two languages, and here is one.\n"
                "  hint: add a language to content/book.yaml, or build without --lang"
            )

    @property
    def written(self) -> list[Artifact]:
        """Return the files that were made, in the order in which a book offers them."""

        def place(artifact: Artifact) -> tuple[int, int, int]:
            form = next(form for form in self.order.formats if form.name == artifact.format)
            languages = [edition.language for edition in self.editions]
            language = languages.index(artifact.language) if artifact.language else -1
            return _SUBSTANCES.index(form.made_of), language, self.order.formats.index(form)

        return sorted(self.staging.artifacts, key=place)

    def write(self, form: Format, language: str, made: Made) -> None:
        """Write the file of an edition; "" for one that belongs to all."""
        self.staging.write(
            form.path(self.config.id, language),
            made.content,
            kind=form.name,
            language=language,
            pages=made.pages,
            preflight=made.preflight,
            remark=made.remark,
        )


class Folder(Struct, frozen=True):
    """The folder of a format that has many files."""

    form: Format
    path: str
    staging: Staging

    def write(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write files, given their paths in the folder."""
        for path, content in files:
            self.staging.write(f"{self.path}{path}", content, kind=self.form.name)

    def take(self, made: Artifact, path: str) -> None:
        """Put a file of another format into the folder as well."""
        self.staging.copy(made, f"{self.path}{path}", kind=self.form.name)

    def clear(self) -> None:
        """Remove what was written into it."""
        self.staging.drop(self.form.name)

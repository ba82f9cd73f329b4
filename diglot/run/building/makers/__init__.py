"""How each format is made: a module of its name, whose function `make` says it.

The modules are in folders by what formats are made of, as `core/formats.py` says. What `make` is
given depends on that, too: of the book, its folder to write into, if it has one; of an edition,
that; of its pages, these; of all pages, those of each edition in turn. The aligned book is at hand
for each, as `work.checked.bitext`. None knows another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from diglot.core.formats import Format
from diglot.core.model import Edition
from diglot.run.building.pages import LaidOut
from diglot.run.building.work import Folder, Made, Work

# Of the book: writes the folder, and returns what is to be done when all else is written.
MakeFolder = Callable[[Work, Folder], Callable[[], None]]
MakeBook = Callable[[Work], Made]
MakeEdition = Callable[[Work, Edition], Made]
# Of pages: the file, or what waits for the worker that makes it.
MakeOfPages = Callable[[Work, LaidOut], Made | Callable[[], Made]]
MakeOfAllPages = Callable[[Work, Sequence[LaidOut]], Made]


def makes_folder(form: Format) -> MakeFolder:
    """Return how a format of many files is made of all editions together."""
    make: MakeFolder = _module(form).make
    return make


def makes_book(form: Format) -> MakeBook:
    """Return how a format of one file is made of all editions together."""
    make: MakeBook = _module(form).make
    return make


def makes_edition(form: Format) -> MakeEdition:
    """Return how a format is made of one edition."""
    make: MakeEdition = _module(form).make
    return make


def makes_of_pages(form: Format) -> MakeOfPages:
    """Return how a format is made of the pages of one edition."""
    make: MakeOfPages = _module(form).make
    return make


def makes_of_all_pages(form: Format) -> MakeOfAllPages:
    """Return how a format is made of the pages of all editions."""
    make: MakeOfAllPages = _module(form).make
    return make


def _module(form: Format) -> Any:
    folder, name = form.made_of.replace(" ", "_"), form.name.replace("-", "_")
    return import_module(f"{__name__}.{folder}.{name}")

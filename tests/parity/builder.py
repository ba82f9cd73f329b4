"""A few lines of Markdown → the model, so that a test's input can be read in the test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from diglot.config import load_config
from diglot.core.model import Book, Edition
from diglot.reader.edition import read_book
from support import write_project


def book(languages: Mapping[str, Mapping[str, str]]) -> Book:
    """Return a book from {"en": {"01-a": "## One"}, "he": …}: each chapter's title is its name."""
    files = {"content/book.yaml": f"id: book\nlanguages: [{', '.join(languages)}]\n"}
    for tag, texts in languages.items():
        files[f"content/{tag}/book.yaml"] = "title: Title\n"
        files |= {f"content/{tag}/{name}.md": text for name, text in texts.items()}
    with TemporaryDirectory() as folder:
        return read_book(load_config(write_project(Path(folder), files)))[0]


def edition(language: str, chapters: Mapping[str, str]) -> Edition:
    """Return an edition from the Markdown of its chapters by name."""
    return book({language: chapters}).editions[0]

"""The handbook has every setting: those of the book, of a language, and of a chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from diglot.settings.book import BookFile, EditionFile
from support import ROOT

LANGUAGES = ("en", "he")


def text(language: str, chapters: str) -> str:
    """Return what the handbook's chapters say. chapters: the beginning of their names."""
    paths = sorted((ROOT / "content" / language).glob(f"{chapters}*.md"))
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def keys_inside(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Yield each setting that is a line below another, with the name of that one."""
    for name, field in model.model_fields.items():
        for inner in models_in(field.annotation):
            yield from ((name, key) for key in inner.model_fields)
            yield from keys_inside(inner)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the kinds of settings that a value may be."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def in_code(words: str) -> set[str]:
    """Return the words that stand in code: in backticks or in a block."""
    blocks = re.findall(r"```.*?```", words, re.DOTALL)
    rest = re.sub(r"```.*?```", "", words, flags=re.DOTALL)
    return {word for code in (*blocks, *re.findall(r"`[^`\n]+`", rest)) for word in split(code)}


def split(code: str) -> list[str]:
    """Return the words of some code."""
    return re.findall(r"\w+", code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_chapter_2_lists_every_setting_of_the_book(language: str) -> None:
    """Each key of content/book.yaml begins an entry of the list, each of a language's a row."""
    chapter = text(language, "02")
    listed = {w for term in re.findall(r"^(`.*)\n:   ", chapter, re.MULTILINE) for w in split(term)}
    assert set(BookFile.model_fields) <= listed
    rows = {w for row in re.findall(r"^\| (`[^|]*)\|", chapter, re.MULTILINE) for w in split(row)}
    assert set(EditionFile.model_fields) == rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", [BookFile, EditionFile])
def test_the_handbook_has_the_lines_of_each_setting(language: str, model: type[BaseModel]) -> None:
    """What is set below another key, such as the bleed below `print`, is in some chapter."""
    known = in_code(text(language, ""))
    assert [pair for pair in keys_inside(model) if pair[1] not in known] == []

"""Settings: what is right is taken, what is wrong is an error with file, line and the way out."""

from __future__ import annotations

import shutil

import pytest

from diglot.config import load_config
from diglot.core.errors import DiglotError
from diglot.settings.page import Trim, parse_trim
from support import ProjectMaker


def test_without_settings_a_book_still_has_defaults(project: ProjectMaker) -> None:
    """A folder with en/ and he/ is a book; what was assumed is said."""
    folder = project(
        {"content/book.yaml": None, "content/en/book.yaml": None, "content/he/book.yaml": None}
    )
    for name in ("book.yaml", "en/book.yaml", "he/book.yaml"):
        (folder / "content" / name).unlink(missing_ok=True)
    config = load_config(folder)
    assert (config.id, config.languages) == ("project", ("en", "he"))
    assert config.page.trim == Trim(152.4, 228.6)
    assert len(config.assumptions) == 3


def test_all_values_are_text_as_written(project: ProjectMaker) -> None:
    """A title that looks like a number, a truth value or a date stays as it is written."""
    folder = project({"content/en/book.yaml": "title: 1984\nrights: No\nisbn: 9780000000002\n"})
    edition = load_config(folder).editions["en"]
    assert (edition.title, edition.rights) == ("1984", "No")
    assert edition.imprint.isbns.print.replace("-", "") == "9780000000002"


@pytest.mark.parametrize(
    ("size", "millimetres"),
    [
        ("A5", (148, 210)),
        ("6x9in", (152.4, 228.6)),
        ("6 × 9 in", (152.4, 228.6)),
        ("148 x 210 mm", (148, 210)),
        ("17x24cm", (170, 240)),
    ],
)
def test_trim_sizes(size: str, millimetres: tuple[float, float]) -> None:
    """A page's size is a name or a measure."""
    trim = parse_trim(size)
    assert (trim.width_mm, trim.height_mm) == pytest.approx(millimetres)


WRONG = [
    # file, its text, the place, words of the message
    ("book.yaml", "id: x\nlangages: [en, he]\n", "book.yaml:2:1", 'did you mean "languages"?'),
    ("book.yaml", "id: x\npage:\n  sise: A5\n", "book.yaml:3:3", 'did you mean "size"?'),
    ("book.yaml", "id: x\npage: {size: A19}\n", "book.yaml:2:8", '"A19" is not a page size'),
    ("book.yaml", "page: {size: 1x1in}\n", "book.yaml:1:8", "sides are between"),
    ("book.yaml", "languages: [en, xx]\n", "book.yaml:1", 'no language "xx"'),
    ("book.yaml", "languages: [en, en]\n", "book.yaml:1", "each language once"),
    ("book.yaml", "languages: en\n", "book.yaml:1:1", "a list is expected"),
    ("book.yaml", "id: a/b\n", "book.yaml:1:1", "it names files"),
    ("book.yaml", "a: b: c\n", "book.yaml:1:5", "not valid YAML"),
    ("book.yaml", "id: x\nid: y\n", "book.yaml:2:1", "given twice"),
    ("book.yaml", "- en\n- he\n", "book.yaml:1:1", "key: value"),
    ("book.yaml", "a: &x [1]\nb: *x\n", "book.yaml", "aliases"),
    ("book.yaml", "chapters: [01-oil, 01-oil]\n", "book.yaml:1:20", "listed twice"),
    ("book.yaml", "chapters: [01-oil, 01-oil.md]\n", "book.yaml:1:20", "listed twice"),
    ("book.yaml", "chapters: [../01-oil]\n", "book.yaml:1:12", "not the name of a chapter"),
    ("book.yaml", "chapters: [part1/]\n", "book.yaml:1:12", "not the name of a chapter"),
    ("book.yaml", "citations: {style: x.csl}\n", "book.yaml:1:13", "no file x.csl"),
    ("book.yaml", "parity: {allow: {a: ''}}\n", "book.yaml:1:18", "must not be empty"),
    (
        "book.yaml",
        "chapters:\n  - part: one\n    chapters: [01-oil]\n",
        "book.yaml:2:5",
        'the part "one" has no title in en',
    ),
    ("he/book.yaml", "titel: ספר\n", "he/book.yaml:1:1", 'did you mean "title"?'),
    ("he/book.yaml", "title: ס\ndate: 31.12.2026\n", "he/book.yaml:2:1", "is not a date"),
    ("he/book.yaml", "authors:\n  - {nam: x}\n", "he/book.yaml:2", "missing"),
    ("he/book.yaml", 'title: "ס\n', "he/book.yaml", "not valid YAML"),
]


@pytest.mark.parametrize(("file", "text", "place", "words"), WRONG)
def test_a_wrong_setting_names_its_line_and_the_way_out(
    project: ProjectMaker, file: str, text: str, place: str, words: str
) -> None:
    """Each mistake is an error with the file and line."""
    folder = project({f"content/{file}": text})
    with pytest.raises(DiglotError) as caught:
        load_config(folder)
    assert str(caught.value).startswith(f"content/{place}")
    assert words in str(caught.value)


def test_no_content_folder(project: ProjectMaker) -> None:
    """Without content/ the error says what to make."""
    folder = project()
    (folder / "content").rename(folder / "texts")
    with pytest.raises(DiglotError, match=r"no content/ folder.*\n.*content/en/ and content/he/"):
        load_config(folder)


def test_one_language_missing(project: ProjectMaker) -> None:
    """A language of the book without a folder is an error that names both ways out."""
    folder = project()
    shutil.rmtree(folder / "content/he")
    with pytest.raises(DiglotError, match=r"book.yaml:2:1.*content/he/") as caught:
        load_config(folder)
    assert "leave he out of `languages`" in str(caught.value)


def test_settings_that_are_not_utf8(project: ProjectMaker) -> None:
    """A settings file in another encoding is an error, not a traceback."""
    folder = project({"content/he/book.yaml": "title: ספר\n".encode("cp1255")})
    with pytest.raises(DiglotError, match=r"content/he/book\.yaml: not UTF-8"):
        load_config(folder)

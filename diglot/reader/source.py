"""One source file: bytes → text and front matter, with what is wrong in the writing.

Knows encodings, line ends and where front matter stops; knows no Markdown. A file that
cannot be opened is an empty text and a finding: the other chapters are read.
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.findings import Finding
from diglot.core.model import Position, Role
from diglot.reader.front_matter import ForeignKey, FrontMatter, ReadMatter, read_front_matter
from diglot.source.conditions import read_conditions
from diglot.source.markup import check_markup
from diglot.source.matter import find_matter, is_unclosed
from diglot.source.parts import read_parts
from diglot.source.plain import plain_lines
from diglot.source.scan.lines import Lines
from diglot.source.slips.wrapped import unwrapped

LONGEST_CHAPTER = 8_000_000
"""Bytes of text: two bibles. To read and compare more would take minutes and gigabytes."""
_EMBEDDED = re.compile(rb"(?<=;base64,)[A-Za-z0-9+/=]+")
_TITLE = re.compile(r"\s*# +\S")


class Source(Struct, frozen=True):
    """A file ready to be read as Markdown.

    text: the whole file, line ends as "\\n", with the front matter blanked out
        by empty lines, so that a line keeps its number.
    meant: the same letters, as pandoc is to read them; where something is broken,
        what was evidently meant.
    labels: the words of the front matter that are printed, with their places.
    foreign: the settings of other tools among it.
    lines: the plain lines of the text; None where nobody has looked at them.
    """

    path: str
    text: str
    front_matter: FrontMatter
    findings: tuple[Finding, ...]
    meant: str = ""
    labels: tuple[tuple[str, Position], ...] = ()
    foreign: tuple[ForeignKey, ...] = ()
    lines: Lines | None = None

    @property
    def role(self) -> Role:
        """Return which part of the book the chapter belongs to."""
        return self.front_matter.role


def load_source(file: Path, path: str) -> Source:
    """Return a file's text and what is wrong with it. path: its name in findings."""
    try:
        if file.exists() and not file.is_file():
            return _unopened(path, "it is no file" if not file.is_dir() else "it is a folder")
        raw = file.read_bytes()
        if (length := _bytes_of_text(raw)) > LONGEST_CHAPTER:
            return _unread(
                path,
                f"the file has {length / 1e6:.1f} MB of text; a chapter may have "
                f"{LONGEST_CHAPTER / 1e6:.0f}",
                "part it into chapters, each a file of its own",
            )
        return read_source(raw, path)
    except OSError as error:
        return _unopened(path, (error.strerror or str(error)).lower())


def _unopened(path: str, reason: str) -> Source:
    hint = "put a text file there that may be read, or take this one away"
    return _unread(path, f"the file cannot be read: {reason}", hint)


def _unread(path: str, message: str, hint: str) -> Source:
    finding = Finding("unreadable-chapter", Position(path), message, hint)
    return Source(path, "", FrontMatter(), (finding,))


def _bytes_of_text(raw: bytes) -> int:
    """Return how long a file is, without the pictures that some programs write into it."""
    return len(raw if len(raw) <= LONGEST_CHAPTER else _EMBEDDED.sub(b"", raw))


def read_source(raw: bytes, path: str) -> Source:
    """Return the text of a file and what is wrong with the way it is written."""
    findings: list[Finding] = []
    start = Position(path)
    if raw.startswith(b"\xef\xbb\xbf"):
        findings.append(
            Finding(
                "byte-order-mark",
                start,
                "the file begins with a byte order mark",
                'save it as "UTF-8" rather than "UTF-8 with BOM"',
            )
        )
        raw = raw[3:]
    text, broken = _decode(raw, path)
    findings += broken
    if "\r" in text:
        findings.append(_line_ends(text, path))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, fenced = unwrapped(text, path)
    text, read = _split_front_matter(text, path)
    text, conditional = read_conditions(text, path)
    text, parts = read_parts(text, path)
    findings += (*fenced, *read.findings, *conditional, *parts)
    if not broken and not text.strip():
        findings.append(
            Finding(
                "empty-chapter",
                start,
                "the file holds no text",
                "write the chapter, or remove the file from both languages",
            )
        )
    lines = plain_lines(text)
    broken_markup, meant = check_markup(text, path, lines)
    found = (*findings, *broken_markup)
    return Source(path, text, read.front_matter, found, meant, read.labels, read.foreign, lines)


def _line_ends(text: str, path: str) -> Finding:
    """Return the finding for a text with carriage returns, at the first line of the fewer."""
    windows = text.count("\r\n")
    unix = text.count("\n") - windows
    stray = text.count("\r") - windows
    message = "lines end in the manner of Windows (CR LF)"
    first = text.index("\r")
    if stray:
        message = "lines end in different ways: some in a carriage return alone (CR)"
        first = next(re.finditer(r"\r(?!\n)", text)).start()
    elif unix:
        message = f"lines end in two ways: {windows} in CR LF, {unix} in LF"
        first = first if windows <= unix else next(re.finditer(r"(?<!\r)\n", text)).start()
    line = len(re.findall(r"\r\n|\r|\n", text[:first])) + 1
    return Finding(
        "line-ends",
        Position(path, line),
        message,
        'set the editor\'s line ends to "LF", or add `*.md text eol=lf` to .gitattributes',
    )


def _decode(raw: bytes, path: str) -> tuple[str, list[Finding]]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        guess = "UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "Windows-1255 or Latin-1"
        where = Position(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        finding = Finding(
            "not-utf8",
            where,
            f"the byte 0x{raw[error.start]:02X} is not UTF-8 (the file may be {guess})",
            "open the file in its own encoding and save it as UTF-8",
        )
        return "", [finding]
    if (index := text.find("\0")) >= 0:
        where = Position(path, text.count("\n", 0, index) + 1)
        finding = Finding(
            "not-utf8",
            where,
            "the file holds zero bytes, so it is not a text file",
            "save the chapter as plain UTF-8 text",
        )
        return "", [finding]
    return text, []


def _split_front_matter(text: str, path: str) -> tuple[str, ReadMatter]:
    """Return a text with empty lines for its front matter, and what that says."""
    matter = find_matter(text)
    if matter is None:
        unclosed = Finding(
            "front-matter",
            Position(path),
            "the front matter has no end",
            "close it as it was opened: with a line of three hyphens (---) or plus signs (+++)",
        )
        return text, ReadMatter(FrontMatter(), findings=(unclosed,) * is_unclosed(text))
    body = text[matter.end :]
    read = read_front_matter(matter, path)
    if any(f.rule == "front-matter" for f in read.findings) and _TITLE.match(body):
        # A heading is sure; a title in broken lines is a guess.
        read = replace(read, front_matter=read.front_matter.model_copy(update={"title": ""}))
    return "\n" * text.count("\n", 0, matter.end) + body, read

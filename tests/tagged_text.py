"""The text of a PDF as a reader finds it who goes by its tags, and not by what is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pikepdf

Marks = list[tuple[str, Any]]  # the marked content that is open, each with its properties


def shown(page: pikepdf.Page) -> Iterator[tuple[Marks, str]]:
    """Yield each text of a page, in the order of the file, with the marks around it."""
    fonts = {n: _unicode(f) for n, f in page.obj.Resources.get("/Font", {}).items()}
    open_marks: Marks = []
    texts: dict[str, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC" | "BDC":
                open_marks.append((str(operands[0]), operands[1] if len(operands) > 1 else {}))
            case "EMC":
                open_marks.pop()  # fails where one is closed that was not opened
            case "Tf":
                texts = fonts[str(operands[0])]
            case "TJ":
                glyphs = (bytes(o) for o in operands[0] if isinstance(o, pikepdf.String))
                two = (run[i : i + 2] for run in glyphs for i in range(0, len(run), 2))
                yield list(open_marks), "".join(texts.get(glyph.hex(), "") for glyph in two)
            case "ET":
                assert "/ReversedChars" not in {name for name, _ in open_marks}
    assert open_marks == []


def _unicode(font: pikepdf.Object) -> dict[str, str]:
    entries = re.findall(r"<(\w{4})>\s*<(\w+)>", font.ToUnicode.read_bytes().decode("ascii"))
    return {glyph: bytes.fromhex(text).decode("utf-16-be") for glyph, text in entries}


def read_by_tags(pdf: pikepdf.Pdf, kind: str = "/P") -> list[str]:
    """Return the text of each element of a kind, its pieces put together as they are."""
    contents: dict[tuple[Any, int], str] = {}
    for page in pdf.pages:
        for (number, is_reversed), run in groupby(shown(page), lambda piece: _kind(piece[0])):
            text = "".join(piece for _, piece in run)
            key = page.obj.objgen, number
            contents[key] = contents.get(key, "") + (text[::-1] if is_reversed else text)
    found: list[str] = []
    _read(pdf.Root.StructTreeRoot.K, None, kind, contents, found)
    return found


def _kind(marks: Marks) -> tuple[int, bool]:
    """Return the number of the content that a text is of, or -1, and whether it is reversed."""
    numbers = [int(properties["/MCID"]) for _, properties in marks if "/MCID" in properties]
    return (numbers or [-1])[-1], "/ReversedChars" in {name for name, _ in marks}


def _read(node: Any, page: Any, kind: str, contents: Any, found: list[str]) -> str:
    """Return the text of a part of the tree; add those of the elements of a kind."""
    if isinstance(node, pikepdf.Array):
        return "".join(_read(kid, page, kind, contents, found) for kid in node)
    if isinstance(node, int):
        return str(contents.get((page, node), ""))
    if "/K" not in node:
        return ""
    page = node.Pg.objgen if "/Pg" in node else page
    text = _read(node.K, page, kind, contents, found)
    if node.get("/S") == pikepdf.Name(kind):
        found.append(text)
    return text

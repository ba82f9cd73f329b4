"""Where Chromium puts each character of a page, and what it understood the text to be."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from differential.lines import Placed, in_lines
from differential.reference import Paragraph

_READ = """() => {
  const cases = [];
  for (const root of document.querySelectorAll('.case')) {
    const paragraphs = [];
    let open = null;
    const end = () => { open = null; };
    const put = (text, box, direction) => {
      if (!open) { open = {direction, pieces: []}; paragraphs.push(open); }
      const middle = box ? [(box.left + box.right) / 2, (box.top + box.bottom) / 2] : [];
      open.pieces.push([text, ...middle]);
    };
    const visit = (node, direction) => {
      for (const child of node.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) {
          let index = 0;
          for (const letter of child.data) {
            const range = document.createRange();
            range.setStart(child, index);
            index += letter.length;
            range.setEnd(child, index);
            const boxes = [...range.getClientRects()].filter(box => box.width > 0);
            const isSpace = letter.trim() === '';
            if (isSpace && !open) continue;
            put(letter, isSpace ? null : boxes[boxes.length - 1], direction);
          }
          continue;
        }
        if (child.nodeType !== Node.ELEMENT_NODE) continue;
        if (child.localName === 'br') { end(); continue; }
        if (['img', 'math'].includes(child.localName)) {
          put('\\ufffc', null, direction);
          continue;
        }
        const style = getComputedStyle(child);
        if (style.display === 'none') continue;
        if (style.display === 'inline') {
          const isIsolate = style.unicodeBidi.includes('isolate');
          if (isIsolate) put(style.direction === 'rtl' ? '\\u2067' : '\\u2066', null, direction);
          visit(child, direction);
          if (isIsolate) put('\\u2069', null, direction);
        } else {
          end();
          visit(child, style.direction);
          end();
        }
      }
    };
    visit(root, getComputedStyle(root).direction);
    cases.push(paragraphs);
  }
  return cases;
}"""
_INVISIBLE = {"Mn", "Cf", "Zs", "Cc"}


@dataclass(frozen=True)
class Shown:
    """A case as the browser shows it: its paragraphs, and each line as (paragraph, index).

    notes: what the lines of its notes look like from left to right.
    """

    paragraphs: tuple[Paragraph, ...]
    lines: tuple[tuple[tuple[int, int], ...], ...]
    notes: tuple[str, ...] = ()

    def shapes(self, line: Sequence[tuple[int, int]]) -> str:
        """Return what a line looks like from left to right."""
        return "".join(self.paragraphs[number].shape(index) for number, index in line)


def read_cases(page: Page, html: Path) -> list[Shown]:
    """Return each element of class "case" of a page as the browser shows it."""
    page.goto(html.as_uri())
    page.evaluate("() => document.fonts.ready")
    return [_shown(paragraphs) for paragraphs in page.evaluate(_READ)]


def _shown(raw: Sequence[dict[str, list[list[object]]]]) -> Shown:
    paragraphs = []
    placed: list[Placed[tuple[int, int]]] = []
    for number, paragraph in enumerate(raw):
        text, visible = "", []
        for piece in paragraph["pieces"]:
            if len(piece) > 1 and unicodedata.category(str(piece[0])) not in _INVISIBLE:
                visible.append(len(text))
                x, y = (float(str(value)) for value in piece[1:])
                placed.append(Placed((number, len(text)), x, y))
            text += str(piece[0])
        direction = "rtl" if paragraph["direction"] == "rtl" else "ltr"  # type: ignore[comparison-overlap]
        paragraphs.append(Paragraph(text, direction, tuple(visible)))
    return Shown(tuple(paragraphs), tuple(tuple(line) for line in in_lines(placed)))

"""Draws content/en/images/open-book.jpg: an open book in tones of grey, no text in any language.

The one picture of the sample book that is made of dots, so that screens of grey can be judged
in print. It is drawn from nothing and is the same every time.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1800, 1000
PAGE_WIDTH, PAGE_HEIGHT = 780, 760
TABLE_TONE, PAPER_TONE, INK_TONE = 104, 244, 78
LIFT = 46  # px by which a page rises beside the fold
TARGET = "content/en/images/open-book.jpg"  # the Hebrew edition shows the same one


def flat_page(seed: int, *, is_ragged_left: bool) -> Image.Image:
    """Return a page before it is bent: strokes for words, in lines that end where lines end."""
    page = Image.new("L", (PAGE_WIDTH, PAGE_HEIGHT), PAPER_TONE)
    pen = ImageDraw.Draw(page)
    chance = random.Random(seed)  # noqa: S311 - a drawing, no secret
    top, edge = 96, 92
    for line in range(26):
        y = top + line * 22
        is_last = line % 9 == 8
        width = PAGE_WIDTH - 2 * edge if not is_last else chance.randint(160, 420)
        x = 0
        while x < width:
            word = min(chance.randint(18, 78), width - x)
            start = PAGE_WIDTH - edge - x - word if is_ragged_left else edge + x
            pen.rounded_rectangle((start, y, start + word, y + 9), 3, INK_TONE)
            x += word + 11
    return page


def bent(page: Image.Image, *, fold_is_left: bool) -> Image.Image:
    """Return a page that rises towards the fold, lit from above its outer edge."""
    result = Image.new("LA", (PAGE_WIDTH, PAGE_HEIGHT + LIFT), (0, 0))
    for x in range(PAGE_WIDTH):
        near = 1 - (x if fold_is_left else PAGE_WIDTH - 1 - x) / PAGE_WIDTH  # 1 at the fold
        rise = LIFT * math.sin(min(near * 1.25, 1) * math.pi / 2) ** 2
        dip = LIFT * 1.6 * max(near - 0.9, 0) / 0.1 * 0.5
        light = 1 - 0.1 * near - 0.46 * max((near - 0.82) / 0.18, 0) ** 2
        light += 0.05 * math.sin(near * math.pi)
        strip = page.crop((x, 0, x + 1, PAGE_HEIGHT)).point(lambda tone, by=light: int(tone * by))
        alpha = Image.new("L", strip.size, 255)
        result.paste(Image.merge("LA", (strip, alpha)), (x, round(LIFT - rise + dip)))
    return result


def open_book() -> Image.Image:
    """Return the whole picture."""
    picture = Image.linear_gradient("L").resize((WIDTH, HEIGHT)).rotate(180)
    picture = picture.point(lambda tone: TABLE_TONE - 30 + tone * 62 // 255)
    left, top = (WIDTH - 2 * PAGE_WIDTH) // 2, (HEIGHT - PAGE_HEIGHT) // 2 - 30
    shadow = Image.new("L", (WIDTH, HEIGHT), 0)
    box = (left - 4, top + 60, left + 2 * PAGE_WIDTH + 4, top + PAGE_HEIGHT + LIFT + 26)
    ImageDraw.Draw(shadow).rectangle(box, fill=190)
    shadow = shadow.filter(ImageFilter.GaussianBlur(26))
    picture.paste(20, (0, 0), shadow)
    for depth in range(14, 0, -2):  # the edges of the leaves below
        tone = 150 + 6 * (14 - depth) % 60
        edge = (left - depth, top + LIFT + depth, left + 2 * PAGE_WIDTH + depth, top + LIFT + 740)
        ImageDraw.Draw(picture).rectangle((*edge[:3], edge[3] + depth * 2), fill=tone)
    for seed, is_right in ((7, False), (11, True)):
        page = bent(flat_page(seed, is_ragged_left=is_right), fold_is_left=is_right)
        picture.paste(page.getchannel(0), (left + PAGE_WIDTH * is_right, top), page.getchannel(1))
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def main() -> None:
    """Write the picture."""
    target = Path(__file__).parent.parent / TARGET
    open_book().save(target, "JPEG", quality=86, optimize=True, dpi=(300, 300))


if __name__ == "__main__":
    main()

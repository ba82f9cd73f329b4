"""Bar codes on pages, read as a scanner reads them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from PIL import Image


def read_ean13(path: Path, page: int) -> str:
    """Return the number that the bars on a page say, read from dots as a scanner would."""
    subprocess.run(
        ["pdftoppm", "-r", "300", "-gray", "-f", str(page), "-l", str(page), path,
         path.with_suffix("")],
        check=True,
    )  # fmt: skip
    (picture,) = path.parent.glob(f"{path.stem}-*.pgm")
    image = Image.open(picture).convert("L").point(lambda value: 0 if value < 128 else 255)
    odd = ("0001101", "0011001", "0010011", "0111101", "0100011",
           "0110001", "0101111", "0111011", "0110111", "0001011")  # fmt: skip
    flipped = ["".join("10"[int(bit)] for bit in code) for code in odd]
    even = [code[::-1] for code in flipped]
    firsts = ["OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE",
              "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO"]  # fmt: skip
    for y in range(image.height - 1, 0, -10):
        row = image.crop((0, y, image.width, y + 1)).tobytes()
        for start, end in _barred(row):
            module = (end - start) / 95
            middles = (start + (i + 0.5) * module for i in range(95))
            bits = "".join("1" if row[int(x)] == 0 else "0" for x in middles)
            left = [bits[3 + 7 * i : 10 + 7 * i] for i in range(6)]
            right = [bits[50 + 7 * i : 57 + 7 * i] for i in range(6)]
            if all(c in odd or c in even for c in left) and all(c in flipped for c in right):
                parity = "".join("O" if code in odd else "E" for code in left)
                digits = [odd.index(c) if c in odd else even.index(c) for c in left]
                digits += [flipped.index(c) for c in right]
                return "".join(map(str, [firsts.index(parity), *digits]))
    return ""


def _barred(row: bytes) -> Iterator[tuple[int, int]]:
    """Yield where a row of dots changes often: from a dark run to the last before a long one."""
    runs, start = [], 0
    for value, run in groupby(row):
        length = len(list(run))
        runs.append((value, start, start + length))
        start += length
    for is_short, group in groupby(runs, key=lambda run: run[2] - run[1] < 40):
        dark = [run for run in group if run[0] == 0]
        if is_short and len(dark) == 30:  # as many bars as EAN-13 has
            yield dark[0][1], dark[-1][2]

"""How large the website of a long book is, and how long it takes to write.

    python bench/site_size.py [--chapters N] [--megabytes M] [--against CHECKOUT]

Writes the book of check_speed.py and builds its website, once with an empty cache and
once again. Prints seconds, megabytes, pages, and the largest page of a chapter.
With --against, another checkout of the program builds the same book after this one.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from check_speed import HERE, write_book
from processor import ENVIRONMENT


def build(checkout: Path, folder: Path, out: Path) -> tuple[float, list[Path]]:
    """Return the seconds that a build took, and the files of the website."""
    start = time.monotonic()
    command = [sys.executable, str(checkout / "build.py"), "site", "--draft", "--out", str(out)]
    subprocess.run(
        [*command, "--project", str(folder)],
        cwd=checkout,
        env=ENVIRONMENT,
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    seconds = time.monotonic() - start
    return seconds, [path for path in (out / "site").rglob("*") if path.is_file()]


def main() -> int:
    """Build the website and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--chapters", type=int, default=1000)
    parser.add_argument("--megabytes", type=float, default=9.7)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    options = parser.parse_args()
    sides = {"this": HERE} | ({"other": options.against.resolve()} if options.against else {})
    print(f"{'side':<6} {'run':<6} {'seconds':>8} {'MB':>7} {'pages':>6} {'largest kB':>11}")
    with tempfile.TemporaryDirectory() as scratch:
        for name, checkout in sides.items():
            folder = Path(scratch) / name
            write_book(folder, options.chapters, int(options.megabytes * 1_000_000))
            for run in ("first", "again"):
                seconds, files = build(checkout, folder, folder / "build")
                sizes = {path: path.stat().st_size for path in files}
                pages = [path for path in files if path.suffix == ".html"]
                largest = max(sizes[path] for path in pages if path.stem != "index")
                print(
                    f"{name:<6} {run:<6} {seconds:8.1f} {sum(sizes.values()) / 1e6:7.1f} "
                    f"{len(pages):6} {largest / 1e3:11.0f}",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How soon `diglot serve` shows a saved paragraph of the handbook in the browser.

    python bench/serve_speed.py [--saves N] [--against CHECKOUT] [--only NAME]

Serves a copy of the handbook and does what a browser does: it listens to the state, and asks for
its page when that was made again. Each save adds a paragraph to a chapter. Prints the median of
the milliseconds by the clock from the save until the server says that it is at work ("seen"), that
the page was made ("made"), until the page's answer has the new words ("shown"), and until it is at
rest ("rest"); then the processor's time of all its processes from the save until the page is shown
("early") and until rest ("work"), in milliseconds, and the slowest "shown". Rows: a page of the
website after a paragraph in one language and in both, and the pages of an edition's PDF, whose
answer is their list and the picture of the first. With --against, another checkout of the program
runs in turn with this one.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from processor import ENVIRONMENT

HERE = Path(__file__).resolve().parent.parent
WORDS = {"en": "Paragraph {n} was saved just now.", "he": "פסקה {n} נשמרה זה עתה."}
ROWS = {
    "site, one language": ("site", ("en",)),
    "site, both languages": ("site", ("en", "he")),
    "pdf/en, one language": ("pdf/en", ("en",)),
    "pdf/en, both languages": ("pdf/en", ("en", "he")),
}
PHASES = ("seen", "made", "shown", "rest", "early", "work")
_PATIENCE_S = 120
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Told:
    """A state of the book that the server told. at: when, in seconds by the clock."""

    at: float
    state: dict[str, Any]


class Looking:
    """Someone who looks at a part of the book, and is told its states."""

    def __init__(self, address: str, looked_at: str) -> None:
        self._answer = urllib.request.urlopen(f"{address}/-/events?{looked_at}")  # noqa: S310
        self._told: queue.SimpleQueue[Told] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self._answer:
            if line.startswith(b"data: "):
                state = json.loads(line.removeprefix(b"data: "))
                self._told.put(Told(time.perf_counter(), state))

    def next(self) -> Told:
        """Return the next state."""
        return self._told.get(timeout=_PATIENCE_S)


@contextmanager
def serving(checkout: Path, project: Path) -> Iterator[tuple[str, int]]:
    """Serve a project; give the address and the number of the process."""
    command = [sys.executable, str(checkout / "build.py"), "serve", "--project", str(project)]
    process = subprocess.Popen(
        command, cwd=checkout, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
    assert address
    threading.Thread(target=process.stdout.read, daemon=True).start()  # so that it never waits
    try:
        yield address[0], process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=_PATIENCE_S)


def got(address: str) -> bytes:
    """Return an answer."""
    with urllib.request.urlopen(address, timeout=_PATIENCE_S) as answer:  # noqa: S310
        content: bytes = answer.read()
    return content


def work_ms(pid: int) -> float:
    """Return the processor's time of a process and all below it, in milliseconds."""
    parents: dict[int, int] = {}
    used: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended
            parents[int(folder.name)] = int(fields[1])
            used[int(folder.name)] = sum(map(int, fields[11:15]))
    mine = {pid}
    while more := {one for one, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return sum(used[one] for one in mine) * 1000 / _TICKS


class Browser:
    """A page of a served book. name: of the chapter that is looked at."""

    def __init__(self, address: str, pid: int, part: str, name: str) -> None:
        self.address = address
        self.pid = pid
        self.part = part
        self.name = name
        if part != "site":
            got(f"{address}/-/pages/{part}")  # which has it made
        self._looking = Looking(address, f"part={part}&page=/en/{name}.html")
        self.state = self._rest().state

    def _rest(self) -> Told:
        told = self._looking.next()
        while told.state["is_busy"] or not told.state["made"].get(self.part):
            told = self._looking.next()
        return told

    def shown(self) -> bytes:
        """Return what the browser shows of the saved paragraph."""
        if self.part == "site":
            return got(f"{self.address}/en/{self.name}.html")
        pages = got(f"{self.address}/-/pages/{self.part}").decode()
        return pages.encode() + got(f"{self.address}/-/pages/{self.part}/1.png")

    def save(self, project: Path, tags: Sequence[str], number: int) -> dict[str, float]:
        """Add a paragraph; return the milliseconds of each phase."""
        before = work_ms(self.pid)
        texts = {tag: project / "content" / tag / f"{self.name}.md" for tag in tags}
        start = time.perf_counter()
        for tag, path in texts.items():
            with path.open("a", encoding="utf-8") as file:
                file.write(f"\n{WORDS[tag].format(n=number)}\n")
        found: dict[str, float] = {}
        is_new, early = False, 0.0
        made = self.state["made"].get(self.part)
        while not (is_new and not self.state["is_busy"]):
            told = self._looking.next()
            self.state = told.state
            found.setdefault("seen", told.at - start)
            if self.state["made"].get(self.part) != made:
                made = self.state["made"].get(self.part)
                words = WORDS["en"].format(n=number).encode()
                if words in self.shown() or self.part != "site":
                    is_new = True
                    found |= {"made": told.at - start, "shown": time.perf_counter() - start}
                    early = work_ms(self.pid) - before
        found["rest"] = told.at - start
        work = {"early": early, "work": work_ms(self.pid) - before}
        return {phase: seconds * 1000 for phase, seconds in found.items()} | work


def measure(checkout: Path, row: str, saves: int) -> list[dict[str, float]]:
    """Return what each save took."""
    part, tags = ROWS[row]
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "handbook"
        shutil.copytree(HERE / "content", project / "content")
        with serving(checkout, project) as (address, pid):
            names = sorted(path.stem for path in (project / "content/en").glob("*.md"))
            found = []
            for number in range(saves + 1):
                name = names[number % len(names)]
                found.append(Browser(address, pid, part, name).save(project, tags, number))
    return found[1:]  # the first loads what the others find loaded


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--saves", type=int, default=9)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT")
    parser.add_argument("--only", default="", metavar="NAME", help="rows whose name has this")
    options = parser.parse_args(arguments)
    checkouts = {"this": HERE} | ({"other": options.against.resolve()} if options.against else {})
    print(f"{'side':<6} {'saved':<24}" + "".join(f"{p:>8}" for p in (*PHASES, "slowest")))
    for row in ROWS:
        if options.only not in row:
            continue
        for side, checkout in checkouts.items():
            found = measure(checkout, row, options.saves)
            medians = [statistics.median(one[phase] for one in found) for phase in PHASES]
            medians.append(max(one["shown"] for one in found))
            print(f"{side:<6} {row:<24}" + "".join(f"{m:8.0f}" for m in medians), flush=True)
    print(f"{options.saves} saves of the handbook, {os.cpu_count()} cores; load {os.getloadavg()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

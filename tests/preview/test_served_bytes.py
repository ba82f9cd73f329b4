"""What is served after a row of changes is what a build from nothing gives, byte for byte."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from changes import BOOK, EDITS, Edit, change, files_in, in_file
from preview.test_serve import PATIENCE_S, Served, serving
from support import run_diglot, write_project

pytestmark = pytest.mark.heavy
SCRIPT = re.compile(
    rb'<script src="/-/client.js" data-part="site" data-made="(\d+)" defer></script>'
)
TEXTS = ("a chapter", "a note", "a heading that others name", "a heading of the other language")


def built(folder: Path) -> dict[str, bytes]:
    """Return the files of the website that a build from nothing makes."""
    out = folder.parent / "cold"
    run_diglot("build", "site", "--draft", "--no-cache", "--project", folder, "--out", out)
    return files_in(out / "site")


def served_file(served: Served, path: str) -> tuple[bytes, int | None]:
    """Return a file without the script, and how often it says that the site was made."""
    with urllib.request.urlopen(f"{served.address}/{path}", timeout=PATIENCE_S) as answer:
        content: bytes = answer.read()
    script = SCRIPT.search(content)
    return SCRIPT.sub(b"", content), int(script[1]) if script else None


def differing(served: Served, cold: dict[str, bytes]) -> list[str]:
    """Return the files that are not served as they were built, or would not load again."""
    state = served.state()
    made = state["made"]
    assert isinstance(made, dict)
    wrong = ["(busy)"] if state["is_busy"] else []
    for path, content in cold.items():
        try:
            found, count = served_file(served, path)
        except urllib.error.HTTPError as error:
            wrong.append(f"{path}: {error}")
            continue
        if found != content or count not in {None, made["site"]}:
            wrong.append(path)
    return wrong


def expect_the_same(served: Served, kind: str) -> None:
    """Fail if what is served does not become what a build from nothing gives."""
    cold, end = built(served.folder), time.monotonic() + PATIENCE_S
    while (wrong := differing(served, cold)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not wrong, f"after {kind}: {wrong}"


@contextmanager
def looking(served: Served, page: str) -> Iterator[Iterator[dict[str, dict[str, int]]]]:
    """Give the states that a browser is told that looks at a page of the site."""
    address = f"{served.address}/-/events?part=site&page=/{page}"
    with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
        lines = (line for line in answer if line.startswith(b"data: "))
        yield (json.loads(line.removeprefix(b"data: ")) for line in lines)


def test_edits_of_text_lead_to_the_same_bytes(tmp_path: Path) -> None:
    """Pages that are looked at are new as soon as the browser is told, and the rest is after."""
    folder = write_project(tmp_path / "book", BOOK)
    page = "he/01-oil.html"
    with serving(folder) as served, looking(served, page) as states:
        made = next(states)["made"]["site"]
        for kind in TEXTS:
            change(folder, EDITS[kind])
            while (now := next(states)["made"]["site"]) <= made:
                pass
            made = now
            shown, _ = served_file(served, page)
            cold = built(folder)
            if len(EDITS[kind]) == 1:  # two files may be saved in two turns
                assert shown == cold[page]
            expect_the_same(served, kind)
            made = int(served.state()["made"]["site"])  # type: ignore[index]


@pytest.mark.long
def test_any_row_of_changes_leads_to_the_same_bytes(tmp_path: Path) -> None:
    """Whatever is changed while a book is served, and after an error, all files are as built."""
    folder = write_project(tmp_path / "book", BOOK)
    broken: Edit = {"templates/site/bar.html": "{% if %}"}
    mended: Edit = {"templates/site/bar.html": None}
    with serving(folder) as served, looking(served, "en/02-gas.html"):
        for kind, edit in EDITS.items():
            change(folder, edit)
            expect_the_same(served, kind)
        for path in folder.rglob("templates/*/*"):
            path.unlink()
        write_project(folder, BOOK)
        expect_the_same(served, "all was as before")
        change(folder, broken)
        while not served.state()["error"]:
            time.sleep(0.1)
        change(folder, in_file("content/en/02-gas.md", "Lamps, 30.", "Lamps, 31."))
        change(folder, mended)
        expect_the_same(served, "an error")

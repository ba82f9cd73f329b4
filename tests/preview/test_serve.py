"""`serve`: what the server answers, and how a page in a browser follows what is written."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from support import ROOT, ProjectMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy
PATIENCE_S = 60
LONG = "".join(f"\n\n## Part {n} {{#part-{n}}}\n\n" + "Oil is found. " * 60 for n in range(12))
LANG = "".join(f"\n\n## חלק {n} {{#part-{n}}}\n\n" + "יש נפט. " * 60 for n in range(12))


@dataclass
class Served:
    """A project that is served. address: of its first page, without the last slash."""

    folder: Path
    address: str
    process: subprocess.Popen[str]

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Return status and text of an answer."""
        request = urllib.request.Request(self.address + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def write(self, name: str, text: str) -> None:
        """Write a chapter of both languages, or with a path, one file."""
        write_project(self.folder, {name: text})

    def state(self) -> dict[str, object]:
        """Return what the server tells a page that begins to listen."""
        with urllib.request.urlopen(self.address + "/-/events", timeout=PATIENCE_S) as answer:
            return json.loads(answer.readline().decode().removeprefix("data: "))

    def wait_until(self, path: str, words: str) -> str:
        """Return a page once it has some words."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            status, text = self.get(path)
            assert status < 500
            if words in text:
                return text
            time.sleep(0.1)
        raise AssertionError(f"{path} never had {words!r}: {text}")


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """Serve a project until the block ends."""
    command = [sys.executable, "-m", "diglot", "serve", "--project", str(folder), *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        said = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address, said
        served = Served(folder, address[0], process)
        served.wait_until("/", 'data-part="site" data-made="1"')
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE_S)
    assert said.endswith("Stopped serving.\n")
    assert process.returncode == 0


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a small book that is served, for tests that leave it as it was."""
    from support import SOUND

    folder = write_project(tmp_path_factory.mktemp("served") / "small", SOUND)
    with serving(folder) as started:
        yield started


# What is answered ---------------------------------------------------------------------


def test_pages_of_the_site_carry_the_script(served: Served) -> None:
    """Each page of the website is there, with what loads it again; other files are as built."""
    served.wait_until("/he/01-oil.html", "המחיר")
    _, page = served.get("/he/01-oil.html")
    assert page.count("/-/client.js") == 1
    status, style = served.get("/styles/site.css")
    assert (status, "client.js" in style) == (200, False)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:80"}, 200),
        ({"Host": "book.example.org"}, 400),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 200),
    ],
)
def test_others_are_refused(served: Served, headers: dict[str, str], status: int) -> None:
    """Other names of the machine and other pages of the browser get nothing of the book."""
    found, text = served.get("/en/01-oil.html", **headers)
    assert found == status
    assert ("It rose" in text) == (status == 200)


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../../../etc/passwd",
        "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/content/book.yaml",
        "/../small-en.pdf",
        "/-/pages/pdf/fr",
        "/-/pages/site",
        "/-/pages/pdf",
        "/-/pages/bilingual/en",
        "/-/pages/pdf/en/99999.png",
        "/-/nothing",
        "/en/none.html",
    ],
)
def test_nothing_beside_the_book_is_served(served: Served, path: str) -> None:
    """Ways out of the folder, and addresses without a page, lead to the page that says so."""
    status, text = served.get(path)
    assert status == 404
    assert "No such page" in text


def test_links_out_of_the_folder_are_not_followed(project: ProjectMaker, tmp_path: Path) -> None:
    """A symbolic link among pictures brings no file of another place."""
    (tmp_path / "secret.txt").write_text("a secret", "utf-8")
    folder = project()
    (folder / "content" / "en" / "images").mkdir()
    (folder / "content" / "en" / "images" / "way.svg").symlink_to(tmp_path / "secret.txt")
    with serving(folder) as started:
        started.wait_until("/en/01-oil.html", "It rose")
        for path in ("/en/images/way.svg", "/images/way.svg", "/assets/way.svg"):
            assert "a secret" not in started.get(path)[1]


def test_it_is_only_read(served: Served) -> None:
    """Nothing can be sent."""
    request = urllib.request.Request(served.address + "/index.html", data=b"x", method="POST")
    with pytest.raises(urllib.error.HTTPError, match="405"):
        urllib.request.urlopen(request, timeout=PATIENCE_S)


def test_a_port_in_use_is_said(project: ProjectMaker) -> None:
    """With --port a port that another program has is an error with the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_diglot("serve", "--project", project(), "--port", port)
    assert done.status == 2
    assert f"port {port} is in use" in done.err
    assert "--port" in done.err


def test_a_folder_without_a_book_is_said(tmp_path: Path) -> None:
    """Where there is nothing to serve, the command says what is missing."""
    done = run_diglot("serve", "--project", tmp_path)
    assert done.status == 2
    assert "there is no content/ folder" in done.err


def test_the_output_folder_is_left_alone(served: Served) -> None:
    """A preview is a draft: it does not take the place of what was built."""
    served.wait_until("/en/01-oil.html", "It rose")
    assert not (served.folder / "build").exists()


# What follows a change ----------------------------------------------------------------


def test_a_page_follows_its_chapter(project: ProjectMaker, browser: Browser) -> None:
    """A saved change is shown at the same place; an error is shown until it is mended."""
    english = f"# Oil\n\nAbout oil.{LONG}\n"
    hebrew = f"# נפט\n\nעל הנפט.{LANG}\n"
    folder = project({"content/en/01-oil.md": english, "content/he/01-oil.md": hebrew})
    with serving(folder) as started:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_S * 1000)
        page.goto(f"{started.address}/he/01-oil.html")
        page.evaluate("document.fonts.ready.then(() => 0)")
        page.evaluate("scrollTo({ top: 2000, behavior: 'instant' })")
        assert page.evaluate("scrollY") == 2000
        before = top_of(page, "part-8")
        panel = page.locator("diglot-preview")
        started.write("content/he/01-oil.md", hebrew.replace("על הנפט.", "על הנפט.\n\nחדש.", 1))
        expect(page.get_by_text("חדש.")).to_be_attached(timeout=PATIENCE_S * 1000)
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready.then(() => 0)")
        expect(panel.locator("summary")).to_contain_text("Errors: 1", timeout=PATIENCE_S * 1000)
        assert abs(top_of(page, "part-8") - before) < 3
        settings = (folder / "content/book.yaml").read_text("utf-8")
        started.write("content/book.yaml", settings + "colour: red\n")
        trouble = panel.locator(".trouble")
        expect(trouble).to_be_visible(timeout=PATIENCE_S * 1000)
        expect(trouble).to_contain_text("content/book.yaml:3")
        started.write("content/book.yaml", settings)
        started.write("content/he/01-oil.md", hebrew)
        expect(trouble).to_be_hidden(timeout=PATIENCE_S * 1000)
        expect(panel.locator("summary")).to_contain_text("agree", timeout=PATIENCE_S * 1000)
        page.close()


def top_of(page: Page, name: str) -> float:
    """Return how far below the window's edge an element begins, in pixels."""
    place = page.evaluate(f"document.getElementById('{name}').getBoundingClientRect().top")
    return float(place)


def test_findings_lead_to_the_line(project: ProjectMaker, browser: Browser) -> None:
    """The list has each finding with its line, opens it in an editor, and follows the check."""
    folder = project({"content/he/01-oil.md": "# נפט\n\nעל הנפט.\n\n## המחיר {#price}\n"})
    with serving(folder, "--editor", "vscode") as started:
        started.wait_until("/-/findings", "B201")
        page = browser.new_page()
        page.goto(f"{started.address}/-/findings")
        link = page.locator(".findings a").first
        assert (link.get_attribute("href") or "").startswith("vscode://file/")
        assert "content/he/01-oil.md:5" in link.inner_text()
        expect(page.locator(".line").first).to_have_text("## המחיר {#price}")
        assert [v["id"] for v in Axe().run(page).response["violations"]] == []
        started.write(
            "content/he/01-oil.md", "# נפט\n\nעל הנפט.\n\n## המחיר {#price}\n\nהוא עלה ב־4%.\n"
        )
        expect(page.locator(".none")).to_contain_text("Nothing", timeout=PATIENCE_S * 1000)
        assert "Oil" in started.get("/-/worksheet")[1]
        page.close()


def test_pdf_pages_follow_too(project: ProjectMaker, browser: Browser) -> None:
    """The pages of a PDF are pictures one below another, made anew while someone looks."""
    with serving(project(), "--interface", "he") as started:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_S * 1000)
        page.goto(f"{started.address}/-/pages/print/he")
        sheets = page.locator(".sheets img")
        sheets.first.wait_for()
        assert sheets.first.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
        assert page.locator("html").get_attribute("dir") == "rtl"
        first = sheets.first.get_attribute("src")
        path = "content/he/01-oil.md"
        text = (started.folder / path).read_text("utf-8")
        started.write(path, text.replace("4%", "5%"))
        expect(sheets.first).not_to_have_attribute("src", str(first), timeout=PATIENCE_S * 1000)
        page.close()
        made = started.state()["made"]
        assert isinstance(made, dict)
        started.write(path, text)
        started.wait_until("/he/01-oil.html", "4%")
        time.sleep(0.5)
        again = started.state()["made"]
        assert isinstance(again, dict)
        assert again["site"] > made["site"]
        assert again["print/he"] == made["print/he"]  # nobody looks any more

"""`status --html` and `--badge`: how far the translation is, in Chromium and as a picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import Browser, Page

from support import ProjectMaker, run_diglot, write_project

EN, HE = "content/en/01-oil.md", "content/he/01-oil.md"
TEXT_EN = (
    "# Oil\n\nAbout oil.\n\n## Price {#price}\n\nIt rose by 4%.\n\n"
    "## Routes {#routes}\n\nBy sea.\n\n## Wells {#wells}\n\nDeep.\n"
)
TEXT_HE = "# נפט\n\nעל הנפט.\n\n## המחיר {#price}\n\nהוא עלה ב־4%.\n\n## הדרכים {#routes}\n\nבים.\n"
DONE = {
    "content/en/02-gas.md": "# Gas\n\nTwo words.\n",
    "content/he/02-gas.md": "# גז\n\nשתי מילים.\n",
}


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book with one chapter done and one that is stale and lacks a section."""
    book = {
        "content/book.yaml": "id: small\nlanguages: [en, he]\n",
        "content/en/book.yaml": "title: A Small Book\n",
        "content/he/book.yaml": "title: ספר קטן\n",
    }
    folder = write_project(
        tmp_path_factory.mktemp("book") / "oil", {**book, EN: TEXT_EN, HE: TEXT_HE, **DONE}
    )
    run_diglot("accept", "01-oil#", "01-oil#price", "02-gas", "--project", folder)
    return write_project(folder, {EN: TEXT_EN.replace("rose by", "fell by")})


def made(folder: Path, interface: str = "en") -> Path:
    """Return the page of a book, beside it."""
    target = folder.parent / f"status-{interface}.html"
    done = run_diglot("status", "--html", target, "--interface", interface, "--project", folder)
    assert done.status == 0, done.err
    return target


def opened(browser: Browser, path: Path, width: int = 1280, scheme: str = "light") -> Page:
    """Return a page in a window."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(path.as_uri())
    return page


def test_the_page_shows_what_is_left(browser: Browser, half: Path) -> None:
    """Shares, words left, and the sections that wait are there, with what changed in each."""
    page = opened(browser, made(half))
    assert page.inner_text(".percent") == "56%"
    assert page.locator(".chapters .share").all_inner_texts() == ["46%", "100%"]
    assert page.inner_text(".translation > header .left") == "7 words left"
    assert page.locator(".waiting").count() == 1
    page.click("summary")
    assert page.locator(".waiting > li .state").all_inner_texts() == ["Out of date", "Missing"]
    assert page.locator(".waiting del, .waiting ins").all_inner_texts() == ["rose", "fell"]
    assert page.locator(".where").all_inner_texts() == [f"{HE}:5", f"{EN}:13"]
    page.close()


def test_the_page_asks_for_nothing(browser: Browser, half: Path) -> None:
    """The page is one file: it loads nothing else."""
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    target = made(half)
    page.goto(target.as_uri())
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith("data:")] == [target.as_uri()]
    page.close()


def test_it_fits_a_phone_and_speaks_hebrew(browser: Browser, half: Path) -> None:
    """On a phone nothing is wider than the page, which runs from right to left in Hebrew."""
    page = opened(browser, made(half, "he"), width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.get_attribute("html", "dir") == "rtl"
    assert page.inner_text(".top p") == "היכן עומד התרגום"
    share, name = (page.locator(selector).first.bounding_box() for selector in (".share", ".name"))
    assert share
    assert name
    assert share["x"] < name["x"]
    page.close()


@pytest.mark.parametrize("interface", [pytest.param("en", marks=pytest.mark.long), "he"])
def test_axe_finds_nothing(browser: Browser, half: Path, interface: str) -> None:
    """The page is accessible, light and dark, open and closed."""
    for scheme in ("light", "dark"):
        page = opened(browser, made(half, interface), scheme=scheme)
        page.click("summary")
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
        page.close()


def test_a_book_in_one_language_has_no_translation(browser: Browser, project: ProjectMaker) -> None:
    """Where there is no translation the page says so."""
    alone = {"content/book.yaml": "id: small\nlanguages: [en]\n", "content/he/book.yaml": None}
    page = opened(browser, made(project({**alone, HE: None})))
    assert page.inner_text("main") == "The book has no translation."
    page.close()


@pytest.mark.parametrize(
    ("languages", "label"),
    [("[en, he]", "English 16 words, עברית 56%"), ("[he, en]", "עברית 12 מילים, English 100%")],
)
def test_the_badge_has_both_languages(half: Path, languages: str, label: str) -> None:
    """The badge says both numbers in words, and begins at the edge where the source does."""
    (half / "content/book.yaml").write_text(f"id: small\nlanguages: {languages}\n", "utf-8")
    target = half.parent / "badge.svg"
    assert run_diglot("status", "--badge", target, "--project", half).status == 0
    (half / "content/book.yaml").write_text("id: small\nlanguages: [en, he]\n", "utf-8")
    root = etree.parse(target).getroot()
    assert (root.get("role"), root.get("aria-label")) == ("img", label)
    dark, colored = root.findall("{*}g/{*}rect")
    boxes = sorted((float(box.get("x") or 0), box.get("fill")) for box in (dark, colored))
    is_source_first = boxes[0][1] == "#33383f"
    assert is_source_first == (languages == "[en, he]")
    assert not root.findall(".//{*}text")


def test_a_badge_draws_hebrew_from_right_to_left(half: Path, browser: Browser) -> None:
    """The words of the badge are drawn, and can be seen: white on its ground."""
    target = half.parent / "drawn.svg"
    run_diglot("status", "--badge", target, "--project", half)
    page = browser.new_page()
    page.goto(target.as_uri())
    boxes = page.evaluate(
        "[...document.querySelectorAll('path')].map(p => {const b = p.getBBox();"
        " return [b.x, b.x + b.width]})"
    )
    grounds = page.evaluate(
        "[...document.querySelectorAll('g rect')].map(r => [r.x.baseVal.value,"
        " r.x.baseVal.value + r.width.baseVal.value])"
    )
    assert len(boxes) == len(grounds) == 2
    for (start, end), (left, right) in zip(boxes, grounds, strict=True):
        assert left < start < end < right
    page.close()

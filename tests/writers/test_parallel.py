"""Both languages on one page of the website: level, reachable, and each to be hidden."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import Browser, Page

from support import SOUND, OnceMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy

HTML = "{http://www.w3.org/1999/xhtml}"
BOOK: Mapping[str, str] = {
    **SOUND,
    "content/book.yaml": SOUND["content/book.yaml"] + "parity: {allow: {02-gas: later}}\n",
    "content/en/01-oil.md": "# Oil\n\nAbout oil.[^n]\n\n- One.\n- Two.\n- Three.\n\n"
    + "A long paragraph about oil, and how it is found, and by whom. " * 12
    + "\n\n## Price {#price}\n\nIt rose by 4%.\n\nSold in [barrels](#price).\n\n[^n]: Black.\n",
    "content/he/01-oil.md": "# נפט\n\nעל הנפט.[^n]\n\n- אחת.\n- שתיים.\n- שלוש.\n\n"
    + "פסקה ארוכה על נפט, ואיך מוצאים אותו, ומי מוצא. " * 12
    + "\n\n## המחיר {#price}\n\nהוא עלה ב־4%.\n\nנמכר [בחביות](#price).\n\n[^n]: שחור.\n",
    "content/en/02-gas.md": "# Gas\n\nAbout gas.\n",
}


def built(folder: Path, files: Mapping[str, str | None]) -> Path:
    """Return the website of a book."""
    write_project(folder / "book", files)
    done = run_diglot("site", "--project", folder / "book", "--out", folder / "out")
    assert done.status == 0, done.err
    return folder / "out/site"


@pytest.fixture(scope="module")
def site(once: OnceMaker) -> Path:
    """Return the website of the book above, made once."""
    return once("parallel-site", lambda folder: built(folder, BOOK)) / "out/site"


def opened(browser: Browser, path: Path, width: int = 1280, scheme: str = "light") -> Page:
    """Return a page opened from disk."""
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(path.as_uri())
    return page


def test_counterparts_are_level_on_a_desk(browser: Browser, site: Path) -> None:
    """Each row begins at one height on both sides, the source on the left of its translation."""
    page = opened(browser, site / "bilingual/01-oil.html")
    rows = page.locator("article > .pair").all()
    assert len(rows) == 10
    for row in rows:
        left, right = (row.locator("> div").nth(n).bounding_box() for n in (0, 1))
        assert left
        assert right
        assert abs(left["y"] - right["y"]) < 0.5
        assert left["x"] + left["width"] <= right["x"]
    sides = page.locator("article > .pair").nth(1).locator("> div")
    assert [(s.get_attribute("lang"), s.get_attribute("dir")) for s in sides.all()] == [
        ("en", "ltr"),
        ("he", "rtl"),
    ]
    page.close()


def test_a_phone_has_one_under_the_other(browser: Browser, site: Path) -> None:
    """On a phone the translation follows below each paragraph, and nothing is too wide."""
    page = opened(browser, site / "bilingual/01-oil.html", 390)
    one, other = (page.locator(f"#{tag}--1").bounding_box() for tag in ("en", "he"))
    assert one
    assert other
    assert one["y"] + one["height"] <= other["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_a_key_and_a_button_hide_a_side(browser: Browser, site: Path) -> None:
    """Key or button hides a language, and the next page remembers; the last one never goes."""
    page = opened(browser, site / "bilingual/01-oil.html")
    english, hebrew = page.locator("#en--1"), page.locator("#he--1")
    page.keyboard.press("2")
    assert (english.is_visible(), hebrew.is_visible()) == (True, False)
    page.goto((site / "bilingual/02-gas.html").as_uri())
    page.goto((site / "bilingual/01-oil.html").as_uri())
    assert (english.is_visible(), hebrew.is_visible()) == (True, False)
    button = page.get_by_role("button", name="עברית")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert (english.is_visible(), hebrew.is_visible()) == (True, True)
    page.get_by_role("button", name="English").click()
    assert (english.is_visible(), hebrew.is_visible()) == (False, True)
    page.keyboard.press("2")
    assert (english.is_visible(), hebrew.is_visible()) == (True, True)
    page.close()


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_paragraph_leads_to_its_counterpart(browser: Browser, site: Path, language: str) -> None:
    """The mark beside each paragraph, item and quotation leads to the row that has its words."""
    page = opened(browser, site / f"{language}/01-oil.html", 390)
    blocks = page.locator(".has-counterpart").all()
    links = [
        (block.inner_text(), block.locator(".counterpart").get_attribute("href"))
        for block in blocks
    ]
    assert len(links) == 7
    page.close()
    page = opened(browser, site / "bilingual/01-oil.html", 390)
    for text, href in links:
        there = page.locator(f"[id='{(href or '').rpartition('#')[2]}']")
        assert there.inner_text().strip() == text.strip()
    page.close()


def test_who_arrives_sees_both_sides(browser: Browser, site: Path) -> None:
    """On a phone a link to the translation shows the source above it; also of a hidden side."""
    page = opened(browser, site / "bilingual/01-oil.html", 390)
    for name in ("price", "-3"):
        page.goto(f"{(site / 'bilingual/01-oil.html').as_uri()}#he-{name}")
        page.wait_for_function("scrollY > 0")
        english = page.locator(f"#en-{name}")
        page.wait_for_function(
            "([place, bar]) => place.getBoundingClientRect().top > bar.offsetHeight - 2 &&"
            " place.getBoundingClientRect().top < innerHeight / 2",
            arg=[english.element_handle(), page.locator(".bar").element_handle()],
        )
    page.keyboard.press("2")
    page.goto((site / "bilingual/02-gas.html").as_uri())
    page.goto(f"{(site / 'bilingual/01-oil.html').as_uri()}#he-price")
    page.wait_for_function("scrollY > 0")
    assert "found" in (page.locator(".pair-heading").get_attribute("class") or "")
    page.close()


def test_the_link_at_the_top_follows_the_reading(browser: Browser, site: Path) -> None:
    """The link to both languages leads to the row of the paragraph that is being read."""
    page = opened(browser, site / "en/01-oil.html", 390)
    link = page.locator(".bar .both")
    assert link.get_attribute("href") == "../bilingual/01-oil.html"
    page.evaluate("scrollTo({top: 1e6, behavior: 'instant'})")
    page.wait_for_function("document.querySelector('.bar .both').href.includes('#en--')")
    page.close()


def test_marks_disturb_nobody(browser: Browser, site: Path) -> None:
    """What is copied, heard or reached by the keyboard has no mark in it, and paper neither."""
    page = opened(browser, site / "en/01-oil.html")
    mark = page.locator(".counterpart").first
    assert mark.inner_text() == ""
    assert (mark.get_attribute("aria-hidden"), mark.get_attribute("tabindex")) == ("true", "-1")
    page.emulate_media(media="print")
    assert not mark.is_visible()
    page.close()


def test_it_works_without_scripts(browser: Browser, site: Path) -> None:
    """Without scripts both sides are shown, and the top of a chapter leads there and back."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "he/01-oil.html").as_uri())
    page.click(".bar .both")
    assert page.url == (site / "bilingual/01-oil.html").as_uri()
    assert all(page.locator(f"#{tag}--1").is_visible() for tag in ("en", "he"))
    assert not page.locator(".choice").is_visible()
    page.click(".bar [hreflang=he]")
    assert page.url == (site / "he/01-oil.html").as_uri()
    context.close()


def test_a_chapter_that_waits_says_so(site: Path) -> None:
    """A chapter without translation is there, and its other side says so in its language."""
    root = etree.fromstring((site / "bilingual/02-gas.html").read_bytes())
    (notice,) = (p for p in root.iter(f"{HTML}p") if p.get("class") == "translation-notice")
    assert notice.text == "הפרק הזה עדיין לא תורגם."
    parent = notice.getparent()
    assert parent is not None
    assert parent.get("lang") == "he"
    assert "About gas." in "".join(root.itertext())
    assert 'href="../he/index.html"' in (site / "bilingual/02-gas.html").read_text("utf-8")


def test_search_engines_are_told_which_page_counts(site: Path) -> None:
    """The page in both languages names that of the source; each language names the others."""
    root = etree.fromstring((site / "bilingual/01-oil.html").read_bytes())
    links = {(n.get("rel"), n.get("href")) for n in root.iter(f"{HTML}link")}
    assert ("canonical", "../en/01-oil.html") in links
    assert not [rel for rel, _ in links if rel == "alternate"]
    root = etree.fromstring((site / "en/01-oil.html").read_bytes())
    found = {n.get("hreflang"): n.get("href") for n in root.iter(f"{HTML}link")}
    assert found["he"] == "../he/01-oil.html"


def test_contents_have_both_titles(site: Path) -> None:
    """The contents list each chapter once, with both titles or the one there is."""
    root = etree.fromstring((site / "bilingual/index.html").read_bytes())
    lines = [a for a in root.iter(f"{HTML}a") if a.get("class") == "pair"]
    assert [(a.get("href"), "".join(a.itertext())) for a in lines] == [
        ("01-oil.html", "1 Oil1 נפט"),
        ("02-gas.html", "2 Gas–"),
    ]


def test_every_link_finds_its_place(site: Path) -> None:
    """Each address on the pages with both languages is a file of the site with that id in it."""
    for path in (site / "bilingual").glob("*.html"):
        for node in etree.fromstring(path.read_bytes()).iter(f"{HTML}a", f"{HTML}link"):
            file, _, name = node.get("href", "").partition("#")
            there = (path.parent / file).resolve() if file else path
            assert there.is_file(), node.get("href")
            if name:
                ids = {n.get("id") for n in etree.fromstring(there.read_bytes()).iter()}
                assert name in ids


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "dark"), pytest.param(1280, "light", marks=pytest.mark.long)]
)
def test_axe_finds_nothing(browser: Browser, site: Path, width: int, scheme: str) -> None:
    """The pages with both languages, and those with the marks, are accessible."""
    for name in ("bilingual/01-oil", "bilingual/02-gas", "bilingual/index", "he/01-oil"):
        page = opened(browser, site / f"{name}.html", width, scheme)
        found = Axe().run(page).response["violations"]
        assert [(name, v["id"], v["nodes"][0]["html"]) for v in found] == []
        page.close()


def test_a_hebrew_source_comes_first(browser: Browser, tmp_path: Path) -> None:
    """Where the source is Hebrew it is on the right, unless the book says otherwise."""
    book = {**BOOK, "content/book.yaml": "id: small\nlanguages: [he, en]\n"}
    book = {path: text for path, text in book.items() if "02-gas" not in path}
    site = built(tmp_path / "a", book)
    page = opened(browser, site / "bilingual/01-oil.html")
    assert page.get_attribute("html", "dir") == "rtl"
    hebrew, english = (page.locator(f"#{tag}--1").bounding_box() for tag in ("he", "en"))
    assert hebrew
    assert english
    assert english["x"] + english["width"] <= hebrew["x"]
    page.close()
    turned = {
        **book,
        "content/book.yaml": book["content/book.yaml"] + "bilingual: {first: translation}\n",
    }
    page = opened(browser, built(tmp_path / "b", turned) / "bilingual/01-oil.html")
    first = page.locator("article > .pair > div").first
    assert (page.get_attribute("html", "lang"), first.get_attribute("lang")) == ("en", "en")
    page.close()


def test_only_a_book_with_two_languages_has_them(tmp_path: Path) -> None:
    """A book in one language, or one that declines, has no such pages and no link to them."""
    settings = BOOK["content/book.yaml"]
    alone = {p: t for p, t in BOOK.items() if "/he/" not in p}
    books = (
        {**alone, "content/book.yaml": "id: small\nlanguages: [en]\n"},
        {**BOOK, "content/book.yaml": settings + "site: {parallel: off}\n"},
    )
    for number, book in enumerate(books):
        site = built(tmp_path / str(number), book)
        assert not (site / "bilingual").exists()
        for page in site.rglob("*.html"):
            assert "bilingual/" not in page.read_text("utf-8")


def test_a_button_speaks_the_language_of_its_side(browser: Browser, tmp_path: Path) -> None:
    """What copies the code is in Hebrew on the Hebrew side, and says there that it has done so."""
    code = "\n\n```\nmake\n```\n"
    chapters = {
        f"content/{tag}/01-oil.md": BOOK[f"content/{tag}/01-oil.md"] for tag in ("en", "he")
    }
    files = {**BOOK, **{name: f"{text}{code}" for name, text in chapters.items()}}
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((built(tmp_path, files) / "bilingual/01-oil.html").as_uri())
    buttons = page.locator(".copy")
    assert buttons.all_inner_texts() == ["Copy", "העתקה"]
    assert [button.get_attribute("lang") for button in buttons.all()] == ["en", "he"]
    buttons.nth(1).press("Enter")
    page.wait_for_function("document.querySelectorAll('.copy')[1].textContent === 'הועתק'")
    context.close()

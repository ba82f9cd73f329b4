"""The website: whole, linked, in the right direction, and good on a phone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree
from msgspec.structs import replace
from PIL import Image
from playwright.sync_api import Browser, Page

from diglot.bitext import align
from diglot.core.conventions import Conventions, Numerals
from diglot.core.model import Text
from diglot.disk.template_files import builtin_templates
from diglot.writers.site import Download, Parallel, site_files
from editions import make_book, whole_site
from support import ProjectMaker, run_diglot

pytestmark = pytest.mark.heavy

TEMPLATES = (builtin_templates(),)
HTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGES = ("en", "he")
PAGES = ("00-preface", "01-paper", "02-ink", "03-tables")
DIRECTIONS = {"en": "ltr", "he": "rtl"}
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def make_site(folder: Path, languages: tuple[str, ...] = LANGUAGES) -> dict[str, bytes]:
    """Return the test book's website as path → bytes."""
    folder.mkdir(exist_ok=True)
    return whole_site(make_book(folder), languages)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the test book's website."""
    return make_site(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, site: dict[str, bytes]) -> Path:
    """Return the folder of the test book's website on disk."""
    folder = tmp_path_factory.mktemp("site")
    for name, content in site.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def open_page(browser: Browser, path: Path, size: dict[str, int], scheme: str = "light") -> Page:
    """Return a page opened from disk, as a reader with a copy of the folder has it."""
    page = browser.new_page(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(path.as_uri())
    return page


def pages(site: dict[str, bytes]) -> dict[str, etree._Element]:
    """Return every page, read as XML."""
    found = {name: content for name, content in site.items() if name.endswith(".html")}
    return {name: etree.fromstring(content) for name, content in found.items()}


def addresses(root: etree._Element) -> Iterator[str]:
    """Yield every address on a page."""
    for node in root.iter():
        for name in ("href", "src"):
            if value := node.get(name):
                yield value


# What is there ----------------------------------------------------------------


def test_site_is_complete(site: dict[str, bytes]) -> None:
    """There is a front door, a title page and all chapters in each language, and what they need."""
    expected = {"index.html", "site.js", "favicon.svg", "styles/base.css", "styles/site.css"}
    for language in LANGUAGES:
        expected |= {f"{language}/{name}.html" for name in ("index", *PAGES)}
        expected.add(f"{language}/images/map.svg")
    assert expected <= set(site)
    assert {"fonts/Assistant-Regular.woff2", "fonts/OFL-Assistant.txt"} <= set(site)


def test_two_builds_are_equal(tmp_path: Path, site: dict[str, bytes]) -> None:
    """The same book gives the same bytes."""
    assert make_site(tmp_path / "again") == site


def test_pages_are_well_formed_and_turned_the_right_way(site: dict[str, bytes]) -> None:
    """Every page is XML as well as HTML; its root names language and direction."""
    for name, root in pages(site).items():
        language = name.partition("/")[0] if "/" in name else "en"
        assert (name, root.get("lang")) == (name, language)
        assert (name, root.get("dir")) == (name, DIRECTIONS[language])
        ids = [node.get("id") for node in root.iter() if node.get("id")]
        assert len(ids) == len(set(ids)), name


def test_every_address_leads_somewhere(site: dict[str, bytes]) -> None:
    """Every link, picture and stylesheet is part of the site, and every #id stands on its page."""
    roots = pages(site)
    ids = {name: {node.get("id") for node in root.iter()} for name, root in roots.items()}
    lost = []
    for name, root in roots.items():
        for address in addresses(root):
            parts = urlsplit(address)
            if parts.scheme:
                continue
            target = PurePosixPath(name).parent / unquote(parts.path) if parts.path else name
            resolved = _normal(str(target))
            if resolved not in site or (
                parts.fragment and unquote(parts.fragment) not in ids[resolved]
            ):
                lost.append((name, address))
    assert lost == []


def _normal(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_addresses_in_styles_lead_somewhere(site: dict[str, bytes]) -> None:
    """The stylesheets name files of the site only."""
    for name in ("styles/fonts.css", "styles/base.css", "styles/site.css"):
        for address in re.findall(r"url\(\"?([^\")]+)", site[name].decode()):
            assert _normal(f"styles/{address}") in site


# The two languages ------------------------------------------------------------


def test_front_door_greets_in_each_language(site: dict[str, bytes]) -> None:
    """The first page shows each title in its own language and direction, and the way in."""
    leaves = pages(site)["index.html"].findall(f".//{HTML}section")
    assert [(leaf.get("lang"), leaf.get("dir")) for leaf in leaves] == [
        ("en", "ltr"),
        ("he", "rtl"),
    ]
    links = [leaf.find(f".//{HTML}a") for leaf in leaves]
    assert [link.get("href") for link in links if link is not None] == [
        "en/index.html",
        "he/index.html",
    ]
    words = ["".join(leaf.itertext()) for leaf in leaves]
    assert "The Book of Paper & Ink" in words[0]
    assert "ספר הנייר והדיו" in words[1]
    assert "לקריאה בעברית" in words[1]


def test_language_switch_stays_at_the_place(site: dict[str, bytes]) -> None:
    """A chapter's switch leads to the same chapter, a heading's link to the same section."""
    root = pages(site)["he/01-paper.html"]
    switches = [a for a in root.iter(f"{HTML}a") if a.get("class") == "switch"]
    assert [(a.get("href"), a.get("lang"), [s.text for s in a]) for a in switches] == [
        ("../en/01-paper.html", "en", ["English", "Paper, in English"])
    ]
    tools = root.findall(f".//{HTML}span[@class='heading-links']/{HTML}a[@hreflang]")
    assert [a.get("href") for a in tools] == [
        f"../en/01-paper.html#{name}" for name in ("fibers", "oak", "voices")
    ]


def test_a_chapter_on_one_side_links_to_the_title_page(tmp_path: Path) -> None:
    """Where a chapter has no counterpart, the switch leads to the other edition's title page."""
    book = make_book(tmp_path)
    hebrew = replace(book.editions[1], chapters=book.editions[1].chapters[:-1])
    site = whole_site(replace(book, editions=(book.source, hebrew)), LANGUAGES)
    root = pages(site)["en/03-tables.html"]
    switch = next(a for a in root.iter(f"{HTML}a") if a.get("class") == "switch")
    assert switch.get("href") == "../he/index.html"


def test_one_language_alone_has_no_switch(tmp_path: Path) -> None:
    """A site of one language offers no other."""
    site = make_site(tmp_path / "source", ("he",))
    assert not any(name.startswith("en/") for name in site)
    assert not [a for a in pages(site)["he/index.html"].iter() if a.get("class") == "switch"]
    assert b"../en/" not in site["he/01-paper.html"]


def test_alternates_are_declared(site: dict[str, bytes]) -> None:
    """Search engines learn of the same page in each language, and of the front door."""
    root = pages(site)["en/02-ink.html"]
    declared = {
        link.get("hreflang"): link.get("href")
        for link in root.iter(f"{HTML}link")
        if link.get("rel") == "alternate"
    }
    assert declared == {
        "en": "02-ink.html",
        "he": "../he/02-ink.html",
        "x-default": "../index.html",
    }


@pytest.mark.parametrize(("language", "back", "on"), [("en", "←", "→"), ("he", "→", "←")])
def test_arrows_point_along_the_reading(
    site: dict[str, bytes], language: str, back: str, on: str
) -> None:
    """Next points the way the language reads, previous against it."""
    root = pages(site)[f"{language}/01-paper.html"]
    turns = {
        a.get("rel"): ("".join(a.itertext()), a.get("href"))
        for a in root.iter(f"{HTML}a")
        if a.get("rel")
    }
    assert back in turns["prev"][0]
    assert on in turns["next"][0]
    assert (turns["prev"][1], turns["next"][1]) == ("00-preface.html", "02-ink.html")


def test_a_chapter_called_index_has_its_own_page(tmp_path: Path) -> None:
    """A chapter named index does not take the place of the title page."""
    book = make_book(tmp_path)
    edition = book.source
    chapter = replace(edition.chapters[1], name="index", title=(Text("Own"),))
    only = replace(book, editions=(replace(edition, chapters=(chapter,)),))
    site = whole_site(only, ("en",))
    assert b"Own" in site["en/index_.html"]
    assert b'href="index_.html"' in site["en/index.html"]


# A long book ------------------------------------------------------------------


def long_site(folder: Path, parts: Sequence[tuple[str, int]]) -> dict[str, bytes]:
    """Return the website of a book with parts of so many chapters, c0, c1, …, in both languages."""
    folder.mkdir(exist_ok=True)
    book = make_book(folder)
    titles = [title if not n else "" for title, count in parts for n in range(count)]
    editions = tuple(
        replace(
            edition,
            chapters=tuple(
                replace(edition.chapters[1], name=f"c{n}", number=n + 1, part=title)
                for n, title in enumerate(titles)
            ),
        )
        for edition in book.editions
    )
    return whole_site(replace(book, editions=editions), LANGUAGES)


def side(root: etree._Element) -> list[str | None]:
    """Return the addresses in the contents beside the text, those of sections apart."""
    (nav,) = (nav for nav in root.iter(f"{HTML}nav") if nav.get("class") == "side")
    return [a for node in nav.iter(f"{HTML}a") if "#" not in (a := node.get("href", ""))]


def test_a_page_of_a_long_book_shows_what_is_near(tmp_path: Path) -> None:
    """Beyond 60 chapters a page shows those around it, names the other parts and leads to all."""
    site = long_site(tmp_path, [("", 1), ("Torah", 5), ("Psalms", 90), ("Scrolls", 5)])
    found = pages(site)
    assert side(found["en/c50.html"]) == [
        "c1.html",
        *(f"c{n}.html" for n in range(44, 65)),
        "c96.html",
    ]
    assert side(found["he/c2.html"]) == [f"c{n}.html" for n in (*range(1, 6), 6, 96)]
    assert side(found["en/c95.html"])[-2:] == ["c95.html", "c96.html"]
    for tag in LANGUAGES:
        ways = [a.get("href") for a in found[f"{tag}/c50.html"].iter(f"{HTML}a")]
        assert ways.count("index.html#contents") == 2  # beside the text, and in the drawer
        listed = [a.get("href") for a in found[f"{tag}/index.html"].iter(f"{HTML}a")]
        assert {f"c{n}.html" for n in range(101)} <= set(listed)


def test_a_page_does_not_grow_with_the_book(tmp_path: Path) -> None:
    """A page of a book of 120 chapters in 24 parts is no larger than one of 60 chapters."""
    small, large = (
        len(
            long_site(tmp_path / str(count), [(f"Part {n}", size) for n in range(count)])[
                "en/c9.html"
            ]
        )
        for count, size in ((12, 5), (24, 5))
    )
    assert large < small


# In a browser -----------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_overflows_on_a_phone(browser: Browser, written: Path, language: str) -> None:
    """On a phone no page is wider than the screen, with the contents open too."""
    paths = [written / "index.html", *sorted((written / language).glob("*.html"))]
    for path in paths:
        page = open_page(browser, path, PHONE)
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (path.name, width) == (path.name, PHONE["width"])
        page.close()


def switch(page: Page) -> tuple[str, str]:
    """Return what the switch in the bar says, and the address that it leads to."""
    link = page.locator(".bar a.switch")
    box = link.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 60  # it is in view
    return link.inner_text(), link.get_attribute("href") or ""


def test_the_switch_follows_the_reader(browser: Browser, written: Path) -> None:
    """Far down a page the switch is in view, and leads to the section that is being read."""
    page = open_page(browser, written / "he/01-paper.html", DESK)
    page.emulate_media(reduced_motion="reduce")
    page.add_style_tag(content="article .heading { margin-block: 80vh }")
    assert switch(page) == ("Paper, in English", "../en/01-paper.html")
    headings = page.locator("article .heading-links a[hreflang='en']")
    last = headings.nth(headings.count() - 1)
    href, title = last.get_attribute("href"), last.get_attribute("title")
    last.evaluate("link => scrollTo({top: scrollY + link.getBoundingClientRect().top - 100})")
    leads_there = "href => document.querySelector('.switch').getAttribute('href') == href"
    page.wait_for_function(leads_there, arg=href)
    assert switch(page) == (title, href)
    box = page.locator(".bar a.switch").bounding_box()
    assert box is not None
    # Not the locator's click, which scrolls first.
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(f"**/{str(href).removeprefix('../')}")
    page.close()


def test_the_switch_names_only_its_language_on_a_phone(browser: Browser, written: Path) -> None:
    """Where there is no room the switch says the language; the bar is one line high."""
    page = open_page(browser, written / "en/01-paper.html", PHONE)
    assert switch(page)[0] == "עברית"
    bar = page.locator(".bar").bounding_box()
    assert bar is not None
    assert bar["height"] < 70
    page.close()


def test_paragraphs_stand_apart_in_notes_and_items(page: Page, project: ProjectMaker) -> None:
    """The second of a note begins a line; an item of two is as far from the next as they are."""
    text = "# Oil\n\n1. aa\n\n    bb\n2. cc\n\nText.[^1]\n\n[^1]: dd\n\n    ee\n"
    folder = project({"content/en/01-oil.md": text})
    done = run_diglot("build", "site", "--lang", "en", "--draft", "--project", folder)
    page.goto((folder / "build/site/en/01-oil.html").as_uri())
    tops = {}
    for words in ("aa", "bb", "cc", "dd", "ee"):
        box = page.get_by_text(words, exact=True).first.bounding_box()
        assert box, done.err
        tops[words] = box["y"]
    assert tops["ee"] > tops["dd"] + 10
    assert tops["cc"] - tops["bb"] == pytest.approx(tops["bb"] - tops["aa"], abs=3)


def test_code_can_be_copied(browser: Browser, written: Path) -> None:
    """Each block of code has a button that puts its text into the clipboard, in both languages."""
    for language, word, done in (("en", "Copy", "Copied"), ("he", "העתקה", "הועתק")):
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        for path in sorted((written / language).glob("*.html")):
            page.goto(path.as_uri())
            if page.locator("article pre").count():
                break
        button = page.locator(".copy").first
        assert button.inner_text() == word
        button.focus()
        button.press("Enter")
        page.wait_for_function(f"document.querySelector('.copy').textContent === '{done}'")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator("article pre").first.text_content()
        context.close()


# Beside it: how far a block's first words are from its button, 0 where one covers the other.
APART = """box => {
  const range = document.createRange();
  range.selectNodeContents(box.querySelector(".code-line") || box.querySelector("code"));
  const words = range.getClientRects()[0], button = box.querySelector(".copy");
  const { left, right, bottom } = button.getBoundingClientRect();
  return Math.max(words.top - bottom, words.left - right, left - words.right, 0);
}"""


@pytest.mark.parametrize("touch", [True, False], ids=["touch", "mouse"])
def test_the_copy_button_covers_no_first_word(
    browser: Browser, written: Path, tmp_path: Path, touch: bool
) -> None:
    """Also where the code is Hebrew prose, and where the button is always seen."""
    page_text = (written / "he/01-paper.html").read_text()
    code = '<pre class="lines prose" dir="ltr"><code>{}</code></pre>'
    line = '<span class="code-line" dir="{}">{}</span>'
    blocks = [line.format("rtl", "גוף ההערה"), line.format("ltr", "the body")]
    words = "".join(code.format(block) for block in blocks)
    place = written / "he" / f"{tmp_path.name}.html"
    place.write_text(page_text.replace("</article>", f"{words}</article>"))
    context = browser.new_context(has_touch=touch, is_mobile=touch, viewport=PHONE)  # type: ignore[arg-type]  # a plain mapping
    page = context.new_page()
    page.goto(place.as_uri())
    found = [box.evaluate(APART) for box in page.locator(".code-box").element_handles()]
    assert len(found) >= 2
    assert min(found) > 0
    context.close()
    place.unlink()


def test_a_wide_table_shows_that_it_goes_on(browser: Browser, written: Path) -> None:
    """At the edge where a table is cut off there is a shade, and none where it ends."""
    for language in LANGUAGES:
        page = open_page(browser, written / language / "03-tables.html", PHONE)
        page.add_style_tag(
            content=".table-box table { min-inline-size: 900px }"
            ":is(td, th) { border: 0; color: transparent }"
        )
        box = page.locator(".table-box").first
        picture = Image.open(io.BytesIO(box.screenshot())).convert("L")
        middle = picture.height // 2  # within a row
        bands = ((0, 8), (picture.width - 8, picture.width))
        edges = [
            min(picture.getpixel((x, y)) for x in range(*band) for y in (middle - 1, middle))
            for band in bands
        ]
        ends = edges if language == "en" else edges[::-1]
        assert ends[0] > 240  # where it begins
        assert ends[1] < 225  # where it is cut off
        page.close()


def test_the_title_page_offers_the_files_beside_it(tmp_path: Path) -> None:
    """The e-book and the PDF are links with their sizes, in the language of the page."""
    files = {
        tag: (Download(f"a-{tag}.epub", "epub", 583_400), Download(f"a b-{tag}.pdf", "pdf", 4200))
        for tag in LANGUAGES
    }
    site = whole_site(make_book(tmp_path), LANGUAGES, files)
    words = {"en": "E-book (EPUB)", "he": "ספר דיגיטלי (EPUB)"}
    for tag in LANGUAGES:
        root = etree.fromstring(site[f"{tag}/index.html"])
        (offered,) = (node for node in root.iter(f"{HTML}ul") if node.get("class") == "downloads")
        said = [" ".join("".join(item.itertext()).split()) for item in offered]
        assert said == [f"{words[tag]} 0.6 MB", "PDF 4 kB"]
        assert [a.get("href") for a in offered.iter(f"{HTML}a")] == [
            f"a-{tag}.epub",
            f"a%20b-{tag}.pdf",
        ]
    assert b"downloads" not in whole_site(make_book(tmp_path), LANGUAGES)["en/index.html"]


def test_the_foot_names_the_other_language(site: dict[str, bytes]) -> None:
    """At the foot of a page the other language is named in both."""
    for tag, words in (("en", "Also in Hebrew: עברית"), ("he", "גם באנגלית: English")):
        root = etree.fromstring(site[f"{tag}/01-paper.html"])
        (foot,) = root.iter(f"{HTML}footer")
        assert "".join(foot[0].itertext()) == words


def test_contents_stand_on_the_reading_side(browser: Browser, written: Path) -> None:
    """On a desk the contents stand before the text: left of English, right of Hebrew."""
    middles = {}
    for language in LANGUAGES:
        page = open_page(browser, written / language / "01-paper.html", DESK)
        side, main = page.locator(".side").bounding_box(), page.locator("main").bounding_box()
        assert side is not None
        assert main is not None
        middles[language] = side["x"] < main["x"]
        page.close()
    assert middles == {"en": True, "he": False}


def test_switch_takes_the_section_along(browser: Browser, written: Path) -> None:
    """Who switches the language while reading a section arrives at that section."""
    page = open_page(browser, written / "en" / "01-paper.html", PHONE)
    page.goto(f"{(written / 'en' / '01-paper.html').as_uri()}#voices")
    page.locator("#voices").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('voices').scrollIntoView({behavior: 'instant'})")
    page.locator(".bar a.switch").evaluate("link => link.click()")
    page.wait_for_url(re.compile(r"/he/01-paper\.html#voices$"))
    assert page.locator("#voices").inner_text() == "קולות"


def test_theme_button_turns_the_light(browser: Browser, written: Path) -> None:
    """The button turns light into dark; without scripts there is no button."""
    page = open_page(browser, written / "en" / "01-paper.html", DESK)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-theme-button]").click()
    after = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (before, after) == ("rgb(255, 253, 249)", "rgb(21, 24, 29)")
    silent = browser.new_context(java_script_enabled=False).new_page()
    silent.goto((written / "en" / "01-paper.html").as_uri())
    assert not silent.locator("[data-theme-button]").is_visible()


def test_text_is_set_in_the_book_fonts(browser: Browser, written: Path) -> None:
    """The fonts that come along are found and used, in each language."""
    for language, family in (("en", "Source Serif 4"), ("he", "Frank Ruhl Libre")):
        page = open_page(browser, written / language / "01-paper.html", DESK)
        loaded = page.evaluate(
            "document.fonts.ready.then(fonts => [...fonts].filter(f => f.status === 'loaded')"
            ".map(f => f.family.replaceAll('\"', '')))"
        )
        assert family in loaded
        assert "Assistant" in loaded
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(browser: Browser, written: Path, scheme: str) -> None:
    """Every color of text has the contrast with its ground that WCAG 2.2 AA asks for."""
    page = open_page(browser, written / "en" / "01-paper.html", DESK, scheme)
    colors = page.evaluate(
        """() => {
          const style = getComputedStyle(document.documentElement);
          const probe = document.body.appendChild(document.createElement('i'));
          const rgb = name => {
            probe.style.color = style.getPropertyValue(name);
            return getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number);
          };
          const names = ['--paper', '--tint', '--ink', '--muted', '--accent', '--cover',
            '--cover-ink', '--cover-muted', '--accent-deep', '--on-accent', '--fault'];
          return Object.fromEntries(names.map(name => [name, rgb(name)]));
        }"""
    )
    pairs = [(ink, ground) for ink in INKS for ground in GROUNDS]
    pairs += [("--cover-ink", "--cover"), ("--cover-muted", "--cover")]
    pairs += [("--on-accent", "--accent-deep")]
    weak = {p: contrast(colors[p[0]], colors[p[1]]) for p in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


INKS = ("--ink", "--muted", "--accent", "--fault")
GROUNDS = ("--paper", "--tint")


def contrast(one: list[float], other: list[float]) -> float:
    """Return the contrast ratio of two colors (WCAG 2.2, 1.4.3)."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(color: list[float]) -> float:
    parts = [c / 255 for c in color]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_skip_link_comes_first(browser: Browser, written: Path) -> None:
    """The first stop of the keyboard is the way past the header, and it shows itself."""
    page = open_page(browser, written / "he" / "01-paper.html", PHONE)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#main"
    assert focused.inner_text() == "דילוג לתוכן"
    box = focused.bounding_box()
    assert box is not None
    assert box["y"] >= 0


def test_numbers_in_hebrew_letters(tmp_path: Path, browser: Browser) -> None:
    """Chapters, notes and lists of the Hebrew pages count in letters, and Chromium draws them."""
    book = make_book(tmp_path)
    letters = Conventions(Numerals("hebrew", "hebrew", "hebrew", "hebrew"), "both")
    editions = (book.editions[0], replace(book.editions[1], conventions=letters))
    files = whole_site(replace(book, editions=editions), LANGUAGES)
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    page = browser.new_page(viewport=DESK)  # type: ignore[arg-type]  # a plain mapping
    page.goto((tmp_path / "he/index.html").as_uri())
    numbers = page.locator(".contents .number").all_inner_texts()
    assert [number.strip() for number in numbers] == ["", "א", "ב", ""]
    assert "23 בנובמבר 2026 · י״ג בכסלו תשפ״ז" in page.locator(".cover-imprint").inner_text()
    page.goto((tmp_path / "he/01-paper.html").as_uri())
    assert page.locator(".chapter-label").inner_text() == "פרק א׳"
    assert page.locator(".note-mark").all_inner_texts() == ["א", "ב"]
    notes = page.locator(".notes ol")
    assert notes.evaluate("list => getComputedStyle(list).listStyleType") == "hebrew"
    page.goto((tmp_path / "he/02-ink.html").as_uri())
    kinds = page.locator("article ol").evaluate_all(
        "lists => lists.map(list => getComputedStyle(list).listStyleType)"
    )
    assert kinds == ["hebrew", "lower-roman"]
    page.close()


def test_pages_that_someone_waits_for_come_first(tmp_path: Path) -> None:
    """They are made before all others, and every file is as it is in any other order."""
    book = make_book(tmp_path)
    parallel = Parallel(align(*book.editions).chapters)
    waited_for = {"he/02-ink.html", "bilingual/01-paper.html", "he/index.html", "he/nothing.html"}
    usual = list(site_files(book, LANGUAGES, TEMPLATES, parallel=parallel))
    found = list(site_files(book, LANGUAGES, TEMPLATES, parallel=parallel, first=waited_for))
    assert {name for name, _ in found[:2]} == {"he/02-ink.html", "bilingual/01-paper.html"}
    assert sorted(found) == sorted(usual)

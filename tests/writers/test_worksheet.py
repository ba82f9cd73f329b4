"""The translator's worksheet, in Chromium: what it shows, its filters, keys, ticks and paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Browser, Page, expect

from support import ROOT, ProjectMaker, run_diglot, write_project

FINDINGS = ".finding:visible"
FILES = {
    "content/en/01-oil.md": (
        "# Oil\n\nAbout oil.[^1]\n\n[^1]: Not olive oil.\n\n"
        "![A well](images/well.png){#fig-well}\n\nSee [](#fig-well).\n\n## Price {#price}\n\n"
        "It rose.\n\n## Use {#use}\n\nIt burns.\n\nSee [there](#use).\n"
    ),
    "content/he/01-oil.md": (
        "# נפט\n\nעל הנפט.[^1]\n\n[^1]: לא שמן זית.\n\n![באר](images/well.png){#fig-well}\n\n"
        "ראו [](#fig-well).\n\n## שימוש {#use}\n\nהוא בוער.\n\nראו [שם](#there).\n"
    ),
    "content/en/02-gas.md": "# Gas\n\nAbout gas.\n\n![](images/well.png)\n",
    "content/he/02-gas.md": "# גז\n\nעל הגז.\n\n![](images/well.png)\n",
    "content/he/03-sun.md": "# שמש\n\nעל השמש.\n",
    "content/en/images/well.png": (ROOT / "docs" / "editions.png").read_bytes(),
}


def make(folder: Path, *options: str, status: int = 1) -> Path:
    """Return the worksheet of a project, beside the project."""
    target = folder.parent / "worksheet.html"
    done = run_diglot(
        "check", "--format", "html", "--output", target, *options, "--project", folder
    )
    assert done.status == status, done.err
    return target


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the worksheet of a book that lacks a section and has a chapter too many."""
    return make(write_project(tmp_path_factory.mktemp("book") / "oil", FILES))


@pytest.fixture
def page(browser: Browser, sheet: Path) -> Iterator[Page]:
    """Return the worksheet in a window of a desk."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(sheet.as_uri())
    yield opened
    opened.close()


def codes(page: Page) -> list[str]:
    """Return the codes of the findings that are shown."""
    return [text.split()[0] for text in page.locator(f"{FINDINGS} .rule").all_inner_texts()]


def row_of(page: Page, code: str) -> str:
    """Return the words of both languages of the row that has a finding."""
    row = page.locator(".row", has=page.locator(f".finding:has-text('{code}')"))
    return " | ".join(row.locator(".cell").all_inner_texts())


# What it shows -----------------------------------------------------------------------


def test_it_needs_no_network(browser: Browser, sheet: Path) -> None:
    """The page asks for nothing but itself; its pictures and fonts are inside and work."""
    asked: list[str] = []
    faults: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(sheet.as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [sheet.as_uri()]
    widths = page.eval_on_selector_all(".cell img", "all => all.map(one => one.naturalWidth)")
    assert len(widths) == 4
    assert min(widths) > 0
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('1em Assistant'))")
    assert faults == []
    page.close()


def test_findings_stand_at_their_place(page: Page) -> None:
    """A finding is in the row of the block that it is about."""
    assert row_of(page, "R301").split(" | ")[1] == "ראו שם."
    assert row_of(page, "S103") == "Price | Not translated"
    assert row_of(page, "S102") == "Not in the source | שמש"
    assert Counter(codes(page)) == {"S102": 1, "S103": 1, "R301": 1, "R308": 2}


def test_counterparts_stand_side_by_side(page: Page) -> None:
    """Sections after a missing one are beside their counterparts, at one height."""
    words = [
        tuple(row.locator(".cell").all_inner_texts())
        for row in page.locator("#he-01-oil .row.heading").all()
    ]
    assert words == [("Price", "Not translated"), ("Use", "שימוש")]
    source, translation = page.locator("#he-01-oil .row.heading").last.locator(".cell").all()
    one, other = source.bounding_box(), translation.bounding_box()
    assert one
    assert other
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] < other["x"]
    assert (source.get_attribute("lang"), source.get_attribute("dir")) == ("en", "ltr")
    assert (translation.get_attribute("lang"), translation.get_attribute("dir")) == ("he", "rtl")


def test_notes_stand_with_their_blocks(page: Page) -> None:
    """A note is under the paragraph that marks it, and the mark leads there."""
    row = page.locator("#he-01-oil .row.block").first
    assert "Not olive oil." in row.inner_text()
    assert "לא שמן זית." in row.inner_text()
    row.locator("sup a").first.click()
    assert page.locator(":target").inner_text().split(maxsplit=1) == ["1", "Not olive oil."]


def test_a_picture_of_both_languages_is_carried_once(page: Page, sheet: Path) -> None:
    """The page holds each picture once, and shows it at both sides all the same."""
    assert sheet.read_text("utf-8").count('src="data:image/png') == 1
    widths = page.locator(".cell img").evaluate_all("list => list.map((i) => i.naturalWidth)")
    assert len(widths) == 4
    assert min(widths) > 100


def test_ids_never_meet(sheet: Path) -> None:
    """No id is there twice, and every link inside the page leads somewhere."""
    root = html.fromstring(sheet.read_text("utf-8"))
    ids = Counter(root.xpath("//@id"))
    assert [name for name, number in ids.items() if number > 1] == []
    targets = {target[1:] for target in root.xpath("//a[not(ancestor::p)]/@href")}
    assert targets
    assert targets <= set(ids)
    (link,) = set(root.xpath("//a[.='Figure 1.1']/@href"))
    assert link[1:] in ids


def test_a_lost_block_is_shown_where_it_was(project: ProjectMaker) -> None:
    """Of five paragraphs the lost second leaves its gap, and the others face their own."""
    years = ["1901", "1922", "1943", "1964", "1985"]
    words = "and much more is told of it in the old book"
    hebrew = "ועוד הרבה מסופר עליו בספר הישן"
    folder = project(
        {
            "content/en/01-a.md": "# A\n\n" + "\n\n".join(f"In {y} {words}." for y in years),
            "content/he/01-a.md": "# א\n\n"
            + "\n\n".join(f"בשנת {y} {hebrew}." for y in years if y != "1922"),
        }
    )
    target = folder / "o.html"
    run_diglot("check", "--format", "html", "--output", target, "--project", folder)
    root = html.fromstring(target.read_text("utf-8"))
    rows = [
        re.findall(r"\d{4}|Not translated", row.text_content().partition("B201")[0])
        for row in root.xpath("//div[starts-with(@class, 'row block')]")
    ]
    assert [row for row in rows if row] == [
        [y, "Not translated" if y == "1922" else y] for y in years
    ]
    (finding,) = root.find_class("finding")
    assert "1922" in finding.getparent().getparent().text_content()


def test_a_lost_heading_parts_no_blocks(project: ProjectMaker) -> None:
    """Where a heading alone is lost, that is one finding, and what is below it has its own row."""
    english = "# A\n\nOil is found below.\n\n## Price\n\nIt rose by 4%.\n\n- one\n- two\n"
    hebrew = "# א\n\nהנפט מצוי למטה.\n\nהוא עלה ב־4%.\n\n- אחת\n- שתיים\n"
    folder = project({"content/en/01-oil.md": english, "content/he/01-oil.md": hebrew})
    target = folder / "o.html"
    run_diglot("check", "--format", "html", "--output", target, "--project", folder)
    root = html.fromstring(target.read_text("utf-8"))
    (finding,) = root.find_class("finding")
    assert "S103" in finding.text_content()
    assert "he/01-oil.md:5" in finding.text_content()  # the text that lost its heading
    alone = [row for row in root.find_class("row") if "Not translated" in row.text_content()]
    assert ["heading" in row.get("class") for row in alone] == [True]


# Filters, keys, ticks ----------------------------------------------------------------


def test_filters_narrow_what_is_shown(page: Page) -> None:
    """Severity, family, chapter and "only with findings" each leave what they name."""
    page.get_by_label("Warnings").uncheck()
    assert "R308" not in codes(page)
    page.get_by_label("Warnings").check()
    page.locator("select[name=family]").select_option("S")
    assert sorted(codes(page)) == ["S102", "S103"]
    page.get_by_label("Only with findings").check()
    assert page.locator(".row:visible").count() == 2
    page.locator("select[name=chapter]").select_option("he-02-gas")
    assert page.locator(".row:visible").count() == 0
    assert page.get_by_text("Nothing fits the filters.").is_visible()


def test_keys_lead_from_finding_to_finding(page: Page) -> None:
    """Keys: j and k go on and back, around the ends; f goes to the filters; ? explains."""
    shown = page.locator(FINDINGS)
    for key, place in (("j", 0), ("j", 1), ("k", 0), ("k", -1)):
        page.keyboard.press(key)
        expected = shown.nth(place) if place >= 0 else shown.last
        assert expected.evaluate("it => it === document.activeElement")
        assert expected.evaluate("it => it.getBoundingClientRect().top > 0")
    assert page.locator("#status").inner_text() == "Finding 5 of 5"
    page.keyboard.press("f")
    assert page.locator(":focus").get_attribute("name") == "severity"
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()


def test_keys_work_on_a_hebrew_keyboard(page: Page) -> None:
    """The key that is j on a Latin keyboard is ח on a Hebrew one, and leads on as well."""
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'ח', code: 'KeyJ', bubbles: true}))"
    )
    assert page.locator(FINDINGS).first.evaluate("it => it === document.activeElement")


def test_ticks_stay_until_the_words_change(browser: Browser, project: ProjectMaker) -> None:
    """A tick is there when the page is opened again; it goes when its block is written anew."""
    folder = project()
    context = browser.new_context()
    page = context.new_page()
    page.goto(make(folder, status=0).as_uri())
    assert page.get_by_text("Nothing was found").is_visible()
    page.locator(".tick input").nth(1).check()
    page.locator(".tick input").nth(2).check()
    page.reload()
    assert page.locator("#overall-words").inner_text() == "2 of 4 done"
    page.get_by_label("Only what is not done").check()
    assert page.locator(".row:visible").count() == 2
    write_project(
        folder, {"content/he/01-oil.md": "# נפט\n\nאודות הנפט.\n\n## המחיר {#price}\n\nעלה 4%.\n"}
    )
    again = context.new_page()  # while the first is open: a browser's storage is its pages' own
    again.goto(make(folder, status=0).as_uri())
    expect(again.locator(".is-done .cell")).to_have_text(["Price", "המחיר"])
    context.close()


# For everyone, and on paper ----------------------------------------------------------


@pytest.mark.parametrize(
    ("interface", "scheme"), [pytest.param("en", "light", marks=pytest.mark.long), ("he", "dark")]
)
def test_axe_finds_nothing(
    browser: Browser, sample_copy: Path, interface: str, scheme: Literal["light", "dark"]
) -> None:
    """The worksheet of a chapter of the sample book with faults is accessible, light and dark."""
    for chapter in (sample_copy / "content").glob("*/[01]*.md"):
        if not chapter.name.startswith("02"):
            chapter.unlink()
    chapter = sample_copy / "content" / "he" / "02-first-book.md"
    text = chapter.read_text("utf-8")
    chapter.write_text(text.replace("\n## ", "\n### ", 1) + "\nראו [שם](#אין).\n", "utf-8")
    page = browser.new_page(color_scheme=scheme)
    page.goto(make(sample_copy, "--interface", interface).as_uri())
    page.keyboard.press("j")
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
    page.close()


def test_the_interface_speaks_hebrew(browser: Browser, project: ProjectMaker) -> None:
    """With --interface he the page's own words are Hebrew and run from right to left."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(make(project(), "--interface", "he", status=0).as_uri())
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("he", "rtl")
    assert "דף עבודה" in page.inner_text("h1")
    boxes = [cell.bounding_box() for cell in page.locator(".row").first.locator(".cell").all()]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["x"] > boxes[1]["x"]
    page.close()


def test_an_unknown_interface_is_refused(project: ProjectMaker) -> None:
    """A language without a catalogue is named, with those that there are."""
    done = run_diglot("check", "--format", "html", "--interface", "fr", "--project", project())
    assert done.status == 2
    assert "en, he" in done.err


@pytest.mark.parametrize("width", [360, 700, 1280])
def test_nothing_hangs_over_the_edge(page: Page, width: int) -> None:
    """The page never scrolls sideways, on a phone neither."""
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_there_is_the_text_alone(page: Page) -> None:
    """Printed, the filters and the list of chapters are gone and the findings are there."""
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert not page.locator("nav").is_visible()
    assert len(codes(page)) == 5


def test_without_scripts_it_can_be_read(browser: Browser, sheet: Path) -> None:
    """With scripts off both languages and all findings are there, and no dead controls."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sheet.as_uri())
    assert page.locator(FINDINGS).count() == 5
    assert not page.locator("#filters").is_visible()
    assert not page.locator(".tick").first.is_visible()
    context.close()


# What a translator's day needs -------------------------------------------------------

LISTED = "".join(f"{n}. item number {n} of the list\n" for n in range(1, 10))
LISTED_HE = LISTED.replace("item number", "פריט מספר").replace("of the list", "ברשימה")
WIDE = "| one | two | three |\n|---|---|---|\n" + f"| `{'Ordering' * 6}` " * 3 + "|\n"
DAY = {
    "content/en/01-oil.md": (
        f"# Oil\n\n{WIDE}\n{LISTED}\n| A line of verse\n| and another\n\n"
        "## Price {#price}\n\nIt rose in the year of the flood.\n\nNobody knew why.\n\n"
        "## Use {#use}\n\nOne.\n\nTwo, a little longer than the first one.\n\nThree.\n"
    ),
    "content/he/01-oil.md": (
        f"# נפט\n\n{WIDE}\n{LISTED_HE.replace('מספר 5', 'מספר 15')}\n| שׁוּרָה אַחַת\n| וְעוֹד אַחַת\n\n"
        "## המחיר {#price}\n\nהוא עלה בשנת המבול.\n\nאיש לא ידע מדוע.\n\n"
        "## השימוש {#use}\n\nאחת.\n\nשתיים, קצת יותר ארוכה מן הראשונה.\n"
    ),
    "content/en/02-verse.md": "# Verse\n\nIn the beginning God created the heaven.\n",
    "content/he/02-verse.md": "# פסוק\n\nבְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם׃\n",
}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the worksheet of a book with a wide table, a long list and a stale section."""
    folder = write_project(tmp_path_factory.mktemp("day") / "book of the day", DAY)
    run_diglot("accept", "01-oil#price", "--project", folder)
    text = DAY["content/en/01-oil.md"]
    write_project(folder, {"content/en/01-oil.md": text.replace("It rose", "It fell")})
    return make(folder, "--editor", "vscode")


@pytest.fixture
def desk(browser: Browser, day: Path) -> Iterator[Page]:
    """Return that worksheet in a window of a desk."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(day.as_uri())
    yield opened
    opened.close()


def test_a_wide_table_scrolls_in_its_cell(browser: Browser, day: Path) -> None:
    """A table wider than its column is cut by it, on a desk and on a phone, and scrolls."""
    for width in (1280, 390):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(day.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for box in page.locator(".cell .table-box").all():
            assert box.evaluate("box => box.scrollWidth > box.clientWidth + 20")
            cell = box.locator("xpath=ancestor::*[contains(@class, 'cell')]").bounding_box()
            inner = box.bounding_box()
            assert cell
            assert inner
            assert inner["width"] <= cell["width"] + 1
        page.close()


def test_a_finding_stands_at_its_item(desk: Page) -> None:
    """In a long list each item has its row, and a finding is at the one it is about."""
    row = row_of(desk, "T602").replace("\n", " ").replace("11 ", "")
    assert row == "item number 5 of the list | פריט מספר 15 ברשימה"
    lists = desk.locator(".row", has=desk.locator(".finding:has-text('T602')")).locator("ol")
    assert [one.get_attribute("start") for one in lists.all()] == ["5", "5"]


def test_a_finding_stands_at_its_entry(project: ProjectMaker) -> None:
    """In a list of definitions each entry has its row, and a finding is at its own."""
    terms = [("Lamp", "It has 2 wicks.", "מנורה", "יש לה 2 פתילות.")]
    terms += [("Oil", "It costs 40 coins.", "שמן", "מחירו 14 מטבעות.")]
    terms += [("Wick", "It is of flax.", "פתילה", "היא עשויה פשתן.")]
    english = "\n\n".join(f"{term}\n:   {said}" for term, said, _, _ in terms)
    hebrew = "\n\n".join(f"{term}\n:   {said}" for _, _, term, said in terms)
    files = {
        "content/en/01.md": f"# Oil\n\n{english}\n",
        "content/he/01.md": f"# נפט\n\n{hebrew}\n",
    }
    page = html.document_fromstring(make(project(files), status=0).read_bytes())
    rows = [row for row in page.find_class("row") if row.findall(".//dt")]
    assert [len(row.findall(".//dt")) for row in rows] == [2, 2, 2]
    assert [len(row.find_class("finding")) for row in rows] == [0, 1, 0]


def test_cantillated_words_have_their_font(desk: Page, sheet: Path) -> None:
    """The font of cantillation marks is inside where a book has them, and nowhere else."""
    assert desk.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('1em \"Ezra SIL\"'))"
    )
    assert "Ezra SIL" in desk.locator(".cantillated").first.evaluate(
        "word => getComputedStyle(word).fontFamily"
    )
    assert 'font-family: "Ezra SIL"; font-weight' not in sheet.read_text("utf-8")


def test_what_changed_is_marked_in_the_text(desk: Page) -> None:
    """A stale section shows in each of its passages which words went and came."""
    (changed,) = desk.locator(".changes").all()
    assert changed.inner_text() == "¶ It rose fell in the year of the flood."
    assert changed.locator("del, ins").all_inner_texts() == ["rose", "fell"]


def test_only_findings_keeps_what_explains_them(desk: Page) -> None:
    """Beside a missing block its neighbor stays, and below a stale heading what changed."""
    desk.get_by_label("Only with findings").check()
    shown = [
        row.locator(".cell").first.inner_text().splitlines()[-1].strip()
        for row in desk.locator(".row:visible").all()
    ]
    assert shown == [
        "item number 5 of the list",
        "Price",
        "¶ It rose fell in the year of the flood.",
        "Two, a little longer than the first one.",
        "Three.",
    ]


def test_a_single_rule_can_be_picked(desk: Page) -> None:
    """The filter lists families with their rules, and either narrows what is shown."""
    options = desk.locator("select[name=family] option").all_inner_texts()
    assert "T602 number-missing" in [option.strip() for option in options]
    desk.locator("select[name=family]").select_option("T602")
    assert codes(desk) == ["T602"]
    desk.locator("select[name=chapter]").select_option("he-02-verse")
    assert codes(desk) == []


def test_places_open_in_an_editor(desk: Page, sheet: Path) -> None:
    """With an editor each place is a link to its line there; without one it is plain words."""
    link = desk.locator(".finding:has-text('T602') .where a").first
    href = str(link.get_attribute("href"))
    assert href.startswith("vscode://file/")
    assert href.endswith("/book%20of%20the%20day/content/he/01-oil.md:11")
    numbers = desk.locator("#he-02-verse .row").last.locator(".line-number")
    assert numbers.all_inner_texts() == ["3", "3"]
    assert 'class="open' not in sheet.read_text("utf-8")


@pytest.mark.parametrize(
    ("setting", "options", "start"),
    [
        ("zed", (), "zed://file/"),
        ("zed", ("--editor", "none"), ""),
        ("none", ("--editor", "my://{path}#{line}"), "my:///"),
    ],
)
def test_the_book_or_the_command_names_the_editor(
    project: ProjectMaker, setting: str, options: tuple[str, ...], start: str
) -> None:
    """The command's word counts more than the book's; "none" takes the links away."""
    book = f"id: small\nlanguages: [en, he]\ncheck: {{editor: {setting}}}\n"
    made = make(project({"content/book.yaml": book}), *options, status=0)
    links = html.document_fromstring(made.read_bytes()).xpath("//a[contains(@class, 'open')]/@href")
    assert bool(links) == bool(start)
    assert all(link.startswith(start) for link in links)


@pytest.mark.parametrize("address", ["notepad", "javascript:alert('{path}')", "x://{line}"])
def test_what_is_no_editor_is_refused(project: ProjectMaker, address: str) -> None:
    """An unknown name, an address without the file, or one that runs a script is an error."""
    done = run_diglot("check", "--editor", address, "--project", project())
    assert done.status == 2
    assert "is no editor; there are vscode" in done.err


def test_axe_finds_nothing_on_a_day(browser: Browser, day: Path) -> None:
    """Changes, links and items are accessible, light and dark."""
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(day.as_uri())
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []
        page.close()

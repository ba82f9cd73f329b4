"""Front matter: ours is read in any syntax, that of other tools passed over, slips are found."""

from __future__ import annotations

import pytest

from diglot.editing.lines import split_lines
from diglot.editing.skeleton import body_start, new_front_matter
from diglot.reader.front_matter import foreign_keys
from diglot.reader.source import Source, read_source
from diglot.settings import check_date

YAML = "---\ntitle: Oil\nauthor: Dana Levi\ndate: 2026-01-02\nrole: appendix\n---\n\nWords.\n"
TOML = (
    '+++\ntitle = "Oil"\nauthor = "Dana Levi"\ndate = 2026-01-02T10:00:00Z\n'
    'role = "appendix"\n+++\n\nWords.\n'
)
JSON = (
    '{\n  "title": "Oil",\n  "author": ["Dana Levi"],\n  "date": "2026-01-02",\n'
    '  "role": "appendix"\n}\n\nWords.\n'
)


def read(text: str) -> Source:
    """Return the source that a text is read as."""
    return read_source(text.encode(), "x.md")


def found(text: str) -> list[str]:
    """Return the findings on a text as "line:column rule"."""
    return [f"{f.position.line}:{f.position.column} {f.rule}" for f in read(text).findings]


@pytest.mark.parametrize(
    "text", [YAML, TOML, JSON, f"\n{YAML}", YAML.replace("\n---\n", "\n...\n")]
)
def test_each_syntax_says_the_same(text: str) -> None:
    """YAML, TOML and JSON give the same settings, and lines keep their numbers."""
    source = read(text)
    matter = source.front_matter
    assert source.findings == ()
    assert (matter.title, matter.date, matter.role) == ("Oil", "2026-01-02", "appendix")
    assert [person.name for person in matter.author] == ["Dana Levi"]
    assert source.text.strip() == "Words."
    assert source.text.split("\n").index("Words.") == text.split("\n").index("Words.")


@pytest.mark.parametrize(
    ("text", "place", "title"),
    [
        ("---\ntitle: Oil: a story\nweight: 3\n---\n\nW.\n", "2:11 front-matter", "Oil: a story"),
        ("---\nweight: 3\ntitle:\tOil\n---\n\nW.\n", "3:7 front-matter", "Oil"),
        ("---\ntitle: Oil\ntitle: Gas\n---\n\nW.\n", "3:1 front-matter", "Oil"),
        ("---\ntags: [a\ntitle: Oil\n---\n\nW.\n", "3:6 front-matter", "Oil"),
        ("---\ntitle: Oil: a story\n---\n\n# Oil\n", "2:11 front-matter", ""),
        ('+++\ntitle = "Oil"\nweight =\n+++\n\nW.\n', "3:9 front-matter", "Oil"),
        ("+++\ntitle = Oil\n+++\n\nW.\n", "2:9 front-matter", "Oil"),
        ('{\n  "title": "Oil"\n  "a": 1\n}\n\nW.\n', "3:3 front-matter", "Oil"),
        ("---\ntitle: Oil\ndate: tomorrow\n---\n\nW.\n", "3:1 front-matter", "Oil"),
    ],
)
def test_what_is_broken_leaves_the_title(text: str, place: str, title: str) -> None:
    """A slip is one finding at its line, and a title that can be read is the title."""
    assert found(text) == [place]
    assert read(text).front_matter.title == title
    assert "---" not in read(text).text


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("titel", "title"),
        ("tittle", "title"),
        ("Titel", "title"),
        ("subtitel", "subtitle"),
        ("autor", "author"),
        ("dat", "date"),
        ("rol", "role"),
        ("staus", "status"),
    ],
)
def test_a_slip_of_ours_is_found(key: str, meant: str) -> None:
    """A key with a letter or two wrong is a finding that gives the right one."""
    [finding] = read(f"---\n{key}: x\n---\n\nWords.\n").findings
    assert (finding.rule, finding.position.line) == ("unknown-key", 2)
    assert finding.hint == f'did you mean "{meant}"?'


# Of the manuals of Jekyll, Hugo, Docusaurus, MkDocs, Quarto, GitBook, Obsidian and pandoc.
OTHERS = """
layout permalink published categories category tags excerpt nav_order parent has_children
weight slug aliases lastmod publishDate expiryDate linkTitle type url menu series summary
cascade resources outputs headless id sidebar_label sidebar_position pagination_next
hide_title hide_table_of_contents custom_edit_url keywords image description lang language
template hide icon search comments format execute jupyter toc number-sections
date-modified abstract bibliography csl header-includes nocite cover coverY hidden
cssclass cssclasses publish created updated anchor static stats data dates state rules
roles draft
"""


def test_keys_of_other_tools_are_one_note_a_book() -> None:
    """What other tools set is kept, and said once; none of it is taken for a slip."""
    texts = ["".join(f"{key}: x\n" for key in OTHERS.split()), "tags: [a]\n"]
    sources = [read(f"---\n{text}---\n\nWords.\n") for text in texts]
    assert [source.findings for source in sources] == [(), ()]
    [note] = foreign_keys([key for source in sources for key in source.foreign])
    assert note.severity == "note"
    assert note.message.startswith("tags, layout, permalink and ")
    assert list(foreign_keys(())) == []


def test_what_we_know_by_another_name_is_read() -> None:
    """Authors as other tools write them, capital letters and `draft: true` are understood."""
    source = read(
        "---\nTitle: Oil\nSub-title: Black\ndraft: true\nauthors:\n"
        "  - {name: Dana Levi, url: https://example.org, email: d@example.org}\n"
        "  - name: {given: Noa, family: Bar}\n  - {name: Gil Or, role: trl}\n  - Ruth\n"
        "---\n\nWords.\n"
    )
    matter = source.front_matter
    assert source.findings == ()
    assert (matter.title, matter.subtitle, matter.status) == ("Oil", "Black", "draft")
    assert [(p.name, p.role) for p in matter.author] == [
        ("Dana Levi", "aut"),
        ("Noa Bar", "aut"),
        ("Gil Or", "trl"),
        ("Ruth", "aut"),
    ]


def test_a_status_of_another_tool_is_no_slip() -> None:
    """`status: published` is another tool's word; `status: drafft` is a slip of ours."""
    assert found("---\nstatus: published\n---\n\nWords.\n") == []
    assert found("---\nstatus: drafft\n---\n\nWords.\n") == ["2:1 front-matter"]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2020-01-02T10:00:00Z", "2020-01-02"),
        ("2020-01-02 10:00:00 +0200", "2020-01-02"),
        ("2020-01-02 10:00", "2020-01-02"),
        ("2020/1/2", "2020-01-02"),
        ("2020/01", "2020-01"),
        ("2020", "2020"),
        ("", ""),
    ],
)
def test_dates_with_times_are_dates(written: str, iso: str) -> None:
    """A date is what it is to the day, in hyphens or slashes."""
    assert check_date(written) == iso


@pytest.mark.parametrize("wrong", ["02/01/2020", "2020-13-01", "2020-02-30", "2020-01-02x", "May"])
def test_what_is_no_date(wrong: str) -> None:
    """A day that no calendar has, or one whose order nobody knows, is refused."""
    with pytest.raises(ValueError, match="is not a date"):
        check_date(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nWords between rules.\n\n---\n\nMore.\n",
        "---\nA heading\n---\n\nMore.\n",
        "---\n\nNote: words.\n\nMore words.\n\n---\n",
        '{"a": 1} are braces in a line.\n',
        "+++ three plus signs\n\n+++\n",
        "{#id} is a name.\n\nWords.\n",
    ],
)
def test_what_only_looks_like_front_matter_is_text(text: str) -> None:
    """Text between two rules, or in braces, stays text."""
    source = read(text)
    assert source.text == text
    assert source.findings == ()


@pytest.mark.parametrize("opening", ["---\ntitle: Oil\n", '+++\ntitle = "Oil"\n'])
def test_front_matter_without_an_end(opening: str) -> None:
    """What is opened and never closed is a finding."""
    assert found(f"{opening}\nWords.\n") == ["1:1 front-matter"]


@pytest.mark.parametrize("text", [YAML, TOML, JSON])
def test_a_skeleton_keeps_the_syntax(text: str) -> None:
    """A new translation has its source's front matter, marked as not translated."""
    lines = split_lines(text.encode())
    assert lines.line(body_start(lines)) == ""
    made = "\n".join([*new_front_matter(lines), "", "Words.", ""])
    matter = read(made).front_matter
    assert read(made).findings == ()
    assert (matter.title, matter.role, matter.status) == ("Oil", "appendix", "untranslated")

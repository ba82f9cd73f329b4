"""Identity: every section has one name, and it is the same in every language."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from diglot.bitext import align, bitext, name_sections
from diglot.core.model import Book, Section
from diglot.core.walk import plain_text, walk_sections
from diglot.text.slugs import slug
from parity.builder import book, edition


def named(languages: dict[str, dict[str, str]]) -> Book:
    """Return a book whose sections have been named."""
    read = book(languages)
    return name_sections(read, {e.language: align(read.source, e) for e in read.translations})


def sections(read: Book, language: str, chapter: str = "x") -> list[Section]:
    """Return the sections of a chapter in reading order."""
    edition = next(e for e in read.editions if e.language == language)
    return list(walk_sections(next(c for c in edition.chapters if c.name == chapter)))


def ids(read: Book, language: str, chapter: str = "x") -> list[str]:
    """Return the names of a chapter's sections in reading order."""
    return [section.id for section in sections(read, language, chapter)]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Oil and Gas", "oil-and-gas"),
        ("  The   “Iceberg”, explained!  ", "the-iceberg-explained"),
        ("Don’t panic", "dont-panic"),
        ("Baku–Tbilisi–Ceyhan / the pipeline", "baku-tbilisi-ceyhan-the-pipeline"),
        ("Café Århus Łódź Straße Æsir", "cafe-arhus-lodz-strasse-aesir"),
        ("2014: a Year", "s-2014-a-year"),
        ("שלום עולם", "שלום-עולם"),
        ("שָׁלוֹם־בַּיִת", "שלום-בית"),
        ("צה״ל וצ׳כיה", "צהל-וצכיה"),
        ("\ufb2aלום", "שלום"),
        ("C++", "c"),
        ("snake_case", "snake-case"),
        ("½ ²", "s-1-2-2"),
        ("…", "section"),
        ("", "section"),
    ],
)
def test_a_heading_becomes_a_name(heading: str, name: str) -> None:
    """Words become lower case and plain, joined by hyphens; Hebrew letters stay."""
    assert slug(heading) == name


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=30))
def test_a_name_is_a_valid_xml_id(heading: str) -> None:
    """Any heading at all gives a name that libxml2 takes for an XML name, and is stable."""
    name = slug(heading)
    etree.QName(name)
    assert ":" not in name
    assert etree.fromstring(f"<{name}/>").tag == name
    assert slug(name) == name


def test_a_translation_has_the_names_of_its_source() -> None:
    """Explicit or made from the heading, the source's id is the translation's."""
    read = named(
        {
            "en": {"x": "## Oil\nIn 1994.\n### Price {#cost}\nIt cost 98.\n## Gas\nIn 2005."},
            "he": {"x": "## נפט\nב־1994.\n### מחיר\nעלה 98.\n## גז\nב־2005."},
        }
    )
    assert ids(read, "en") == ids(read, "he") == ["oil", "cost", "gas"]
    assert [section.explicit for section in sections(read, "en")] == [False, True, False]


def test_the_sources_id_wins_over_the_translations_own() -> None:
    """An id that the translator changed leads nowhere; what was written is still known."""
    read = named({"en": {"x": "## Oil {#oil}\n1994"}, "he": {"x": "## נפט {#neft}\n1994"}})
    [section] = sections(read, "he")
    assert (section.id, section.attributes.id) == ("oil", "neft")


def test_equal_headings_get_numbers() -> None:
    """The second of two equal headings is -2, and so on past ids that are written."""
    text = "## Oil\n12\n## Oil {#oil-2}\n34\n## Oil\n56\n## Gas\n[gas]{#gas}"
    read = named({"en": {"x": text}, "he": {"x": text.replace("Oil", "נפט")}})
    assert ids(read, "en") == ids(read, "he") == ["oil", "oil-2", "oil-3", "gas-2"]


def test_a_name_avoids_what_the_translation_calls_something_else() -> None:
    """A table or a passage of the translation with the same id is no second place of the name."""
    read = named(
        {
            "en": {"x": "## Oil\nIn 1994."},
            "he": {"x": "## נפט\nב־1994.\n::: {#oil}\nמילים.\n:::"},
        }
    )
    assert ids(read, "en") == ids(read, "he") == ["oil-2"]


def test_what_only_the_translation_has_is_named_after_itself() -> None:
    """A section or a chapter without a counterpart is named by its id or its own heading."""
    read = named(
        {
            "en": {"x": "## Oil\nIn 1994."},
            "he": {
                "x": "## נפט\nב־1994.\n## גז\n\nאין.\n\nאין כלל.\n## עוד {#oil}\n\nמילה.\n\nעוד.",
                "y": "## רוח",
            },
        }
    )
    assert ids(read, "he") == ["oil", "גז", "oil-2"]
    assert ids(read, "he", "y") == ["רוח"]


def test_every_translation_takes_the_sources_names() -> None:
    """With three languages, all have the same names."""
    read = book(
        {
            "en": {"x": "## Oil\nIn 1994.\n## Gas\nIn 2005."},
            "he": {"x": "## נפט\nב־1994.\n## גז\nב־2005."},
        }
    )
    french = edition("en", {"x": "## Pétrole\nEn 1994.\n## Gaz\nEn 2005."})
    read = replace(read, editions=(*read.editions, replace(french, language="fr")))
    read = name_sections(read, {e.language: align(read.source, e) for e in read.translations})
    assert ids(read, "en") == ids(read, "he") == ids(read, "fr") == ["oil", "gas"]


def test_naming_changes_nothing_but_names() -> None:
    """Words, order and places are those that were read."""
    languages = {"en": {"x": "Hello.\n## Oil\n12\n### Gas\n34"}, "he": {"x": "שלום.\n## נפט\n12"}}
    read, after = book(languages), named(languages)
    for language in languages:
        assert [
            (plain_text(s.title), s.position, s.blocks, s.level) for s in sections(read, language)
        ] == [
            (plain_text(s.title), s.position, s.blocks, s.level) for s in sections(after, language)
        ]
    assert [c.blocks for e in read.editions for c in e.chapters] == [
        c.blocks for e in after.editions for c in e.chapters
    ]


headings = st.tuples(
    st.integers(2, 4),
    st.sampled_from(("Oil", "Gas", "נפט", "12", "…")),
    st.sampled_from(("", "", "", " {#oil}", " {#gas-2}", " {#own}")),
    st.sampled_from(("", "1994", "[word]{#oil-2}", "`code`")),
).map(lambda drawn: f"{'#' * drawn[0]} {drawn[1]}{drawn[2]}\n{drawn[3]}")
texts = st.lists(headings, max_size=8).map("\n".join)


@pytest.mark.heavy
@settings(max_examples=150, deadline=None, derandomize=True)
@given(texts, texts)
def test_names_are_never_empty_nor_double(source: str, translation: str) -> None:
    """Whatever is written, each section of a chapter has a name of its own."""
    read = bitext(book({"en": {"x": source}, "he": {"x": translation}})).book
    for language in ("en", "he"):
        found = ids(read, language)
        assert all(found)
        assert len(found) == len(set(found))


@pytest.mark.heavy
@settings(max_examples=150, deadline=None, derandomize=True)
@given(texts, texts)
def test_counterparts_have_one_name_and_others_do_not_borrow_it(
    source: str, translation: str
) -> None:
    """A section of the translation has a source section's name only if it is its counterpart."""
    text = bitext(book({"en": {"x": source}, "he": {"x": translation}}))
    for pair in text.alignments["he"].chapters[0].sections:
        if pair.translation:
            is_same = pair.translation.id in ids(text.book, "en")
            assert is_same == (pair.source is not None)
        if pair.source and pair.translation:
            assert pair.source.id == pair.translation.id

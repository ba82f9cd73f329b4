"""`stub`: skeletons of what the translation lacks, at their places, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diglot.editing.lines import Insertion, inserted, split_lines
from diglot.editing.passages import passages
from diglot.editing.skeleton import skeleton
from support import ProjectMaker, run_diglot, write_project

EN, HE = "content/en/01-oil.md", "content/he/01-oil.md"
TEXT_EN = """# Oil

About oil.

## Price {#price}

It rose --> by 4%.[^1]

| Year | Price |
|------|-------|
| 2020 | 41[^2] |

: Prices {#tbl-prices}

- one

  ```
  # in a list
  ```

### In dollars

```python
## no heading
```

::: {.note}
Careful.
:::

## Routes {#routes}

By sea.

[^1]: A note at the end.

[^2]: In the table.
"""
TEXT_HE = """# נפט

על הנפט.

<!-- parity: ignore S105 because -->
## הדרכים {#routes}

בים."""
PRICE = """## Price {#price .untranslated}

<!-- source: It rose --&gt; by 4%.[^1] -->

| Year | Price |
|------|-------|
| 2020 | 41[^2] |

: Prices {#tbl-prices}

<!-- source:
- one

  ```
  # in a list
  ```
-->

<!-- source: [^1]: A note at the end. -->

[^2]: In the table.

### In dollars {.untranslated}

```python
## no heading
```

::: {.note}

<!-- source: Careful. -->

:::

"""


def test_a_missing_section_gets_a_skeleton_in_its_place(project: ProjectMaker) -> None:
    """Headings, tables, code and divisions stand as they are, words in comments."""
    folder = project({EN: TEXT_EN, HE: TEXT_HE})
    done = run_diglot("stub", "--project", folder)
    assert done.status == 0
    assert done.out == (
        'content/he/01-oil.md:5: added "Price"\ncontent/he/01-oil.md:5: added "In dollars"\n'
    )
    before, after = TEXT_HE[: TEXT_HE.index("<!--")], TEXT_HE[TEXT_HE.index("<!--") :]
    assert (folder / HE).read_text(encoding="utf-8") == before + PRICE + after
    found = run_diglot("check", "--project", folder).out
    assert set(re.findall(r"(?:error|warning|note) ([A-Z]\d+)", found)) == {"F703", "P802"}
    again = run_diglot("stub", "--project", folder)
    assert again.out == "Nothing is missing.\n"


def test_a_missing_chapter_is_written(project: ProjectMaker) -> None:
    """A new file has the source's front matter, marked as untranslated, and its skeleton."""
    en = "---\ntitle: Gas\nstatus: done\nauthor: Ann\n---\n\nLight.\n\n## Pipes\n\nThey leak.\n"
    folder = project({"content/en/02-gas.md": en, "content/en/03-air.md": "# Air\n\nThin.\n"})
    done = run_diglot("stub", "--project", folder)
    assert "content/he/02-gas.md: written, with 1 section to translate" in done.out
    assert (folder / "content/he/02-gas.md").read_text(encoding="utf-8") == (
        "---\ntitle: Gas\nauthor: Ann\nstatus: untranslated\n---\n\n"
        "<!-- source: Light. -->\n\n## Pipes {.untranslated}\n\n<!-- source: They leak. -->\n"
    )
    assert (folder / "content/he/03-air.md").read_text(encoding="utf-8") == (
        "---\nstatus: untranslated\n---\n\n# Air\n\n<!-- source: Thin. -->\n"
    )
    assert run_diglot("check", "--project", folder).out.endswith("0 errors, 0 warnings\n")


def test_only_the_chapter_named_is_touched(project: ProjectMaker) -> None:
    """Other chapters stay missing; an unknown name is refused."""
    files = {"content/en/02-gas.md": "# Gas\n\nA.\n", "content/en/03-air.md": "# Air\n\nB.\n"}
    folder = project(files)
    assert run_diglot("stub", "03-air.md", "--project", folder).status == 0
    assert not (folder / "content/he/02-gas.md").exists()
    done = run_diglot("stub", "03-aire", "--project", folder)
    assert (done.status, 'did you mean "03-air"?' in done.err) == (2, True)


def test_a_dry_run_shows_and_writes_nothing(project: ProjectMaker) -> None:
    """--dry-run prints the difference, and the files stay."""
    folder = project({EN: TEXT_EN, HE: TEXT_HE, "content/en/02-gas.md": "# Gas\n\nA.\n"})
    done = run_diglot("stub", "--dry-run", "--project", folder)
    assert "+## Price {#price .untranslated}\n" in done.out
    assert "--- /dev/null\n+++ b/content/he/02-gas.md\n" in done.out
    assert (folder / HE).read_text(encoding="utf-8") == TEXT_HE
    assert not (folder / "content/he/02-gas.md").exists()


def test_what_may_be_missing_stays_missing(project: ProjectMaker) -> None:
    """A section under parity.allow, with those below it, gets no skeleton."""
    allow = "id: small\nparity:\n  allow:\n    01-oil#price: no prices in Hebrew\n"
    folder = project({EN: TEXT_EN, HE: TEXT_HE, "content/book.yaml": allow})
    assert run_diglot("stub", "--project", folder).out == "Nothing is missing.\n"


def test_byte_order_mark_and_line_ends_stay(project: ProjectMaker) -> None:
    """A file from Windows stays one, and what is put in ends its lines in the same way."""
    raw = b"\xef\xbb\xbf" + TEXT_HE.replace("\n", "\r\n").encode()
    folder = project({EN: TEXT_EN, HE: raw})
    run_diglot("stub", "--project", folder)
    new = (folder / HE).read_bytes()
    assert new.count(b"\n") == new.count(b"\r\n")
    assert new.replace(PRICE.replace("\n", "\r\n").encode(), b"") == raw


def test_an_id_or_a_note_that_is_there_is_not_written_twice(project: ProjectMaker) -> None:
    """A table with an id or a note's label that the translation has goes into a comment."""
    he = TEXT_HE.replace("על הנפט.", "על הנפט.[^2]\n\n[^2]: הערה.")
    folder = project({EN: TEXT_EN, HE: he})
    run_diglot("stub", "--project", folder)
    text = (folder / HE).read_text(encoding="utf-8")
    assert "<!-- source:\n| Year | Price |" in text
    assert text.count("\n[^2]:") == 1
    out = run_diglot("check", "--project", folder).out
    assert not re.search(r"S108|R302|R309", out), out


def test_a_file_that_is_no_text_is_refused(project: ProjectMaker) -> None:
    """A translation that is not UTF-8 is left as it is, and that is said."""
    raw = "# נפט\n\nעל הנפט.\n".encode("cp1255")
    folder = project({HE: raw})
    done = run_diglot("stub", "--project", folder)
    assert done.status == 1
    assert "content/he/01-oil.md:1:1: left: it is not UTF-8 text" in done.out
    assert (folder / HE).read_bytes() == raw


def test_a_link_to_a_file_stays_a_link(project: ProjectMaker, tmp_path: Path) -> None:
    """What a symbolic link leads to is rewritten, with its permissions; the link stays."""
    real = tmp_path / "real.md"
    real.write_text(TEXT_HE, encoding="utf-8")
    real.chmod(0o640)
    folder = project({EN: TEXT_EN, HE: None})
    (folder / HE).unlink(missing_ok=True)
    (folder / HE).parent.mkdir(parents=True, exist_ok=True)
    (folder / HE).symlink_to(real)
    run_diglot("stub", "--project", folder)
    assert (folder / HE).is_symlink()
    assert "{#price .untranslated}" in real.read_text(encoding="utf-8")
    assert real.stat().st_mode & 0o777 == 0o640
    assert not list(tmp_path.glob(".*.new"))


# The sample book -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["06-direction", "11-specimen"])
def test_a_skeleton_of_everything_is_sound(sample_copy: Path, name: str) -> None:
    """A chapter with all of Markdown becomes a skeleton without findings, code and all."""
    target = sample_copy / f"content/he/{name}.md"
    target.unlink()
    assert run_diglot("stub", "--project", sample_copy).status == 0
    assert run_diglot("check", "--project", sample_copy).out.endswith("0 errors, 0 warnings\n")


def test_sections_taken_out_come_back_as_skeletons(sample_copy: Path) -> None:
    """Of a chapter with every third section gone, no old line is lost, and none stays missing."""
    path = sample_copy / "content/he/08-editions.md"
    parts = re.split(r"(?m)^(?=##+ [^\n]*\{#)", path.read_text(encoding="utf-8"))
    left = "".join(part for number, part in enumerate(parts) if number % 3 != 1)
    write_project(sample_copy, {"content/he/08-editions.md": left})
    assert "S103" in run_diglot("check", "--project", sample_copy).out
    assert run_diglot("stub", "--project", sample_copy).status == 0
    assert is_within(left.encode(), path.read_bytes())
    found = run_diglot("check", "--project", sample_copy).out
    assert "S10" not in found
    assert "error" not in found.replace("0 errors", "")


# Any text ------------------------------------------------------------------------------


def is_within(old: bytes, new: bytes) -> bool:
    """Tell whether the lines of one file stand in the other, in order and unchanged."""
    lines = iter(new.splitlines(keepends=True))
    return all(line in lines for line in old.splitlines(keepends=True))


MARKDOWN = st.lists(
    st.sampled_from(
        ["", "# A", "## B {#b}", "text", "- item", "  more", "```", "~~~", ":::", "::: {.n}",
         "<!--", "-->", "<!-- x -->", "| a | b |", "|---|---|", ": cap", "---", "===", "    code",
         "[^1]: note", "word[^1]", "![p](q.png)", "$$", "$$x$$", "> quote", "-----  ----", "1. x"]
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=300)
@given(MARKDOWN)
def test_every_line_has_one_passage(lines: list[str]) -> None:
    """No line that says something is lost or written twice, however broken the Markdown is."""
    found = [line for passage in passages(lines) for line in passage.lines if line.strip()]
    assert found == [line for line in lines if line.strip()]


@settings(max_examples=300)
@given(MARKDOWN)
def test_a_skeleton_keeps_its_comments_closed(lines: list[str]) -> None:
    """Words never leave their comment, so a skeleton cannot spoil what stands after it."""
    made = "\n".join(skeleton(lines, {}, "", "untranslated"))
    for comment in made.split("<!-- source:")[1:]:
        assert "-->" in comment


@pytest.mark.heavy
@settings(max_examples=300)
@given(st.text(), st.dictionaries(st.integers(1, 6), st.lists(st.just("new"), min_size=1)))
def test_insertions_change_no_other_byte(text: str, new: dict[int, list[str]]) -> None:
    """What was there stays, byte for byte and in order, between what was put in."""
    raw = text.replace("\0", "").encode()
    lines = split_lines(raw)
    places = {min(place, len(lines.bare) + 1): added for place, added in new.items()}
    result = inserted(lines, [Insertion(at, tuple(added)) for at, added in places.items()])
    rest = result
    for bare, end in zip(lines.bare, lines.ends, strict=True):
        old = (bare + end).encode()
        assert old in rest
        rest = rest[rest.index(old) + len(old) :]
    assert len(result) >= len(raw)
    assert inserted(lines, []) == raw


def test_an_empty_file_gets_a_whole_skeleton(project: ProjectMaker) -> None:
    """A translation without a word is like one that is not there."""
    folder = project({EN: TEXT_EN, HE: "\n"})
    assert run_diglot("stub", "--project", folder).status == 0
    assert (folder / HE).read_text(encoding="utf-8").startswith("---\nstatus: untranslated\n---\n")
    assert run_diglot("check", "--project", folder).status == 0


def test_nothing_is_added_to_what_cannot_be_read(project: ProjectMaker) -> None:
    """A translation that pandoc cannot read may have all its sections, so it gets none."""
    deep = f"# נפט\n\n{'> ' * 80}עמוק\n\n## מחיר {{#price}}\n\nהוא עלה.\n"
    folder = project({EN: TEXT_EN, HE: deep})
    done = run_diglot("stub", "--project", folder)
    assert done.status == 1
    assert f"{HE}:1:1: left: its text cannot be read" in done.out
    assert (folder / HE).read_text(encoding="utf-8") == deep

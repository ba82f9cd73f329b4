"""The pandoc that stays: what it reads is what the command reads, whatever becomes of it."""

from __future__ import annotations

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from diglot.reader.pandoc import loop
from diglot.reader.pandoc.calls import ReadingOptions, _document
from diglot.reader.pandoc.loop import html_with_mathml, read_json
from diglot.reader.pandoc.running import UnreadableError, run_pandoc
from diglot.source.markup import check_markup
from support import ROOT

DIALECT = ReadingOptions("en").dialect
BOOKS = ("content", "tests/everything/content", "tests/drift/content")


@pytest.mark.parametrize("book", BOOKS)
def test_trees_are_those_of_the_command(book: str) -> None:
    """Of every real chapter, wide tables among them, and of an empty text."""
    texts = [check_markup(path.read_text(), "x")[1] for path in (ROOT / book).glob("*/*.md")]
    for text in ("", *texts):
        command = run_pandoc(text, "json", DIALECT, ["--sandbox", "--quiet"])
        assert json.loads(read_json(text, DIALECT)) == json.loads(command)


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\n---\n\nText.\n\n---\nc: d\n---\n",
        "% Title\n% Author\n\nText.\n",
        "\\emph{a} \\newcommand{\\x}{y} \\x $\\x$\n\n\\begin{a}\nb\n\\end{a}\n",
        "- [ ] one\n- [x] two\n- [X] three\n",
        '<div id="a" class="b">\n\nText.\n\n</div>\n',
        "# A 'quoted' heading -- it's \"so\" ...\n\nMr. Jones\n",
    ],
)
def test_what_is_off_stays_off(text: str) -> None:
    """Of each extension that may be switched off in vain there is a text in which it is not."""
    command = run_pandoc(text, "json", DIALECT, ["--sandbox", "--quiet"])
    usual = run_pandoc(text, "json", "markdown", ["--sandbox", "--quiet"])
    assert json.loads(read_json(text, DIALECT)) == json.loads(command) != json.loads(usual)


def test_formulas_are_those_of_the_command() -> None:
    """Also of TeX that is broken, which no MathML is made of."""
    formulas = [(r"\frac{a}{b}", True), ("x < 1", False), (r"\nonsense{", False), ("א + 1", True)]
    tree = _document(formulas)
    command = run_pandoc(tree, "html", "json", ["--mathml", "--quiet", "--sandbox"])
    assert html_with_mathml(tree).strip() == command.strip()
    assert command.count("<math") == 3


def test_one_process_reads_many_texts() -> None:
    """It is the same that reads the next."""
    read_json("a", DIALECT)
    before = [process._process.pid for process in loop._idle]
    for number in range(20):
        assert f'"{number}x"' in read_json(f"{number}x שלום 🐫", DIALECT)
    assert [process._process.pid for process in loop._idle] == before


def test_a_process_that_was_ended_costs_no_text() -> None:
    """Another is started where those that waited are gone."""
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda text: read_json(text, DIALECT), "aaaaaaaa"))
    for process in loop._idle:
        os.kill(process._process.pid, signal.SIGKILL)
        process._process.wait()
    assert '"b"' in read_json("b", DIALECT)


def test_a_text_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time the process is ended, and the next text is read by another."""
    monkeypatch.setattr(loop, "patience_s", lambda _text: 0.5)
    with pytest.raises(UnreadableError, match="did not finish"):
        read_json("[" * 4000 + "*" * 4000, DIALECT)
    monkeypatch.undo()
    assert '"c"' in read_json("c", DIALECT)


def test_a_text_over_which_it_ends_twice_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where it has no more memory; and the next text is read by another."""
    with monkeypatch.context() as patch:
        patch.setattr(loop, "_SCRIPT", 'io.stdin:read("l") os.exit(251)')
        patch.setattr(loop, "_idle", [])
        with pytest.raises(UnreadableError, match="memory"):
            read_json("a", DIALECT)
    assert '"d"' in read_json("d", DIALECT)

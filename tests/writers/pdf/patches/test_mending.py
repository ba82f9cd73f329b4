"""What is changed in WeasyPrint is listed, fits its version, and is still needed."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
import weasyprint

from diglot.core.errors import DiglotError
from diglot.pictures.drawings import drawing_for_pages
from diglot.writers.pdf.glyphs.text_objects import rewrite_text
from diglot.writers.pdf.patches.mending import LIBRARY, PATCHES, SEEN, look_at
from diglot.writers.pdf.patches.tags import elements
from support import ROOT

pytestmark = pytest.mark.heavy

PDF_ROOM = ROOT / "diglot/writers/pdf"


def test_it_fits_the_version_that_is_locked() -> None:
    """What the list was made for is what books are built with."""
    lock = (ROOT / "requirements/run.lock").read_text(encoding="utf-8")
    assert f"{LIBRARY}=={SEEN} " in lock
    # In a process of its own, as this one may have changed all of it already.
    code = "from diglot.writers.pdf.patches.mending import mend_weasyprint; mend_weasyprint()"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def started_by(module: str) -> int:
    """Return how many programs are started when a module is imported."""
    code = (
        "import sys; started = []; "
        "sys.addaudithook(lambda event, _: event == 'subprocess.Popen' and started.append(event)); "
        f"import {module}; print(len(started))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return int(told.stdout)


def test_loading_it_asks_no_compiler() -> None:
    """It looks for libraries by names that, on Linux, a compiler and a linker are asked about."""
    quick, plain = started_by("diglot.writers.pdf.loading"), started_by("weasyprint")
    if sys.platform == "linux":
        assert quick == 0
        assert plain > 0, "WeasyPrint asks no more: `loading` can go"
    assert quick <= plain


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("layout.inline.justify_line", "context line width"),
        ("layout.inline.no_such_function", "context"),
    ],
)
def test_another_inside_is_an_error(name: str, parameters: str) -> None:
    """The message names the version, the function and the way out."""
    with pytest.raises(DiglotError) as error:
        look_at(name, parameters)
    assert name in str(error.value)
    assert f'pip install "weasyprint=={SEEN}"' in str(error.value)


def test_every_patch_has_its_canary() -> None:
    """The test that says when a patch can go is there, by the name that the list has."""
    for patch in PATCHES:
        file, _, test = patch.canary.partition("::")
        text = (Path(__file__).parents[1] / file).read_text(encoding="utf-8")
        assert f"def {test}(" in text, patch.canary


def test_nothing_is_changed_that_is_not_listed() -> None:
    """Modules that put something of theirs into WeasyPrint are those of the list."""
    modules = "block|computed_values|css|inline|layout|pdf|stream|tags|text"
    change = re.compile(rf"^ +(?:{modules})\.\w+(?:\.\w+|\[\S+\])? = ", re.MULTILINE)
    changing = {
        path.stem
        for path in PDF_ROOM.rglob("*.py")
        if change.search(text := path.read_text(encoding="utf-8")) and "from weasyprint" in text
    }
    assert changing == {patch.mend.__module__.rpartition(".")[2] for patch in PATCHES}


def test_text_that_is_written_otherwise_is_an_error() -> None:
    """Glyphs that are not found where they are looked for would lose their texts in silence."""
    with own_pages("<p>One") as pdf:
        page = pdf.pages[0]
        content = page.Contents.read_bytes()
        assert content.count(b"\nBT\n") == 1
        page.Contents.write(content.replace(b"\nBT\n", b" BT "))
        with pytest.raises(DiglotError, match="pydyf"):
            rewrite_text(pdf, lambda text, _: text)


# What is put right in finished pages: when one of these fails, a repair can go. -------------


def own_pages(body: str) -> pikepdf.Pdf:
    """Return the tagged pages that WeasyPrint makes of some HTML by itself."""
    html = f'<html lang="en"><title>x</title>{body}'
    return pikepdf.open(io.BytesIO(weasyprint.HTML(string=html).write_pdf(pdf_tags=True)))


def test_weasyprint_still_has_a_link_for_each_element_in_a_link(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One link is one annotation; if it is, nested_links can go."""
    own = getattr(weasyprint.pdf.add_links, "with_nested", weasyprint.pdf.add_links)
    monkeypatch.setattr(weasyprint.pdf, "add_links", own)
    with own_pages('<p><a href="https://example.org/">One <b>and</b> the same') as pdf:
        assert len(list(pdf.pages[0].obj.Annots)) > 1


def test_weasyprint_still_leaves_out_scopes_of_header_cells() -> None:
    """A header cell says whether it heads a row or a column; if it does, tags can do less."""
    table = "<table><thead><tr><th>a<tbody><tr><th>b<td>c</table>"
    with own_pages(table) as pdf:
        heads = [e for e in elements(pdf.Root.StructTreeRoot) if str(e.S) == "/TH"]
        assert len(heads) == 2
        assert not any("/Scope" in str(dict(head.get("/A", {}))) for head in heads)


@pytest.mark.parametrize("size", ["", ' width="100%" height="100%"'])
def test_weasyprint_still_stops_at_a_drawing_without_a_size(size: str) -> None:
    """In a line from right to left; if it lays the drawing out, `drawing_for_pages` can go."""
    box = '<rect width="40" height="20"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"{size}>{box}</svg>'

    def lay_out(svg: bytes) -> None:
        data = base64.b64encode(svg).decode()
        picture = f'<img src="data:image/svg+xml;base64,{data}">'
        weasyprint.HTML(string=f'<p dir="rtl">א{picture}').render()

    with pytest.raises(AttributeError, match="position_x"):
        lay_out(drawing.encode())
    lay_out(drawing_for_pages(drawing.encode()))

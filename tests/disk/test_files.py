"""Files of a step are known by what is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.core.errors import DiglotError
from diglot.disk.files import Files
from diglot.disk.states import file_state


def of_folder(folder: Path, content: bytes = b"one") -> Files:
    """Return a file "a/x" of a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / "x"
    path.write_bytes(content)
    return Files.of([("a/x", file_state(path), path)])


def test_the_same_content_is_the_same_file(tmp_path: Path) -> None:
    """Wherever it lies, and whether the bytes are at hand or not."""
    here, there = of_folder(tmp_path / "here"), of_folder(tmp_path / "there")
    assert here == there
    contents = {digest: b"one" for _, digest in there.digests}
    assert hash(here) == hash(there.with_contents(contents))
    assert here != of_folder(tmp_path / "there", b"two")
    (tmp_path / "here/x").unlink()
    assert here.with_contents(contents).read("a/x") == b"one"
    assert there.read("a/y") is None
    assert there.under("b/") == Files()


def test_of_two_at_one_address_the_first_counts(tmp_path: Path) -> None:
    """As of two folders of templates."""
    one, two = of_folder(tmp_path / "1"), of_folder(tmp_path / "2", b"two")
    assert (one | two).read("a/x") == b"one"
    assert (two | one).read("a/x") == b"two"


@pytest.mark.parametrize(
    ("is_gone", "what"), [(False, "has changed while the book"), (True, "No such file")]
)
def test_another_content_is_never_taken_for_it(tmp_path: Path, is_gone: bool, what: str) -> None:
    """A file that was changed or removed in the meantime is an error that says what to do."""
    files = of_folder(tmp_path / "a")
    path = tmp_path / "a/x"
    path.write_bytes(b"two")
    if is_gone:
        path.unlink()
    with pytest.raises(DiglotError, match=f"x: .*{what}.*\n  hint: build again"):
        files.read("a/x")

"""The archive of an e-book is as Python would write it, and no file is packed twice."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from diglot.core.errors import DiglotError
from diglot.disk.cache import Cache, using
from diglot.writers.epub import archive
from diglot.writers.epub.archive import MIMETYPE, zipped
from patching import counted

FILES = {
    "EPUB/text/01.xhtml": b"<p>The same words again.</p>\n" * 500,
    "EPUB/images/ים.png": bytes(range(256)) * 40,
    "META-INF/container.xml": b"",
    "EPUB/a": b"a",
}


def as_python_writes_it(files: dict[str, bytes]) -> bytes:
    """Return the archive that the standard library makes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as written:
        for name in ("mimetype", *sorted(files)):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            is_type = name == "mimetype"
            entry.compress_type = zipfile.ZIP_STORED if is_type else zipfile.ZIP_DEFLATED
            written.writestr(entry, MIMETYPE if is_type else files[name])
    return target.getvalue()


def test_an_archive_is_as_python_writes_it() -> None:
    """Byte by byte, so that whoever reads one reads the other."""
    assert zipped(FILES) == as_python_writes_it(FILES)
    assert zipped({}) == as_python_writes_it({})


def test_files_are_packed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in another archive, or under another name, is as it was packed; damage is noticed."""
    packed = counted(monkeypatch, zlib, "compressobj")
    with using(Cache(tmp_path)):
        assert zipped(FILES) == as_python_writes_it(FILES)
        packed.clear()
        assert zipped(FILES) == zipped(FILES)
        other = {"EPUB/b": FILES["EPUB/a"]}
        made = zipped(other)
        assert not packed
        assert made == as_python_writes_it(other)
        for kept in tmp_path.rglob("*.packed"):
            kept.write_bytes(kept.read_bytes()[:-1])
        assert zipped(FILES) == as_python_writes_it(FILES)


def test_what_no_archive_holds_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """An e-book that is too large is no crash."""
    monkeypatch.setattr(archive, "_MOST_BYTES", 300)
    with pytest.raises(DiglotError, match="4 GB"):
        zipped(FILES)

"""Which targets of links lead out of a book, and the addresses that are made of them."""

from __future__ import annotations

import pytest

from diglot.core.links import is_outside, outside_url


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("https://x.example/#/#room:a", "https://x.example/#/%23room:a"),
        ("https://x.example/a b", "https://x.example/a%20b"),
        ("https://x.example/“x”", "https://x.example/%E2%80%9Cx%E2%80%9D"),
        ("https://x.example/<a>|b", "https://x.example/%3Ca%3E%7Cb"),
        ("https://דוגמה.example/דף?ש=1", "https://xn--6dbbec0c.example/%D7%93%D7%A3?%D7%A9=1"),
        ("https://x.example/%D7%A9", "https://x.example/%D7%A9"),
        ("//x.example/a", "https://x.example/a"),
        ("ftp://x.example/a", "ftp://x.example/a"),
        ("geo:32.08,34.78", "geo:32.08,34.78"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("tel:+972 3 123", "tel:+9723123"),
        ("mailto:a@x.example?subject=a b", "mailto:a@x.example?subject=a%20b"),
        ("https://x.example/%zz", None),
        ("http:/x", None),
        ("https://", None),
        ("https://x..example", None),
        ("http://[x", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
    ],
)
def test_outside_addresses_are_encoded_or_refused(target: str, url: str | None) -> None:
    """What is certain about an address is encoded; where nothing is, there is no address."""
    assert is_outside(target)
    assert outside_url(target) == url


def test_places_inside_are_not_outside() -> None:
    """Chapters, ids and paths, a Windows drive among them, stay inside the book."""
    assert not any(map(is_outside, ["02-a.md", "#x", "a/b.md#c", "", "C:\\x", "../x.md", "/x"]))

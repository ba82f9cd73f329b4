"""Addresses outside the book: which targets are some, and how every edition can write them.

Knows RFC 3986 as far as e-books insist on it. Goes in: what an author wrote. Comes out:
an address that is valid everywhere, or None where nobody can tell what was meant.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# Two letters at least: one and a colon are a drive of Windows.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
# Nothing of these may be opened from a book.
_FORBIDDEN = {"javascript", "vbscript", "data", "file", "about", "blob"}
_HAS_HOST = {"http", "https", "ftp", "ftps", "ws", "wss", "sftp", "ssh", "git"}
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?|\[[0-9A-Fa-f:.]+\]")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SAFE = "!$&'()*+,;=:@/%~-._"
_DOI = "https://doi.org/"

# What is an address wherever it is in a text, up to the mark that ends the sentence. Hebrew
# letters belong to it where they follow a mark of addresses, and nowhere else.
WEB = (
    r"""(?:[a-z][a-z0-9+.\-]*://|www\.|mailto:)"""
    r"""(?:[^\s<>"'״”’\u0590-\u05ff]|'(?=\w)"""
    r"""|(?<=[/_=\#(\-א-ת"״])[א-ת]|(?<=[א-ת])["״](?=[א-ת]))*"""
    r"""(?:[^\s<>"'״”’\u0590-\u05ff.,;:!?)\]]|(?<=[/_=\#(\-א-ת"״])[א-ת])"""
)
EMAIL = r"\w[\w.+\-]*@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+"


def is_outside(target: str) -> bool:
    """Tell whether a target leads out of the book: it names a scheme, or begins with //."""
    return bool(_SCHEME.match(target))


def outside_url(target: str) -> str | None:
    """Return an outside target as a valid URL, or None where it is none and cannot be made one.

    Encoded is what is certain: letters of other scripts in the path and in the host, spaces,
    quotation marks, a second number sign. `//host` gets its scheme, `doi:` its resolver.
    Source: RFC 3986; RFC 3490 for hosts; EPUB 3.3, "Publication resources".
    """
    if target.startswith("//"):
        target = f"https:{target}"
    try:
        parts = urlsplit(target)
        has_host, host = bool(parts.netloc), _authority(parts.netloc)
    except ValueError:
        return None
    scheme = parts.scheme
    if scheme in _FORBIDDEN or not target.partition(":")[2].strip("/ "):
        return None
    if _BAD_ESCAPE.search(target) or (scheme in _HAS_HOST and not host):
        return None
    path = _encoded(parts.path)
    if scheme == "doi":
        return _DOI + path.lstrip("/")
    if scheme == "tel":
        path = path.replace("%20", "")
    query = f"?{_encoded(parts.query, '?')}" if parts.query else ""
    fragment = f"#{_encoded(parts.fragment, '?')}" if parts.fragment else ""
    return f"{scheme}:{'//' if has_host else ''}{host}{path}{query}{fragment}"


def _encoded(part: str, more: str = "") -> str:
    return quote(part, safe=_SAFE + more)


def _authority(netloc: str) -> str:
    """Return user, host and port; a host of other scripts as the network names it.

    Raises ValueError for what cannot be a host.
    """
    user, at, rest = netloc.rpartition("@")
    host, colon, port = rest, "", ""
    if match := re.fullmatch(r"(.*):(\d*)", rest):
        host, colon, port = match[1], ":", match[2]
    if not netloc:
        return ""
    if not host.isascii():
        host = host.encode("idna").decode()  # a UnicodeError is a ValueError
    if not _HOST.fullmatch(host) or ".." in host:
        raise ValueError(host)
    return f"{_encoded(user)}{at}{host}{colon if port else ''}{port}"

"""A book → the website: `pages` writes what one language has, `parallel` both side by side.

`addresses` knows which file is whose, and how one is reached from another.
"""

from diglot.writers.site.pages import (
    Download,
    site_files,
    static_files,
    title_pages,
)
from diglot.writers.site.parallel import Parallel

__all__ = ["Download", "Parallel", "site_files", "static_files", "title_pages"]

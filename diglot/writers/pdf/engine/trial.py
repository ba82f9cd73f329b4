"""Whether WeasyPrint can draw a picture in SVG: it is drawn once, and thrown away.

Goes in: a drawing. Comes out: what WeasyPrint stumbles over, if anything.
"""

from __future__ import annotations

import base64
import logging

from diglot.pictures.drawings import drawing_for_pages

_MOST_LETTERS = 200


def drawing_trial(content: bytes) -> str:
    """Return why WeasyPrint cannot draw an SVG drawing, "" where it can."""
    from diglot.writers.pdf.loading import weasyprint

    heard = _Heard()
    logger = logging.getLogger("weasyprint")
    before = logger.handlers, logger.propagate, logger.level
    logger.handlers, logger.propagate = [heard], False
    logger.setLevel(logging.DEBUG)  # it says there what it stumbled over
    try:
        data = base64.b64encode(drawing_for_pages(content)).decode()
        # In a line from right to left, which asks more of a picture's size than the other.
        page = f'<p dir="rtl">א<img style="max-width: 100%" src="data:image/svg+xml;base64,{data}">'
        weasyprint.HTML(string=page).write_pdf()
    except Exception as error:  # noqa: BLE001 - whatever WeasyPrint stumbles over
        return _named(error)
    finally:
        logger.handlers, logger.propagate = before[:2]
        logger.setLevel(before[2])
    return heard.causes[-1] if heard.causes else ""


def _named(error: BaseException) -> str:
    words = str(error).partition("\n")[0][:_MOST_LETTERS]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


class _Heard(logging.Handler):
    """Collects what WeasyPrint complains of, and after it the exception that was the cause."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.causes: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and (error := record.exc_info[1]):
            self.causes.append(_named(error))
        elif record.levelno >= logging.WARNING:
            self.causes.append(record.getMessage().partition("data:")[0][:_MOST_LETTERS])

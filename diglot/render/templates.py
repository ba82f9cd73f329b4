"""Templates, styles and fonts: the project's own files first, then those that come along.

Knows how Jinja is set up; an error in a template names its file and line.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup

from diglot.core.errors import DiglotError
from diglot.disk.cache import cache_key, machine_cache, program_digest
from diglot.disk.steps import Store
from diglot.disk.template_files import find_file, find_optional
from diglot.fonts.files import SHEETS
from diglot.fonts.sheets import read_sheets
from diglot.fonts.typecase import Typecase, kept_characters
from diglot.lang.locales import Locale
from diglot.render.markup import directed


def typecase_of(folders: Sequence[Path], store: Store | None = None) -> Typecase:
    """Return the faces that the style sheets in the folders of templates declare and name.

    store: where what was read of sheets and fonts is kept, as `Step.result` has it.
    """
    sheets = tuple(find_file(folders, name).read_text(encoding="utf-8") for name in SHEETS)
    points = (lambda path: kept_characters(path, store)) if store else None
    return Typecase(
        read_sheets(sheets, store),  # type: ignore[arg-type]  # a cache is hashable
        lambda name: find_optional(folders, (name,)),
        points,
    )


def environment(folders: Sequence[Path], locale: Locale) -> jinja2.Environment:
    """Return Jinja set up for templates in some folders, speaking one language."""
    loaders = [jinja2.FileSystemLoader(folder) for folder in folders]
    result = jinja2.Environment(
        loader=jinja2.ChoiceLoader(loaders),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_COMPILED,
    )
    result.install_gettext_translations(locale.translations, newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    result.globals["locale"] = locale
    result.filters["directed"] = _directed
    return result


class _Compiled(jinja2.BytecodeCache):
    """Templates that were compiled: formats and languages share them, and so do projects.

    What is kept is Python's code, as beside its modules, so it is in the user's own folder only.
    """

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket the code that was made of the same text, if there is some."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))
        if bucket.code is None and (kept := machine_cache().get(_name_of(bucket))):
            bucket.bytecode_from_string(kept)
            self._code[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a bucket."""
        self._code[bucket.key, bucket.checksum] = bucket.code
        machine_cache().put(_name_of(bucket), bucket.bytecode_to_string())


def _name_of(bucket: Bucket) -> str:
    """Return the name under which compiled code is kept; what it says of Python is in the code."""
    parts = (jinja2.__version__, program_digest("render"), bucket.key, bucket.checksum)
    return cache_key("template", parts)


_COMPILED = _Compiled()


@jinja2.pass_context  # so that no language is compiled into a template
def _directed(context: jinja2.runtime.Context, words: str) -> Markup:
    """Return a title or a name, with its direction where that is not the page's."""
    return directed(words, _locale(context).direction)


def _locale(context: jinja2.runtime.Context) -> Locale:
    found: Any = context.environment.globals["locale"]
    assert isinstance(found, Locale)
    return found


def fill(environment: jinja2.Environment, name: str, **values: object) -> Markup:
    """Return a template filled with values.

    Raises DiglotError, with the template's file and line, for an error in it.
    """
    try:
        return Markup(environment.get_template(name).render(**values))
    except jinja2.TemplateNotFound as error:
        raise DiglotError(
            f"{error.name}: there is no such template.\n"
            f"  hint: it is used by {name}; correct the name there, or add the file to templates/"
        ) from error
    except jinja2.TemplateSyntaxError as error:
        raise DiglotError(f"{error.filename or name}:{error.lineno}: {error.message}") from error
    except jinja2.TemplateError as error:
        where = _place_in_template(error) or name
        raise DiglotError(f"{where}: {error.message}") from error
    except Exception as error:
        # Raised by an expression of the template itself, such as 1 + "a"; ours go on.
        where = _place_in_template(error, innermost=True)
        if not where:
            raise
        raise DiglotError(f"{where}: {error}") from error


def _place_in_template(error: Exception, innermost: bool = False) -> str:
    """Return "file:line" of the template that raised an error, or that it passed through.

    innermost: only if it was raised in a template itself.
    """
    frames = traceback.extract_tb(error.__traceback__)[-1 if innermost else 0 :]
    suffixes = (".html", ".xhtml", ".opf", ".xml", ".svg", ".css")
    places = [f"{f.filename}:{f.lineno}" for f in frames if f.filename.endswith(suffixes)]
    return places[-1] if places else ""

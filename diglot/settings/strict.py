"""Settings of which every key is known, and words for what is wrong in them."""

from __future__ import annotations

import difflib
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from diglot.core.yaml_source import KeyPath


class Strict(BaseModel):
    """Settings of which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def describe_errors(
    error: ValidationError, model: type[BaseModel]
) -> tuple[tuple[KeyPath, str], ...]:
    """Return each thing that is wrong: the path of keys to it, and words for the user."""
    found: dict[KeyPath, str] = {}
    for detail in error.errors():
        place = tuple(part for part in detail["loc"] if not _is_type_name(part))
        found.setdefault(place, _explain(detail, place, model))
    return tuple(found.items())


def _is_type_name(part: str | int) -> bool:
    """Tell whether pydantic, and no setting, put a word into an error's place."""
    return part in {"str", "PartEntry", "[key]"}


def _explain(detail: Any, place: tuple[str | int, ...], model: type[BaseModel]) -> str:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return f"there is no such setting.{_suggestion(str(place[-1]), place[:-1], model)}"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind in {"tuple_type", "list_type"}:
        return "a list is expected here, for example [a, b]"
    if kind in {"dict_type", "model_type", "model_attributes_type"}:
        return "lines of the form `key: value` are expected here, indented below it"
    if kind == "string_type":
        return "a single line of text is expected here"
    if kind in {"string_too_short", "too_short"}:
        return "it must not be empty"
    if kind == "missing":
        return "it is missing"
    if kind == "literal_error":
        return f'"{detail["input"]}" is not one of the words for it: {detail["ctx"]["expected"]}'
    if kind == "string_pattern_mismatch":
        return "a role is a MARC relator code of three letters: aut, edt, trl, ill …"
    return str(detail["msg"])


def _suggestion(key: str, parents: tuple[str | int, ...], model: type[BaseModel]) -> str:
    fields: Any = model
    for part in parents:
        info = getattr(fields, "model_fields", {}).get(part)
        fields = info.annotation if info else None
    names = list(getattr(fields, "model_fields", {}))
    close = difflib.get_close_matches(key, names, n=1)
    if close:
        return f'\n  hint: did you mean "{close[0]}"?'
    return f"\n  hint: the settings here are: {', '.join(names)}" if names else ""

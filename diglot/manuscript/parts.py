"""What a folder says of itself as a part, in the files of other tools: its label."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from diglot.core.yaml_source import YamlError, parse_yaml

# Docusaurus keeps a folder's title in one of these.
LABEL_FILES = ("_category_.json", "_category_.yml", "_category_.yaml")


def part_label(folder: Path) -> str:
    """Return the label that a folder's own file gives it; "" without one."""
    for name in LABEL_FILES:
        with suppress(OSError, ValueError, YamlError):
            text = (folder / name).read_text(encoding="utf-8-sig")
            is_json = name.endswith(".json")
            label = (json.loads(text) if is_json else parse_yaml(text, name).data).get("label")
            if isinstance(label, str) and label.strip():
                return " ".join(label.split())
    return ""

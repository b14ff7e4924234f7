"""JSON Schemas of the files, made from the domain's types, for editors that complete TOML."""

from __future__ import annotations

from typing import Any

from reflectcli.domain.filing import FORMAT
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import KINDS
from reflectcli.storage.validate import adapter

JOURNAL = "journal"
"""The name of the schema of journal.toml, beside those of the kinds."""


def names() -> list[str]:
    """Everything that has a schema: the kinds of record, and the journal's own file."""
    return [*KINDS, JOURNAL]


def json_schema(name: str) -> dict[str, Any]:
    """The schema of one kind of record, or of journal.toml."""
    cls: Any = JournalConfig if name == JOURNAL else KINDS[name]
    schema = adapter(cls).json_schema()
    properties = schema["properties"]
    properties.pop("extra", None)
    head: dict[str, Any] = {"format": {"const": FORMAT, "description": "The format's version."}}
    if name != JOURNAL:
        head["kind"] = {"const": name, "description": "The kind of record."}
        schema["required"] = ["format", "kind", *schema.get("required", [])]
    schema["properties"] = head | properties
    if name == JOURNAL:
        schema.pop("required", None)
        # TOML's local time carries no offset, which the JSON Schema format "time" demands.
        schema["properties"]["day_starts"].pop("format")
        for nested in ("Skill", "Kpi", "PromptSet"):
            # What the file leaves out is taken from the defaults.
            schema["$defs"][nested].pop("required", None)
    about = (cls.__doc__ or "").strip()
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"reflectcli {name}, format {FORMAT}",
        "description": about,
        **{key: value for key, value in schema.items() if key not in ("title", "description")},
    }


def schema_text(name: str) -> str:
    """The schema as the text of its file."""
    import json

    return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"

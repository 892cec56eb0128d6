"""The reference of scenario files, made from their JSON Schema: every key with meaning, type, default and source."""

import re
from collections.abc import Iterator
from typing import Any

from servsim.scenario.reading.schema import json_schema

Schema = dict[str, Any]
HEAD = """# The scenario file

Every key of the YAML, made from the JSON Schema (`servsim schema`). A dot in a path goes into a section:
`teams.desk.agents`. Keys without a default and not marked *required* may be left out.
"""
COLUMNS = "| key | meaning | type | default | source and range |\n| --- | --- | --- | --- | --- |\n"
NAMES = {"integer": "whole number", "number": "number", "string": "text", "boolean": "true or false", "null": "null"}
UNLIMITED = 1e9
EVIDENCE = re.compile(r" Default (?P<value>.*?): (?P<source>.*)\.$")
WANTED = re.compile(r"(?:an? )?(?P<what>.*?) is needed, such as \"(?P<example>.*)\"")


def yaml_page() -> str:
    """The page in Markdown: the file itself, then each kind of section when it is first named."""
    schema = json_schema()
    kinds: dict[str, Schema] = schema["$defs"]
    parts = [HEAD, "## The file\n\n" + _table(schema, kinds)]
    parts += [_section(name, kinds) for name in _in_order(schema, kinds)]
    return "\n".join(parts)


def _in_order(schema: Schema, kinds: dict[str, Schema]) -> list[str]:
    """The kinds of sections in the order in which a reader of the file meets them."""
    found: list[str] = []

    def walk(part: Any) -> None:
        for name in _named(part):
            if name not in found:
                found.append(name)
                walk(kinds[name])

    for entry in schema["properties"].values():
        walk(entry)
    return found


def _named(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"].rpartition("/")[2]
        for inner in part.values():
            yield from _named(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _named(inner)


def _section(name: str, kinds: dict[str, Schema]) -> str:
    schema = kinds[name]
    text = f"(yaml-{name})=\n## {schema['title']}\n\n{_clean(schema['description'])}\n"
    short = [choice for choice in schema.get("anyOf", []) if "properties" not in choice]
    full = next((choice for choice in schema.get("anyOf", []) if "properties" in choice), schema)
    if short:
        text += f"\nShort form: {' or '.join(_kind(choice, kinds) for choice in short)}.\n"
    return text + "\n" + _table(full, kinds)


def _table(schema: Schema, kinds: dict[str, Schema]) -> str:
    required = schema.get("required", [])
    rows = [_row(key, entry, key in required, kinds) for key, entry in schema["properties"].items()]
    return COLUMNS + "\n".join(rows) + "\n"


def _row(key: str, entry: Schema, required: bool, kinds: dict[str, Schema]) -> str:
    description = entry.get("description", "")
    evidence = EVIDENCE.search(description)
    meaning = description[: evidence.start()] if evidence else description
    source = evidence["source"] if evidence else ""
    shown = evidence["value"] if evidence else _text(entry["default"]) if "default" in entry else ""
    default = "*required*" if required else f"`{shown}`" if shown else ""
    return "| " + " | ".join([f"`{key}`", _clean(meaning), _kind(entry, kinds), default, _clean(source)]) + " |"


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _clean(text: str) -> str:
    """A text within a cell of a table, with what looks like a mapping as code."""
    text = text.replace("|", "\\|").replace("*", "\\*").replace("<", "\\<")
    return re.sub(r"(?<!`)(\{[^{}]*\})(?!`)", r"`\1`", text)


def _kind(entry: Schema, kinds: dict[str, Schema]) -> str:
    """What may be written, in words, with its unit."""
    if "$ref" in entry:
        name = entry["$ref"].rpartition("/")[2]
        return f"[{kinds[name]['title']}](#yaml-{name})"
    if "const" in entry:
        return f"`{entry['const']}`"
    if "enum" in entry:
        return ", ".join(f"`{value}`" for value in entry["enum"])
    choices = entry.get("oneOf") or entry.get("anyOf")
    if choices and "type" not in entry:
        found = list(dict.fromkeys(_kind(choice, kinds) for choice in choices))
        return "text" if found == ["text", "number"] else " or ".join(found)
    return _plain_kind(entry, kinds)


def _plain_kind(entry: Schema, kinds: dict[str, Schema]) -> str:
    kind = entry.get("type", "")
    if isinstance(kind, list):
        return " or ".join(NAMES[one] for one in kind)
    if kind == "array":
        return f"list: {_kind(entry['items'], kinds)}"
    if kind == "object":
        return _mapping(entry, kinds)
    wanted = WANTED.match(entry.get("patternErrorMessage", ""))
    if wanted:
        return f"{wanted['what']}, such as `{wanted['example']}`"
    return NAMES[kind] + _limits(entry)


def _mapping(entry: Schema, kinds: dict[str, Schema]) -> str:
    below = entry.get("additionalProperties")
    if isinstance(below, dict):
        keys = entry.get("propertyNames", {})
        by = "time of day" if "24:00" in keys.get("pattern", "") else "key" if "enum" in keys else "name"
        return f"by {by}: {_kind(below, kinds) if below else 'value'}"
    if "combine" in entry.get("properties", {}):
        return "changes by path"
    return "by KPI: text" if "properties" in entry else "mapping"


def _limits(entry: Schema) -> str:
    low = next((entry[key] for key in ("minimum", "exclusiveMinimum") if key in entry), None)
    high = next((entry[key] for key in ("maximum", "exclusiveMaximum") if key in entry), None)
    if low is None and high is None:
        return ""
    beyond = f" above {_number(low)}" if "exclusiveMinimum" in entry else "" if low is None else f" from {_number(low)}"
    return f"{beyond} to {_number(high)}" if high is not None and high < UNLIMITED else beyond


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"

"""The map file: read, held against its schema, and told what is wrong in sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, ValidationError

from alongside.foundation.errors import Invalid

LARGEST = 200_000
SCHEMA = Path(__file__).with_name("map_schema.json")


def read_mapping(text: str | bytes, schema: Path = SCHEMA) -> dict[str, Any]:
    """The map of a YAML file, held against a schema: that of tables of groups unless another is
    named. Raises Invalid with a sentence that says what to change."""
    if len(text) > LARGEST:
        raise Invalid({"map": _("The map file is too large to be one.")})
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        found = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError as fault:
        raise Invalid({"map": _("The map file is not text in UTF-8.")}) from fault
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise Invalid({"map": _not_yaml(fault)}) from fault
    return check_mapping(_text_keys(found), schema)


def check_mapping(found: Any, schema: Path = SCHEMA) -> dict[str, Any]:
    """The same map when it is one. Raises Invalid with a sentence that says what to change."""
    fault = next(iter(sorted(_validator(schema).iter_errors(found), key=_depth)), None)
    if fault is not None:
        raise Invalid({"map": _sentence(_deepest(fault))})
    return dict(found)


def columns_of(mapping: Mapping[str, Any]) -> tuple[str, ...]:
    """Every column that the map asks for, once each."""
    keys = mapping["id"]
    asked = [keys] if isinstance(keys, str) else list(keys)
    if "assured_on" in mapping:
        asked += _columns(mapping["assured_on"])
    for rule in mapping["fields"].values():
        asked += _columns(rule)
    return tuple(dict.fromkeys(asked))


def missing_columns(mapping: Mapping[str, Any], there: Iterable[str]) -> tuple[str, ...]:
    """The columns that the map asks for and the table lacks."""
    heads = set(there)
    return tuple(column for column in columns_of(mapping) if column not in heads)


class _PlainLoader(yaml.SafeLoader):
    """YAML without aliases, so that a small file cannot grow; yes and no stay the words they are,
    and a date stays text, because a map translates words."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed")
        return super().compose_node(parent, index)


_PlainLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith((":timestamp", ":bool", ":merge"))
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PlainLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf")
)


def _text_keys(found: Any) -> Any:
    """The same with every name as text: a column may be called 2026."""
    if isinstance(found, Mapping):
        return {str(key): _text_keys(value) for key, value in found.items()}
    if isinstance(found, list):
        return [_text_keys(value) for value in found]
    return found


@cache
def _validator(schema: Path) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema.read_text()))


def _columns(rule: Any) -> Iterator[str]:
    if isinstance(rule, str):
        if rule != "unknown":
            yield rule
    elif isinstance(rule, list):
        for part in rule:
            yield from _columns(part)
    elif isinstance(rule, Mapping):
        if "column" in rule:
            yield rule["column"]
        elif "columns" in rule:
            yield from rule["columns"]
        elif "value" not in rule:
            for part in rule.values():
                yield from _columns(part)


def _depth(fault: ValidationError) -> tuple[int, str]:
    return len(fault.absolute_path), str(list(fault.absolute_path))


def _deepest(fault: ValidationError) -> ValidationError:
    """Of the alternatives, the fault that is nearest to what was meant."""
    while fault.context:
        of_right_kind = [inner for inner in fault.context if inner.validator != "type"]
        fault = max(of_right_kind or fault.context, key=lambda inner: len(inner.absolute_path))
    return fault


def _sentence(fault: ValidationError) -> str:
    where = ".".join(str(part) for part in fault.absolute_path)
    rule: Any = fault.validator_value
    schema: Any = fault.schema
    given: Any = fault.instance
    if fault.validator == "required":
        return _("The map file lacks %(what)s%(where)s.") % {
            "what": ", ".join(repr(name) for name in rule if name not in given),
            "where": _(" in %(where)s") % {"where": where} if where else "",
        }
    if fault.validator == "additionalProperties":
        allowed = schema.get("properties", {})
        unknown = [str(name) for name in given if name not in allowed]
        return _("The map file has %(what)s%(where)s, which is not a name that a map knows.") % {
            "what": ", ".join(repr(name)[:60] for name in unknown[:5]),
            "where": _(" in %(where)s") % {"where": where} if where else "",
        }
    if not where:
        return _("The map file is not a map: see the example in the how-to guide.")
    return _("%(where)s in the map file is neither the name of a column nor a rule.") % {
        "where": where
    }


def _not_yaml(fault: Exception) -> str:
    mark = getattr(fault, "problem_mark", None)
    if mark is None:
        return _("The map file is not YAML.")
    return _("The map file is not YAML: look at line %(line)s.") % {"line": mark.line + 1}

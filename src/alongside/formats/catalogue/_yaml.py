"""YAML read strictly, so that a file means what it seems to mean."""

from __future__ import annotations

from typing import Any

import yaml

LARGEST = 64 * 1024
_DEEPEST = 20


class NotReadable(Exception):
    """The text is no plain YAML; carries why, for whoever wrote it."""


class _Strict(yaml.CSafeLoader):
    """Dates stay text, `no` and `on` stay words, and a key may stand once."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1} if len(set(keys)) < len(keys) else ()
        if twice:
            raise NotReadable(f"“{min(twice)}” stands twice (line {node.start_mark.line + 1})")
        return super().construct_mapping(node, deep=deep)


_PLAIN = {"tag:yaml.org,2002:null": "~nN\0", "tag:yaml.org,2002:int": "-+0123456789"}
_Strict.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if first in _PLAIN.get(tag, "")]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(body: bytes) -> Any:
    """The one document in `body` as plain Python: dicts, lists, text, whole numbers and None.

    Raises NotReadable for anything else: other encodings than UTF-8, aliases, tags, a key twice,
    more than 64 KiB."""
    if len(body) > LARGEST:
        raise NotReadable("is larger than 64 KiB")
    try:
        text = body.decode("utf-8-sig")
        _check_shape(text)
        return yaml.load(text, Loader=_Strict)  # noqa: S506 - a subclass of the safe loader
    except UnicodeDecodeError as error:
        raise NotReadable(f"is not UTF-8 (byte {error.start})") from error
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        what = getattr(error, "problem", None) or type(error).__name__
        raise NotReadable(f"is not YAML: {what}{where}") from error


def _check_shape(text: str) -> None:
    """An alias makes few bytes mean millions, and deep nesting overflows the C stack: both are
    refused from the stream of events, before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise NotReadable(f"uses an alias (line {_line(event)})")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise NotReadable(f"goes too deep (line {_line(event)})")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0

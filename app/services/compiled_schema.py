# SPDX-License-Identifier: MIT
"""A JSON Schema (2020-12) as plain functions: the library's yes or no in a tenth of its time.

Every record is asked at sealing, while the officer waits, and at every import. Only the keywords that
``resources/schema`` uses are known: a schema with any other does not compile. Where a value does not fit,
`app.services.record_schema` asks the library for the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

Check = Callable[[Any], bool]
Schema = Mapping[str, Any]
Compile = Callable[[Any], Check]

_SILENT: Final = frozenset({"$comment", "$schema", "$id", "$defs", "description"})
_MEMBERS: Final = ("properties", "patternProperties", "additionalProperties")
_TYPES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}


class Compiler:
    """Compiles references into a set of schemas that know each other by name."""

    def __init__(self, schemas: Mapping[str, Schema], formats: Mapping[str, Check]) -> None:
        """``formats``: of strings, by name."""
        self._schemas = schemas
        self._formats = formats
        self._compiled: dict[tuple[str, str], Check] = {}

    def check(self, reference: str, beside: str = "") -> Check:
        """What ``NAME#/path`` says of a value. ``beside``: the schema in which the reference stands.

        Raises ValueError for a keyword or a value of one that is not known here.
        """
        name, _hash, path = reference.partition("#")
        key = name or beside, path
        if key not in self._compiled:
            node: Any = self._schemas[key[0]]
            for step in filter(None, path.split("/")):
                node = node[step]
            self._compiled[key] = self._of(node, key[0])
        return self._compiled[key]

    def _of(self, schema: Schema | bool, name: str) -> Check:  # noqa: FBT001 a schema
        if isinstance(schema, bool):
            return _constantly(schema)
        checks = [
            made
            for word, value in schema.items()
            if word not in _SILENT and (made := self._keyword(word, value, schema, name))
        ]
        return _every(checks)

    def _keyword(self, word: str, value: Any, schema: Schema, name: str) -> Check | None:  # noqa: ANN401
        """What one keyword asks; None for one that stands for others beside it."""
        inner = partial(self._of, name=name)
        if word in _PLAIN:
            return _PLAIN[word](value)
        if word in _NESTED:
            return _NESTED[word](inner, value)
        match word:
            case "$ref":
                return self.check(value, name)
            case "format":
                return _of_type(str, self._formats[value])
            case "if":
                return _if(*(inner(schema.get(branch, True)) for branch in ("if", "then", "else")))
            case "then" | "else" if "if" in schema:
                return None
            case "properties" | "patternProperties" | "additionalProperties":
                first = next(keyword for keyword in schema if keyword in _MEMBERS)
                return _members(schema, inner) if word == first else None
        raise ValueError(f"{name}: {word}")


def _members(schema: Schema, inner: Compile) -> Check:
    """The members of an object: those named, those of a pattern, the others."""
    named = {member: inner(node) for member, node in schema.get("properties", {}).items()}
    patterns = [
        (re.compile(pattern).search, inner(node))
        for pattern, node in schema.get("patternProperties", {}).items()
    ]
    other = inner(schema.get("additionalProperties", True))

    def members(value: dict[str, Any]) -> bool:
        for member, content in value.items():
            own = named.get(member)
            asked = [own] if own else []
            asked += [check for search, check in patterns if search(member)]
            for check in asked or (other,):
                if not check(content):
                    return False
        return True

    return _of_type(dict, members)


def _constantly(answer: bool) -> Check:  # noqa: FBT001 a schema that is true or false
    return lambda _value: answer


def _every(checks: Sequence[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]

    def every(value: Any) -> bool:  # noqa: ANN401 any JSON
        for check in checks:  # noqa: SIM110 a generator for each value costs as much as the checks
            if not check(value):
                return False
        return True

    return every


def _any(checks: Sequence[Check]) -> Check:
    return lambda value: any(check(value) for check in checks)


def _not(check: Check) -> Check:
    return lambda value: not check(value)


def _if(when: Check, then: Check, otherwise: Check) -> Check:
    return lambda value: then(value) if when(value) else otherwise(value)


def _each(check: Check) -> Check:
    return lambda value: all(map(check, value))


def _of_type(kind: type, check: Check) -> Check:
    """A keyword says something about its own type only; what else stands there is the type's question."""
    return lambda value: not isinstance(value, kind) or check(value)


def _dependent(checks: Mapping[str, Check]) -> Check:
    return _of_type(
        dict, lambda value: all(check(value) for name, check in checks.items() if name in value)
    )


def _type(names: str | Sequence[str]) -> Check:
    checks = [_type_of(name) for name in ([names] if isinstance(names, str) else names)]
    return checks[0] if len(checks) == 1 else _any(checks)


def _type_of(name: str) -> Check:
    if name == "integer":
        return _is_whole
    kind = _TYPES.get(name)
    if kind is None:
        raise ValueError(f"type {name}")
    return lambda value: isinstance(value, kind)


def _is_whole(value: Any) -> bool:  # noqa: ANN401 any JSON
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


def _const(wanted: Any) -> Check:  # noqa: ANN401 any JSON
    """Raises ValueError for what holds something: nothing in the schemas does."""
    if isinstance(wanted, list | dict) and wanted:
        raise ValueError("const")
    truth = isinstance(wanted, bool)
    return lambda value: isinstance(value, bool) is truth and bool(value == wanted)


def _enum(wanted: Sequence[Any]) -> Check:
    if not all(isinstance(text, str) for text in wanted):
        raise ValueError("enum")
    texts = frozenset(wanted)
    return lambda value: isinstance(value, str) and value in texts


def _pattern(pattern: str) -> Check:
    search = re.compile(pattern).search
    return _of_type(str, lambda value: search(value) is not None)


def _required(names: Sequence[str]) -> Check:
    wanted = frozenset(names)
    return _of_type(dict, lambda value: value.keys() >= wanted)


def _unique(wanted: bool) -> Check:  # noqa: FBT001 the keyword's value
    """Of texts. A list of anything else is refused here: in the schemas `items` refuses it, too."""
    if not wanted:
        raise ValueError("uniqueItems")
    return _of_type(
        list,
        lambda value: all(isinstance(text, str) for text in value) and len({*value}) == len(value),
    )


def _at_least(kind: type, least: int) -> Check:
    return _of_type(kind, lambda value: len(value) >= least)


def _at_most(kind: type, most: int) -> Check:
    return _of_type(kind, lambda value: len(value) <= most)


def _of_number(holds: Check) -> Check:
    return lambda value: (
        isinstance(value, bool) or not isinstance(value, int | float) or holds(value)
    )


_PLAIN: Final[Mapping[str, Callable[[Any], Check]]] = {
    "type": _type,
    "const": _const,
    "enum": _enum,
    "pattern": _pattern,
    "required": _required,
    "uniqueItems": _unique,
    "minLength": partial(_at_least, str),
    "maxLength": partial(_at_most, str),
    "minItems": partial(_at_least, list),
    "maxItems": partial(_at_most, list),
    "maxProperties": partial(_at_most, dict),
    "minimum": lambda least: _of_number(lambda value: value >= least),
    "maximum": lambda most: _of_number(lambda value: value <= most),
}

_NESTED: Final[Mapping[str, Callable[[Compile, Any], Check]]] = {
    "allOf": lambda inner, some: _every([inner(schema) for schema in some]),
    "anyOf": lambda inner, some: _any([inner(schema) for schema in some]),
    "not": lambda inner, schema: _not(inner(schema)),
    "items": lambda inner, schema: _of_type(list, _each(inner(schema))),
    "propertyNames": lambda inner, schema: _of_type(dict, _each(inner(schema))),
    "dependentSchemas": lambda inner, some: _dependent(
        {name: inner(schema) for name, schema in some.items()}
    ),
}

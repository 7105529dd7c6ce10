# SPDX-License-Identifier: MIT
"""The schema of a sealed record (``resources/schema``): asked before sealing, and before anything is stored.

JSON Schema 2020-12. What passes has the types, lengths and characters on which every reader of records
relies; whether its ids stand in a known pack is `app.services.record_ids`' question. The verdict is
`app.services.compiled_schema`'s; the library names the place where a record does not fit, and is loaded
for the first that does not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from app.clock import read_stamp, stamp
from app.domain.writing import Writing, is_name, too_long
from app.paths import resources_dir
from app.services.compiled_schema import Check, Compiler

if TYPE_CHECKING:
    from jsonschema import FormatChecker
    from jsonschema.protocols import Validator

VALUES: Final = "record-values.json"
RECORDS: Final = {1: "record-1.json", 2: "record-2.json"}
_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
#: What a clock can have said: one without a battery begins at 1970 or 1980, and events keep what it said.
_YEARS: Final = range(1970, 2200)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


def misfit(claims: Mapping[str, Any], items: Mapping[str, Any]) -> str | None:
    """Where a record does not fit the schema of its format, as a path; None when it fits.

    The path names claims, disclosures and members, and holds no value.
    """
    form = claims.get("fmt", 1)
    if form not in RECORDS:
        return "claims.fmt"
    record = {"claims": claims, "items": items}
    try:
        return None if _check(RECORDS[form])(record) else _place(form, record)
    except RecursionError:
        return "items"


def fits(kind: str, value: Any) -> bool:  # noqa: ANN401 any JSON
    """Whether ``value`` is of one kind of ``record-values.json``, such as ``value_money``."""
    return _check(f"{VALUES}#/$defs/{kind}")(value)


@cache
def _check(reference: str) -> Check:
    return _compiler().check(reference)


@cache
def _compiler() -> Compiler:
    return Compiler(_schemas(), _FORMATS)


@cache
def _schemas() -> Mapping[str, dict[str, Any]]:
    return {name: _read(name) for name in (VALUES, *RECORDS.values())}


def _place(form: int, record: Mapping[str, Any]) -> str:
    fault = next(library_validator(RECORDS[form]).iter_errors(record), None)
    path = fault.absolute_path if fault else ()
    return ".".join(str(step) for step in path) or "record"


@cache
def library_validator(reference: str) -> Validator:
    """The library's validator for ``NAME#/path`` of the same schemas."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 only where something does not fit
    from referencing import Registry, Resource  # noqa: PLC0415

    resources = ((name, Resource.from_contents(schema)) for name, schema in _schemas().items())
    return Draft202012Validator(
        {"$ref": reference},
        registry=Registry().with_resources(resources),
        format_checker=_formats(),
    )


def _read(name: str) -> dict[str, Any]:
    text = (resources_dir() / "schema" / name).read_text("utf-8")
    schema: dict[str, Any] = json.loads(text, object_hook=_whole)
    return schema


def _whole(member: dict[str, Any]) -> dict[str, Any]:
    """Let ``$`` mean the very end, as JSON Schema has it: to Python it also means before a last line end."""
    if isinstance(pattern := member.get("pattern"), str):
        member["pattern"] = _ended(pattern)
    if isinstance(members := member.get("patternProperties"), dict):
        member["patternProperties"] = {_ended(name): value for name, value in members.items()}
    return member


def _ended(pattern: str) -> str:
    return pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern


@cache
def _formats() -> FormatChecker:
    from jsonschema import FormatChecker  # noqa: PLC0415 only where something does not fit

    checker = FormatChecker(formats=())
    for name, holds in _FORMATS.items():
        checker.checks(name)(_text(holds))
    return checker


def _text(holds: Callable[[str], bool]) -> Callable[[object], bool]:
    """A format says something about texts only; what else stands there is the type's question."""
    return lambda value: not isinstance(value, str) or holds(value)


def _is_stamp(text: str) -> bool:
    try:
        moment = read_stamp(text) if _STAMP.fullmatch(text) else None
    except ValueError:
        return False
    return moment is not None and moment.year in _YEARS and stamp(moment) == text


def _is_partial_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


_FORMATS: Final[Mapping[str, Callable[[str], bool]]] = {
    "name": lambda text: is_name(text, Writing.LABEL),
    "line": lambda text: is_name(text, Writing.LINE),
    "account": lambda text: not too_long(text, Writing.ACCOUNT),
    "stamp": _is_stamp,
    "partial_date": _is_partial_date,
}

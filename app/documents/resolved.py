# SPDX-License-Identifier: MIT
"""A resolved handover as JSON, to have it drawn in the process with limits (`drawing`).

Contract: `read_document(write_document(document))` equals ``document``. Only for the pipe between two
processes of one program: no file has this form, so it has no version.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from app.domain.document import HandoverDocument


def write_document(document: HandoverDocument) -> dict[str, Any]:
    """Return the JSON form."""
    form: dict[str, Any] = _written(document)
    return form


def length(form: Mapping[str, Any]) -> int:
    """Return the characters of the JSON form: what time and memory of drawing grow with."""
    return len(json.dumps(form, ensure_ascii=False))


def read_document(form: Mapping[str, Any]) -> HandoverDocument:
    """Read the JSON form. Raises KeyError, TypeError or ValueError for another."""
    document = _read(HandoverDocument, form)
    if not isinstance(document, HandoverDocument):
        raise TypeError(type(document))
    return document


def _written(thing: Any) -> Any:  # noqa: ANN401 any field
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {name: _written(getattr(thing, name)) for name in _fields(type(thing))}
    if isinstance(thing, tuple):
        return [_written(member) for member in thing]
    if isinstance(thing, bytes):
        return thing.hex()
    return thing.isoformat() if isinstance(thing, datetime) else thing


def _read(kind: Any, form: Any) -> Any:  # noqa: ANN401 any field
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], member) for member in form)
    if NoneType in get_args(kind):
        inside = next(argument for argument in get_args(kind) if argument is not NoneType)
        return None if form is None else _read(inside, form)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _read(of, form[name]) for name, of in _fields(kind).items()})
    if kind is bytes:
        return bytes.fromhex(form)
    if kind is datetime:
        return datetime.fromisoformat(form)
    return kind(form)


@cache
def _fields(kind: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}

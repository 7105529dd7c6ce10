# SPDX-License-Identifier: MIT
"""Reading JSON of others so that it has one meaning only.

Contract: UTF-8, no duplicate keys, no NaN, no floats, no integer beyond 2^53 (a JavaScript reader would
see another number). Everything else is a ValueError, too deep nesting included.
"""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

SAFE_INT: Final = 2**53 - 1
MAX_DIGITS: Final = 20  # more are never safe, and slow to read


def read_object(raw: bytes | str) -> dict[str, Any]:
    """Return a JSON object. Raises ValueError for any other text."""
    found = read(raw)
    if not isinstance(found, dict):
        raise ValueError("a JSON object was expected")
    return found


def read(raw: bytes | str) -> Any:  # noqa: ANN401 any JSON
    """Return any JSON value. Raises ValueError."""
    text = raw if isinstance(raw, str) else raw.decode("utf-8")
    try:
        return json.loads(
            text,
            object_pairs_hook=_no_duplicates,
            parse_constant=_refuse,
            parse_float=_refuse,
            parse_int=_safe_int,
        )
    except RecursionError:
        raise ValueError("JSON too deep") from None


def text_of(found: dict[str, Any], name: str) -> str:
    """Return one member that must be text. Raises ValueError, KeyError."""
    value = found[name]
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value


def texts_of(found: dict[str, Any], name: str) -> dict[str, str]:
    """Return one member that must be an object of texts. Raises ValueError, KeyError."""
    value = found[name]
    if not isinstance(value, dict) or not all(isinstance(member, str) for member in value.values()):
        raise ValueError(f"{name} is no object of texts")
    return value


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate JSON key")
    return found


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"number {text[:12]} is not allowed")


def _safe_int(text: str) -> int:
    if len(text) > MAX_DIGITS or abs(int(text)) > SAFE_INT:
        _refuse(text)
    return int(text)

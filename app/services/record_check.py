# SPDX-License-Identifier: MIT
"""What no record may hold, whoever made it: asked before sealing and again when one comes in.

The rules of names and texts are `app.domain.writing`, here stands where in a record they are; the rest is
the schema (`app.services.record_schema`) and the ids of the record's pack (`app.services.record_ids`).
What passes at sealing passes at every recipient, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from app.domain.event import NewEvent
from app.domain.writing import LONGEST, Writing, strange, too_long
from app.errors import UserError
from app.services.people import PEOPLE, PLACE
from app.services.record_ids import PackFinder, Places, name_places, unknown_names
from app.services.record_schema import misfit
from app.services.verdict import Rejected

PACK_UNKNOWN: Final = "pack_unknown"
TOO_LONG: Final = "too_long"
STRANGE: Final = "strange"
#: Keys under which a name or a code stands, at any depth.
_NAMES: Final = frozenset({"by", "code", "label", "group", "countersigned_by"})


@dataclass(frozen=True, slots=True)
class RecordFault:
    """One fault. ``where``: the name of the disclosure or claim; ``kind``: TOO_LONG or STRANGE.

    ``expected``: the most characters, or the codes of those that may not be there: never the text.
    """

    where: str
    kind: str
    expected: str


def faults(
    claims: Mapping[str, Any], items: Mapping[str, Mapping[str, Any]], signer: str, names: Places
) -> Iterator[RecordFault]:
    """Yield what is wrong with the names and texts of a record, claims first.

    ``names``: the places of answers that are a person's name (`app.domain.roles`).
    """
    case = items["case"].get("case_number") if "case" in items else None
    for where, name in (("station", claims.get("station")), ("case", case), ("signer", signer)):
        yield from _of_name(where, name, Writing.LABEL)
    for name, value in items.items():
        for text in _people_and_place(name, value):
            yield from _of_name(name, text, Writing.LABEL)
        yield from _of_name("record", name, Writing.LINE)
        yield from _inside(name, value, names)


def _people_and_place(name: str, value: Mapping[str, Any]) -> Iterator[object]:
    """The names that stand for the numbers of a record (`app.services.people`)."""
    if name == PLACE:
        yield value.get("name")
    elif name == PEOPLE and isinstance(staff := value.get("names"), Mapping):
        yield from (*staff, *staff.values())


def _of_name(where: str, name: object, kind: Writing) -> Iterator[RecordFault]:
    if isinstance(name, str):
        yield from _of_length(where, name, kind)
        if found := " ".join(dict.fromkeys(strange(name))):
            yield RecordFault(where, STRANGE, found)


def _of_length(where: str, text: str, kind: Writing) -> Iterator[RecordFault]:
    if too_long(text, kind):
        yield RecordFault(where, TOO_LONG, f"{LONGEST[kind]:,}")


def _inside(where: str, value: object, names: Places) -> Iterator[RecordFault]:
    """Walk one value of a record."""
    if isinstance(value, str):
        yield from _of_length(where, value, Writing.ACCOUNT)
    elif isinstance(value, list):
        for member in value:
            yield from _inside(where, member, names)
    elif isinstance(value, Mapping):
        for key, member in value.items():
            if key in _NAMES:
                yield from _of_name(where, member, Writing.LINE)
            elif key == "parts" and isinstance(member, dict):
                yield from _parts(where, member, names)
            else:
                yield from _inside(where, member, names)


def _parts(item: str, parts: Mapping[str, object], names: Places) -> Iterator[RecordFault]:
    """The parts of an answer: a person's name, one-line words (places, dates), or an account."""
    for part, payload in parts.items():
        yield from _inside(item, payload, names)
        if not isinstance(payload, dict):
            continue
        value, rendered = payload.get("value"), payload.get("rendered")
        if isinstance(value, dict):
            for words in value.values():
                if isinstance(words, str):
                    yield from _of_length(item, words, Writing.LINE)
        if (item, part) in names:
            yield from _of_name(item, value, Writing.LINE)
            if isinstance(rendered, dict):
                yield from _of_name(item, rendered.get("text"), Writing.LINE)


def refuse_unfit(
    claims: Mapping[str, Any],
    items: Mapping[str, Mapping[str, Any]],
    signer: str,
    packs: PackFinder,
) -> None:
    """Refuse a record on which no reader could rely, before anything of it is stored or shown.

    Raises Rejected: record_names, record_too_long, record_schema, record_ids.
    """
    try:
        fault = next(faults(claims, items, signer, name_places(claims, packs)), None)
    except RecursionError:
        raise Rejected("record_schema") from None
    if fault is not None:
        raise Rejected("record_names" if fault.kind == STRANGE else "record_too_long")
    if misfit(claims, items) is not None:
        raise Rejected("record_schema")
    pack = packs(claims["pack"]["sha256"])
    if pack is not None and (
        claims["agency"] not in pack.agencies or any(unknown_names(pack, items))
    ):
        raise Rejected("record_ids")


def refuse_unwritable(events: Sequence[NewEvent]) -> None:
    """Refuse what could be stored and never be sealed: too long a text, a name that cannot be seen.

    Answers were read by `parse_answer`, which names the item; here are notes, reasons, codes, labels.
    Raises UserError("text_too_long"), ("name_strange").
    """
    found = (fault for event in events for fault in _inside(event.type, event.payload, frozenset()))
    codes = (event.payload.get("code") for event in events)
    too_wide = (fault for code in codes for fault in _of_name("code", code, Writing.LABEL))
    for fault in chain(found, too_wide):
        code = "name_strange" if fault.kind == STRANGE else "text_too_long"
        raise UserError(code, expected=fault.expected)

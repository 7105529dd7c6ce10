# SPDX-License-Identifier: MIT
"""Which consent and rights texts a person read in a translation that no native speaker had reviewed.

Reads the values of a sealed record, all of them when it is sealed, the disclosed ones when it is printed:
a handover names no more than it holds, and says for everyone whether there were any (DECISIONS.md §1.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.domain.pack import Pack
from app.domain.text import Status
from app.domain.value import Json
from app.services.pieces import item_of
from app.services.texts import is_rights

CARD = "card:"
_REVIEWED = frozenset(status.value for status in Status if status.reviewed)


def unreviewed_texts(pack: Pack, values: Mapping[str, Mapping[str, Json]]) -> tuple[str, ...]:
    """The names of answers and cards, as they stand in a record (``CONS-06``, ``card:CARD-01``)."""
    found = (name for name, value in values.items() if any(_unreviewed(pack, name, value)))
    return tuple(dict.fromkeys(name.partition("@")[0] for name in found))


def _unreviewed(pack: Pack, name: str, value: Mapping[str, Json]) -> Iterator[bool]:
    item = item_of(pack, name)
    shown = value.get("shown")
    if item is not None and is_rights(pack, item):
        yield _is_draft(shown)
        put = value.get("put")
        yield from map(_is_draft, _shown_by_part(put) if isinstance(put, dict) else ())
    elif name.startswith(CARD) and isinstance(shown, list):
        yield from map(_is_draft, shown)


def _shown_by_part(put: Mapping[str, Json]) -> Iterator[Json]:
    return (record.get("shown") for record in put.values() if isinstance(record, dict))


def _is_draft(shown: Json) -> bool:
    """The person's side of one showing; none, or an empty one: nothing was shown to them."""
    person = shown.get("person") if isinstance(shown, dict) else None
    return isinstance(person, dict) and bool(person) and person.get("status") not in _REVIEWED

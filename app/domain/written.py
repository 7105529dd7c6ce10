# SPDX-License-Identifier: MIT
"""Every free text of an interview that can be marked, with its name and with where it goes unmarked.

Names: ``answer:ITEM:part:entry`` (from 0), of a text, the words of a date, a place, or why a check was not
possible; ``reason:ITEM`` of a correction; ``note:SEQ``; ``flag:FLAG:SEQ``, what was done when it was closed
by that event; ``read_back``, ``basis:RECIPIENT`` and ``unlocked:ITEM``, why. What an officer writes
elsewhere needs every group in any case (how a card was told back, a decision, a flag raised by mistake) or
stays in the vault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from app.domain.calendars import is_as_typed
from app.domain.groups import Groups, answer_groups, item_groups, words_group
from app.domain.pack import Pack, ValueType
from app.domain.roles import PartRole
from app.domain.silent import is_discreet
from app.domain.state import FlagRecord, Interview
from app.domain.value import PartValue, TextMark
from app.ids import GroupId, ItemId

#: Unmarked texts of these groups are asked about before sealing.
ASKED_ABOUT: Final = frozenset(
    GroupId(group)
    for group in ("account", "exploitation", "control", "investigation", "labour", "child_account")
)
READ_BACK: Final = "read_back"
ANSWER: Final = "answer:"


@dataclass(frozen=True, slots=True)
class WrittenText:
    """One text. ``name`` tells which; ``ways``: sets of groups, each of which lets it go without a mark, none
    where it needs every group; ``item`` None: a text that belongs to no item; ``asked``: one about which
    the officer is asked, if its groups say so.
    """

    name: str
    item: ItemId | None
    text: str
    ways: tuple[Groups, ...]
    mark: TextMark | None
    asked: bool = True


def written_texts(pack: Pack, interview: Interview) -> tuple[WrittenText, ...]:
    """Every text of an interview that can be marked, answers first."""
    return (
        *_of_answers(pack, interview),
        *_of_notes(pack, interview),
        *_of_flags(pack, interview),
        *_of_the_course(pack, interview),
    )


def to_ask(pack: Pack, interview: Interview) -> tuple[WrittenText, ...]:
    """The unmarked texts about which nobody has asked yet."""
    return tuple(
        text
        for text in written_texts(pack, interview)
        if text.asked
        and text.mark is None
        and any(not ASKED_ABOUT.isdisjoint(way) for way in text.ways)
        and text.name not in interview.texts_asked
    )


def flag_text(record: FlagRecord) -> str:
    """The name of what was done when a flag was closed."""
    return f"flag:{record.flag}:{record.closed_seq}"


def _of_answers(pack: Pack, interview: Interview) -> Iterator[WrittenText]:
    for item_id, given in interview.answers.items():
        item = pack.items[item_id]
        for name, value in given.answer.parts.items():
            part = item.part(name)
            if part is None or part.format:
                continue
            told = PartRole.NAMES not in part.roles
            for number, entry in enumerate(value.entries):
                if (text := entry.words) is not None:
                    where = f"{ANSWER}{item_id}:{name}:{number}"
                    way = frozenset({words_group(item, part, entry)})
                    asked = told and _tells(entry)
                    yield WrittenText(where, item_id, text, (way,), entry.mark, asked)
        if given.correction is not None:
            where, mark = f"reason:{item_id}", given.correction_mark
            way = item_groups(item) | answer_groups(item, given.answer)
            yield WrittenText(where, item_id, given.correction, (way,), mark)


def _tells(entry: PartValue) -> bool:
    """Whether the words can tell more than was asked: the name of a place and a date as typed do not."""
    if entry.type is ValueType.DATE and isinstance(entry.data, dict):
        return not is_as_typed(str(entry.data.get("calendar")), entry.words or "")
    return entry.type is not ValueType.PLACE


def _of_notes(pack: Pack, interview: Interview) -> Iterator[WrittenText]:
    for note in interview.notes:
        item = pack.items.get(note.item) if note.item else None
        ways = (frozenset({item.group}),) if item else ()
        yield WrittenText(f"note:{note.seq}", note.item, note.text, ways, note.mark)


def _of_flags(pack: Pack, interview: Interview) -> Iterator[WrittenText]:
    """What was done about each flag, each time. Closed by an officer's box, it has no words of its own.

    What is discreet goes to the own supervisor alone: there is nothing to mark, and no page lists it.
    """
    for record in interview.flags.values():
        if is_discreet(pack, record.flag):
            continue
        told = (way for raising in record.raises for way in raising.ways)
        ways = tuple(way | {pack.roles.process} for way in dict.fromkeys(told))
        closed: FlagRecord | None = record
        while closed is not None:
            if closed.action and ItemId(closed.action) not in pack.items:
                yield WrittenText(flag_text(closed), None, closed.action, ways, closed.action_mark)
            closed = closed.before


def _of_the_course(pack: Pack, interview: Interview) -> Iterator[WrittenText]:
    """The reasons of what was done beside the questions."""
    process = (frozenset({pack.roles.process}),)
    back = interview.read_back
    if back is not None and back.reason:
        yield WrittenText(READ_BACK, None, back.reason, process, back.mark)
    for recipient, invoked in interview.bases.items():
        if invoked.reason:
            yield WrittenText(f"basis:{recipient}", None, invoked.reason, process, invoked.mark)
    for item, why in interview.unlocked.items():
        yield WrittenText(f"unlocked:{item}", item, why.text, process, why.mark)

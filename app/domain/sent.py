# SPDX-License-Identifier: MIT
"""To whom a text went before it was marked. What was sent stays sent; the mark holds for what is made later.

A file holds a text when it was made of a version that was sealed with the text, unmarked, and when all
groups of one way to tell it went. That is the file's own limit of groups, so that a text may be named here
which the reader did not get because of a narrower consent; never the other way. Where a marked text is
worded anew, the new words take over what was sent with the mark.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from app.domain.event import Event, EventType
from app.domain.groups import Groups
from app.domain.pack import Pack
from app.domain.payload import text_in, texts_in
from app.domain.state import Going, Interview, InterviewState, Sent
from app.domain.value import Answer
from app.domain.written import written_texts
from app.ids import GroupId, ItemId, RecipientId


def going(pack: Pack, interview: Interview) -> Going:
    """What may go of the texts as they stand now: those without a mark."""
    found: dict[tuple[ItemId | None, str], tuple[Groups, ...]] = {}
    for text in written_texts(pack, interview):
        if (
            text.mark is None
        ):  # the same words may stand in several places, each with ways of its own
            key = text.item, text.text
            found[key] = (*found.get(key, ()), *(text.ways or (frozenset(pack.groups),)))
    return MappingProxyType(found)


def went(pack: Pack, state: Interview, event: Event) -> Interview:
    """Something was made for a recipient: of the newest version, or an unsigned paper of a draft as it stood.

    A signed file is of a version even where a draft was begun while it was drawn.
    """
    draft = state.state is InterviewState.DRAFT and event.type is EventType.PRINTED_UNSIGNED
    texts = state.versions[-1].going if state.versions and not draft else going(pack, state)
    groups = frozenset(GroupId(group) for group in texts_in(event, "groups"))
    name = RecipientId(text_in(event, "recipient"))
    reader = pack.recipients.get(name)
    never = reader.items_never if reader else frozenset()
    held = frozenset(
        key
        for key, ways in texts.items()
        if key[0] not in never and any(way <= groups for way in ways)
    )
    return replace(state, sent=(*state.sent, Sent(name, event.at, held)))


def taken_over(interview: Interview, new: Answer) -> tuple[Sent, ...]:
    """What was sent, when ``new``, with the marks that it keeps, stands in the place of an answer."""
    given = interview.answer(new.item)
    was, now = _marks(given) if given else {}, _marks(new)
    gone = {words for words, mark in was.items() if mark and words not in now}
    come = {words for words, mark in now.items() if mark and words not in was}
    return reworded(interview.sent, new.item, gone, come)


def reworded(
    sent: tuple[Sent, ...], item: ItemId | None, gone: Collection[str], come: Collection[str]
) -> tuple[Sent, ...]:
    """The same files, in which the words that come count as held where words were that are gone."""
    was, now = ({(item, words) for words in some} for some in (gone, come))
    return tuple(
        file if file.texts.isdisjoint(was) else replace(file, texts=file.texts | now)
        for file in sent
    )


def _marks(answer: Answer) -> dict[str, bool]:
    """The free words of an answer, and whether they are marked."""
    found: dict[str, bool] = {}
    for value in answer.parts.values():
        for entry in value.entries:
            if (words := entry.words) is not None:
                found[words] = found.get(words, False) or entry.mark is not None
    return found


def sent_before(pack: Pack, interview: Interview) -> Mapping[str, tuple[Sent, ...]]:
    """Marked text, by its name, -> what was made with it for others than the own supervisor, oldest first."""
    found = {
        text.name: tuple(
            sent
            for sent in interview.sent
            if (text.item, text.text) in sent.texts and sent.recipient != pack.roles.supervisor
        )
        for text in written_texts(pack, interview)
        if text.mark
    }
    return MappingProxyType({name: listed for name, listed in found.items() if listed})

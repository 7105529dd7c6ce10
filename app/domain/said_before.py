# SPDX-License-Identifier: MIT
"""Answers that were given before another answer changed, so that their question would not be asked now.

They stay and count (nothing that was said is dropped); whoever reads them, or a flag or an indicator that
rests on them, is told which answer changed afterwards. Derived from the order of the answers alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.condition import AllOf, AnswerIn, AnyOf, Condition, ConsentIn, Not
from app.domain.interview import facts
from app.domain.pack import Pack
from app.domain.state import Interview, Raise
from app.ids import FlagId, ItemId, RecipientId


def said_before(pack: Pack, interview: Interview) -> Mapping[ItemId, tuple[ItemId, ...]]:
    """Return each answered item whose condition holds no more, with the answers that changed after it."""
    now = facts(pack, interview)
    found: dict[ItemId, tuple[ItemId, ...]] = {}
    for item_id, given in interview.answers.items():
        condition = pack.items[item_id].condition
        if now.holds(condition):
            continue
        later = tuple(
            named
            for named in items_named(pack, condition)
            if named in interview.answers and interview.answers[named].seq > given.seq
        )
        if later:
            found[item_id] = later
    return found


def flag_said_before(
    pack: Pack,
    interview: Interview,
    flag: FlagId,
    raises: Sequence[Raise],
    stale: Mapping[ItemId, tuple[ItemId, ...]] | None = None,
) -> tuple[ItemId, ...]:
    """Return the answers that changed after those that these raises of a flag rest on.

    Empty while one rests on what stands: it would be raised again now. ``stale``: `said_before` of this
    interview, where that is known already.
    """
    now = facts(pack, interview)
    named = pack.flags.get(flag)
    when = named.raised_when if named else None
    if when is not None and now.holds(when):
        return ()
    before = said_before(pack, interview) if stale is None else stale
    changed = list[ItemId]()
    for cited in dict.fromkeys(item for raising in raises for item in raising.cites):
        given = interview.answers.get(cited)
        if cited in before:
            changed += before[cited]
        elif given is not None and flag in now.flags_met(pack.items[cited]):
            return ()
        elif given is not None and given.seq > raises[-1].seq:
            changed.append(cited)
    return tuple(dict.fromkeys(changed))


def items_named(pack: Pack, condition: Condition | None) -> tuple[ItemId, ...]:
    """The items a condition looks at, those of a recipient's consent included, each once."""
    found: list[ItemId] = []
    match condition:
        case AnswerIn(item=item):
            found.append(item)
        case AllOf(terms) | AnyOf(terms):
            found += [item for term in terms for item in items_named(pack, term)]
        case Not(term):
            found += items_named(pack, term)
        case ConsentIn(who=who):
            recipient = pack.recipients.get(RecipientId(str(who)))
            if recipient and recipient.consent_item:
                found.append(recipient.consent_item)
    return tuple(dict.fromkeys(found))

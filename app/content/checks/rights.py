# SPDX-License-Identifier: MIT
"""What the person is owed whatever the script says (DECISIONS.md §1, §4; CONTENT.md §2, §7).

Any question may be left open; a legal duty is told and never dressed as a choice; where the person
decides, no answer stands first by design; the words for a break are there; consents are told back.
"""

from __future__ import annotations

import re
from typing import Final

from app.content.checks.pack_index import Faults, PackFault, PackIndex, parts_of
from app.content.source import Raw

DUTY: Final = "duty"
REVIEW: Final = "legal_review"
REQUIRED: Final = "required"
NEUTRAL: Final = "neutral_order"
BREAK: Final = "break"
TELL_BACK: Final = "tell_back"
INFORMED: Final = "informed_of_duty"
_MUST_FLAGS: Final = frozenset({"required", "mandatory", "must_answer"})
_STATUTE: Final = re.compile(r"\b(Act|Code|Law)\b.*\d|\bCCP\b")
_TOLD: Final = frozenset({"yes", "as_soon_as_safe", "where_lawful"})
_CHOICE_EN: Final = re.compile(
    r"\b(may|can|shall|should) (we|i) (tell|share|report|inform|send|notify|write|keep)\b"
    r"|\bdo you (agree|consent|allow|permit|want us)\b|\bwould you like (us|me)\b"
    r"|\bis (it|that) (ok|okay|all right|fine)\b|\bif you (agree|like|want|wish)\b",
    re.IGNORECASE,
)
_CHOICE_JA: Final = re.compile(
    r"て(も)?(よい|いい|かまわない)です(か|。か)|よろしいですか|同意しますか|同意していただけ"
    r"|希望しますか|許可してくれますか|よければ|もしよかったら"
)
_READING: Final = re.compile(r"\{[\u3041-\u309fー]+\}")


def check(index: PackIndex) -> Faults:
    """Duties, reviews, neutral order, breaks and answers that nobody has to give."""
    for item in index.items.values():
        yield from _never_required(item)
        yield from _informed(index, item)
    for name in index.promised["duties"]:
        yield from _told(index.items.get(name), name)
    yield from _reviewed(index)
    yield from _neutral(index)
    for name in index.promised["offered"]:
        if name not in index.shared:
            yield PackFault(
                BREAK, name, "the words of the offer are missing", "/script/shared_texts"
            )
    yield from _tell_back(index)


def _never_required(item: Raw) -> Faults:
    """No part of the form may insist on an answer: *unsure* and *declined* come with the type."""
    for part in (item, *parts_of(item)):
        for name in sorted(_MUST_FLAGS & part.keys()):
            yield PackFault(REQUIRED, item["id"], f"{name}: an answer may not be demanded", name)


def _informed(index: PackIndex, item: Raw) -> Faults:
    """``informed_of_duty`` stands only where a recipient's row says so, and is never shown."""
    rows = [r for r in index.recipients.values() if INFORMED in r["consent_values"]]
    asked = {row["consent_item"] for row in rows}
    for part in parts_of(item):
        for option in part.get("options", []):
            at = f"options/{option['id']}"
            if option["id"] == INFORMED and item["id"] not in asked:
                yield PackFault(DUTY, item["id"], "no recipient has a duty behind this item", at)
            if option["id"] == INFORMED and option.get("officer_only") is not True:
                yield PackFault(
                    DUTY, item["id"], "a duty would stand among the person's choices", at
                )
    for row in rows:
        if row["consent_item"] == item["id"] and not row["legal_bases"]:
            where = f"recipient {row['id']}"
            yield PackFault(DUTY, where, "a duty without a legal basis", "consent_values")


def _told(item: Raw | None, name: str) -> Faults:
    if item is None:
        yield PackFault(DUTY, name, "the script does not tell it", "/script/items")
        return
    if item.get("type") != "statement":
        yield PackFault(DUTY, name, "a duty is told, not asked", "type")
    told = {"": item["text"], "text_child": item.get("text_child", {})}
    told |= {agency: v["text"] for agency, v in item["variants"].items() if "text" in v}
    for place, texts in told.items():
        for lang, words in texts.items():
            if choice(str(words)):
                at = "/".join(filter(None, (place, lang)))
                yield PackFault(DUTY, name, "worded as a choice", at)


def choice(words: str) -> bool:
    """Tell whether a text asks for leave or agreement."""
    plain = _READING.sub("", words)
    return bool(_CHOICE_EN.search(plain) or _CHOICE_JA.search(plain))


def _reviewed(index: PackIndex) -> Faults:
    for item in index.items.values():
        law = any(_STATUTE.search(source) for source in item["basis"])
        if (law or item["id"] in index.promised["lawyer_reads"]) and item[
            "legal_review"
        ] is not True:
            yield PackFault(REVIEW, item["id"], "must be marked for legal review", "legal_review")
    for basis in index.bases.values():
        where = f"legal basis {basis['id']}"
        if basis["verify"] is not True:
            yield PackFault(REVIEW, where, "must be marked for legal review", "verify")
        if basis["person_must_be_told"] not in _TOLD:
            yield PackFault(
                DUTY, where, "does not say whether the person is told", "person_must_be_told"
            )
        for field in ("statute", "when_told", "conditions"):
            for lang in ("en", "ja"):
                if not basis[field].get(lang):
                    yield PackFault(DUTY, where, f"{field} missing in {lang}", field)


def _neutral(index: PackIndex) -> Faults:
    """Stay, return, undecided: the order is drawn anew in each interview."""
    name = index.promised["stay_or_return"]["item"]
    item = index.items.get(name)
    if item is None:
        yield PackFault(NEUTRAL, name, "stay, return or undecided is not asked", "/script/items")
        return
    options = {option["id"] for option in item.get("options", [])}
    for value in index.promised["stay_or_return"]["values"]:
        if value not in options:
            yield PackFault(NEUTRAL, name, f"{value} cannot be answered", "options")
    for found in index.items.values():
        named = {option["id"] for part in parts_of(found) for option in part.get("options", [])}
        if {"stay", "home"} <= named and found.get("shuffle_options") is not True:
            yield PackFault(NEUTRAL, found["id"], "the order favours one answer", "shuffle_options")


def _tell_back(index: PackIndex) -> Faults:
    """Where the pack asks for telling back at all, every card on consent or rights is told back."""
    if not any("tell_back" in card for card in index.cards.values()):
        return
    for name in index.promised["told_back"]:
        if index.cards.get(name, {}).get("tell_back") is not True:
            yield PackFault(
                TELL_BACK, name, "consent or rights that are not told back", "tell_back"
            )

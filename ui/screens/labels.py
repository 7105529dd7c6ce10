# SPDX-License-Identifier: MIT
"""Words for the codes of records, recipients and files, shared by home, disclosure, handover, registry.

One look-up per family of codes; an unknown code of a later version is shown as it is.
"""

from __future__ import annotations

from datetime import datetime

from app.clock import JAPAN
from app.i18n.code_text import state_word
from ui.widgets.words import Translate


def moment(at: datetime) -> str:
    """Local date and time of an aware moment."""
    return at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M")


def state_label(state: str, tr: Translate) -> tuple[str, str]:
    """(word, badge kind) of a record's state."""
    kinds = {"draft": "info", "sealed": "success"}
    return state_word(state, tr), kinds.get(state, "neutral")


def age_label(state: str, tr: Translate) -> str:
    """The age group marker of the list: a word only where it matters."""
    words = {
        "child": tr("Child"),
        "doubt": tr("May be a child"),
        "adult": tr("Adult"),
        "adult_by_officer": tr("Adult (officer's view)"),
        "not_asked": tr("Age not asked"),
    }
    return words.get(state, state)


def paper_label(kind: str, tr: Translate) -> str:
    """Which paper without answers (`app.services.papers`)."""
    words = {
        "form": tr("Questions to fill in by hand"),
        "consent": tr("Rights and consent"),
        "cards": tr("All cards"),
        "languages": tr("Languages to point at"),
        "mini-card": tr("Numbers to carry"),
        "way": tr("The way of the procedures, as a picture"),
        "standards": tr("Ten standards (for the officer)"),
        "liaison": tr("Agenda of a liaison meeting (for the officer)"),
        "coast-guard": tr("Five topics to explain (for the officer)"),
    }
    return words.get(kind, kind)


def withheld_reason(reason: str, tr: Translate) -> str:
    """Why a group is not in a handover that goes out."""
    words = {
        "not_ticked": tr("not agreed to"),
        "separate": tr("has to be agreed to by name"),
        "not_in_basis": tr("not part of the legal basis"),
        "not_named": tr("was not ticked by name"),
        "items_only": tr("only single answers go"),
        "consent_no": tr("not agreed to"),
        "consent_withdrawn": tr("consent taken back"),
        "consent_declined": tr("no answer wanted"),
    }
    return words.get(reason, reason)


def consent_label(word: str, tr: Translate) -> str:
    """What the person said about one recipient, or was told."""
    words = {
        "all": tr("Agrees to all"),
        "parts": tr("Agrees to parts"),
        "no": tr("Does not agree"),
        "informed_of_duty": tr("Was told of the duty"),
        "everything": tr("Agrees to all"),
        "papers": tr("Papers only"),
        "nothing": tr("Does not agree"),
        "explained": tr("Was explained"),
        "understood": tr("Was explained and understood"),
        "not_understood": tr("Was explained, not understood"),
        "unsure": tr("Is not sure"),
        "declined": tr("Did not want to answer"),
        "": tr("Not asked"),
    }
    return words.get(word, word)


def read_back_label(result: str, tr: Translate) -> str:
    words = {
        "done": tr("The record was read back."),
        "partial": tr("The record was read back in part."),
        "not_done": tr("The record was not read back. It can be sealed all the same."),
    }
    return words.get(result, result)


def change_label(status: str, change: str | None, tr: Translate) -> tuple[str, str]:
    """(word, badge kind) of what became of a file."""
    files = {
        "imported": (tr("New record"), "success"),
        "updated": (tr("Parts added"), "success"),
        "unchanged": (tr("Already there"), "neutral"),
        "rejected": (tr("Rejected"), "error"),
        "unreadable": (tr("Unreadable"), "error"),
    }
    versions = {
        "newer_version": (tr("Newer version"), "success"),
        "older_version": (tr("Older version"), "neutral"),
        "predecessor_missing": (tr("Version before it missing"), "warning"),
        "conflict": (tr("In conflict"), "warning"),
        "foreign": (tr("Does not count"), "warning"),
        "set_aside": (tr("Decided against"), "neutral"),
    }
    if status == "imported" and change in versions:
        return versions[change]
    return files.get(status, (status, "neutral"))

# SPDX-License-Identifier: MIT
"""Words of the directory: types of contacts, what is to be known about an entry, its age."""

from __future__ import annotations

from app.domain.directory import ContactMark, ServedGroup
from ui.widgets.status import BadgeKind
from ui.widgets.words import Translate

_DAYS_ONLY = 60
_MONTHS_ONLY = 730
_MONTH = 30.44
_YEAR = 365.25


def kind_label(kind: str, tr: Translate) -> str:
    words = {
        "police": tr("Police"),
        "coast_guard": tr("Coast Guard"),
        "ambulance_fire": tr("Ambulance and fire"),
        "child": tr("Children"),
        "immigration": tr("Immigration"),
        "rights": tr("Human rights"),
        "women": tr("Women's support"),
        "health": tr("Sexual violence support"),
        "support": tr("Consultation lines"),
        "legal": tr("Legal help"),
        "labour": tr("Labour"),
        "training": tr("Technical training"),
        "employment": tr("Employment"),
        "resident": tr("Foreign residents"),
        "embassy": tr("Embassies"),
        "iom": tr("IOM"),
        "prosecutor": tr("Prosecutors"),
        "shelter": tr("Shelters and groups"),
    }
    return words.get(kind, kind)


def audience_label(audience: ServedGroup, tr: Translate) -> str:
    words = {
        ServedGroup.FOREIGN: tr("foreign nationals"),
        ServedGroup.WOMEN: tr("women"),
        ServedGroup.MEN: tr("men"),
        ServedGroup.CHILD: tr("children"),
        ServedGroup.INTERN: tr("technical interns"),
        ServedGroup.WORKER: tr("people who work"),
        ServedGroup.SEA: tr("people at sea"),
        ServedGroup.CRIME_VICTIM: tr("victims of crime"),
    }
    return words[audience]


def field_label(field: str, tr: Translate) -> str:
    """What two sources differ about."""
    words = {"phone": tr("Telephone"), "hours": tr("Hours"), "languages": tr("Languages")}
    return words.get(field, field)


def mark_label(mark: ContactMark, tr: Translate) -> tuple[str, BadgeKind, str]:
    """(word, badge kind, icon): colour never carries it alone."""
    looks: dict[ContactMark, tuple[str, BadgeKind, str]] = {
        ContactMark.WITHDRAWN: (tr("Withdrawn, not to be given"), "error", "close"),
        ContactMark.UNFILLED: (tr("Headquarters fills this in"), "info", "edit"),
        ContactMark.CONFLICT: (tr("Sources differ"), "error", "swap"),
        ContactMark.STALE: (tr("Old"), "warning", "clock"),
        ContactMark.UNVERIFIED: (tr("Not verified"), "warning", "question"),
        ContactMark.CORRECTED: (tr("Corrected here"), "success", "check"),
    }
    return looks[mark]


def age_words(days: int, tr: Translate) -> str:
    """How old, in words that are quickly grasped, with the exact days where they are many."""
    if days < _DAYS_ONLY:
        return tr("{days} days old").format(days=days)
    if days < _MONTHS_ONLY:
        words = tr("about {months} months old ({days} days)")
        return words.format(months=round(days / _MONTH), days=days)
    words = tr("about {years} years old ({days} days)")
    return words.format(years=round(days / _YEAR), days=days)

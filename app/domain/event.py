# SPDX-License-Identifier: MIT
"""Events of one interview. The record is the fold of these; nothing is overwritten (DECISIONS.md §3).

Payload forms (all values are JSON without floats):
  started            script, practice, agency, case_number, officer_language, language?, station,
                     pack {id, sha256}, group?      (a label that links people who were found together)
  prepared           assumed (bool)
  language_chosen    tag
  interpreter_set    code, mode
  shown              item, officer {lang, status}, person {lang, status} | null
  answered           item, parts {part: {"value"|"state", "lang"?, "rendered"?, "mark"?, "more"? [the same]}},
                     mode read|heard|interpreted|officer,
                     shown {officer {lang, text, status}, person {lang, text, status} | null, lead_in?},
                     put? {part: {mode, shown}}      (new or changed parts, each put by itself),
                     not_asked? [parts]      (without an answer, and the officer went on on purpose)
  corrected          as answered, plus reason, mark? (of the reason)
  cleared, skipped   item
  paused             reason?          resumed    script? (the officer goes on with that one)    distress  -
  danger_raised      flag, by answer|officer|person, cites [items]
  danger_resolved    flag, action, mark?
  danger_taken_back  flag, reason      (raised by hand by mistake: every such raising since it was last
                     closed; one that an answer raised stands; the raising stays in chain and record)
  silent_call        -      (the hand in the person's own window was touched; the fold keeps it until the sign
                     that such a call sets is set by the officer's act, `app.domain.silent`)
  card_shown         card, how shown|read_aloud|understood|questions|told_back, person {lang, status} | null;
                     told_back: result told|partly|not, note  (how the person told it in own words)
  consent_withdrawn  recipient
  basis_invoked      recipient, basis, groups, reason, mark?, approval?      (stands in for consent; format 1
                     named a supervisor, countersigned_by: shown as named, not proved)
  note_added         item | null, text, lang, timer?, mark?    (timer: the note records what stops this timer;
                     the last one before sealed may say why red flags stay open, with their titles)
  marked             text, mark made_to_do|private      (a whole text, by its name in `app.domain.written`)
  mark_removed       text, reason, by, approval      (without the supervisor's approval the mark stays)
  texts_asked        texts [names]      (the unmarked texts that the officer was asked about before sealing)
  read_back          result done|partial|not_done, reason, mark?
  attested           item, by, how aloud|screen, mode      (an interpreter read the answer back: it is right)
  wording_marked     item, lang, comment      (a wording of the pack is unclear; nothing about the person)
  sign_set           sign
  status_decided     status possible|presumed|recognised|not_recognised, agency, on (date), reason
                     (a person's decision; agency and day with recognised only; changes no indicator)
  lock_opened        item, reason, by, mark?, approval
                     (approval: the supervisor's signed statement, RECORD.md "Approval"; without it, as format
                     1 has it, nothing is opened)
  sealed             version, record_hash, stated?   amended    reason, prev           withdrawn   reason
                     (stated: the moment that a person stated, where the machine's clock was in doubt)
  exported           recipient, groups, withheld, file_sha256, approval?, lawyer_offered? (true: what could be
                     held against the person was looked at before, and a lawyer offered)
  printed_unsigned   recipient, groups, withheld, file_sha256, approval?, lawyer_offered?      (paper without
                     signature)
  clock_anomaly      faults [of `app.domain.clock_faults`], certificate [from, until], head?, release
                     (the machine's time is the event's own; written when the faults change, so that an empty
                     list says that the clock is in order again; set_back and set_forward stand for once)
  pack_moved         from {id, sha256}, to {id, sha256}, dropped [items], regrouped? [items]
                     (the officer moved a draft to a newer pack: the answers of ``dropped`` are asked again;
                     values of ``regrouped`` have other groups there)
  imported, countersigned, attachment_added, merge
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.value import Json
from app.ids import InterviewId


class EventType(StrEnum):
    STARTED = "started"
    PREPARED = "prepared"
    LANGUAGE_CHOSEN = "language_chosen"
    INTERPRETER_SET = "interpreter_set"
    SHOWN = "shown"
    ANSWERED = "answered"
    CLEARED = "cleared"
    SKIPPED = "skipped"
    DECLINED = "declined"
    PAUSED = "paused"
    RESUMED = "resumed"
    DISTRESS = "distress"
    DANGER_RAISED = "danger_raised"
    DANGER_RESOLVED = "danger_resolved"
    DANGER_TAKEN_BACK = "danger_taken_back"
    SILENT_CALL = "silent_call"
    CARD_SHOWN = "card_shown"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    BASIS_INVOKED = "basis_invoked"
    NOTE_ADDED = "note_added"
    MARKED = "marked"
    MARK_REMOVED = "mark_removed"
    TEXTS_ASKED = "texts_asked"
    ATTACHMENT_ADDED = "attachment_added"
    READ_BACK = "read_back"
    CORRECTED = "corrected"
    SEALED = "sealed"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    EXPORTED = "exported"
    PRINTED_UNSIGNED = "printed_unsigned"
    IMPORTED = "imported"
    COUNTERSIGNED = "countersigned"
    SIGN_SET = "sign_set"
    STATUS_DECIDED = "status_decided"
    LOCK_OPENED = "lock_opened"
    ATTESTED = "attested"
    WORDING_MARKED = "wording_marked"
    CLOCK_ANOMALY = "clock_anomaly"
    PACK_MOVED = "pack_moved"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What happened, before the log gave it its place, time and hash."""

    type: EventType
    payload: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Event:
    """One stored link of the chain (RECORD.md "Event chain")."""

    interview: InterviewId
    seq: int  # gapless from 1
    type: EventType
    at: datetime  # aware, UTC
    mono: int  # milliseconds of the monotonic clock
    boot: str
    actor: str
    payload: Mapping[str, Json]
    salt: str
    prev: str
    hash: str

# SPDX-License-Identifier: MIT
"""From what a handover file holds, and the content pack, to its pages: the one way there.

Contract: `document_of` sees the presentation, for whom and when the file was made, the ``frame`` of the
envelope and the pack that the record names. It is used when a handover is made and when a file is checked,
so that the pages of an honest file are, by construction, those that a reader draws from its record. Nothing
of the station, the user or the day on which it is called goes in.

``frame`` (RECORD.md "Envelope") is ``{by, basis, groups, countersigned_by, language}``: why the reader may
have it, which groups are open to the reader as such (sorted), who of the superiors countersigned, and the
language tag of the person, null where none was chosen. All of it stands on page 1 in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from app.clock import JAPAN
from app.crypto import pki
from app.crypto.envelope import HandoverEnvelope
from app.crypto.sealed import certificate_of, claims_of, disclosures_of, record_hash
from app.domain.consent import Decision, Grant
from app.domain.document import HandoverDocument
from app.domain.pack import Pack
from app.domain.text import content_language, record_tag
from app.domain.value import Json
from app.ids import BasisId, GroupId, LangTag, RecipientId
from app.services import documents, record_schema
from app.services.agencies import agency_name
from app.services.people import PEOPLE, PLACE, with_names
from app.services.phrases import phrase
from app.services.texts import Texts
from app.services.verdict import Rejected
from app.services.wording import Words

FRAME_KEYS: Final = frozenset({"by", "basis", "groups", "countersigned_by", "language"})
WAYS: Final = frozenset({"consent", "basis", "consent+basis", "own_agency"})


@dataclass(frozen=True, slots=True)
class Told:
    """All that the pages of one handover are drawn from, beside the pack."""

    presentation: str
    recipient: RecipientId
    made: datetime  # aware, whole seconds
    frame: Mapping[str, Any]

    @classmethod
    def of(cls, envelope: HandoverEnvelope) -> Told:
        """What a file holds; it proves nothing yet."""
        made = datetime.fromtimestamp(envelope.made, UTC)
        return cls(envelope.presentation, RecipientId(envelope.recipient), made, envelope.frame)


def frame_of(pack: Pack, decision: Decision, language: str | None) -> dict[str, Json]:
    """The frame of a handover that was decided on, in the words of the record's ``pack``.

    Groups that only today's rules know are not in it. ``language``: the person's.
    """
    tag = record_tag(content_language(LangTag(language))) if language else None
    return {
        "by": decision.by,
        "basis": decision.basis,
        "groups": list[Json](sorted(decision.whole & pack.groups.keys())),
        "countersigned_by": decision.countersigned_by,
        "language": tag,
    }


def document_of(told: Told, pack: Pack) -> HandoverDocument:
    """The resolved document, without its associated file.

    The record was verified, fits its schema and names this pack. Raises Rejected("envelope_form") for a
    frame that `frame_of` does not make.
    """
    decision = _decision(told, pack)
    claims = claims_of(told.presentation)
    values = with_names(documents.disclosed_values(disclosures_of(told.presentation)), {})
    frame = documents.DocumentFrame(
        agency=str(claims["agency"]),
        station=str(values.get(PLACE, {}).get("name", claims["station"])),
        created_at=told.made,
        sealed_at=datetime.fromtimestamp(claims["iat"], UTC),
        version=int(claims["ver"]),
        practice=claims["practice"] is True,
        read_back=str(claims["read_back"]),
        record_hash=record_hash(told.presentation),
        chain_head=str(claims["chain"]),
    )
    words = words_of(pack, frame, _language(told), _officer(told.presentation, values))
    return documents.build(pack, words, decision, values, frame)


def words_of(
    pack: Pack, frame: documents.DocumentFrame, language: LangTag | None, officer: str
) -> Words:
    """The words of a paper: of its own agency and day, whoever prints it and whenever."""
    texts = Texts(
        pack,
        frame.agency,
        show_unreviewed=True,  # decides about the person's window only
        today=frame.created_at.astimezone(JAPAN).date(),
        runtime={"officer_name": officer},
        agency_name=lambda lang: agency_name(pack.agencies, frame.agency, lang),
    )
    return Words(pack, texts, phrase, language)


def _officer(presentation: str, values: Mapping[str, Mapping[str, Json]]) -> str:
    """Who sealed: by name where the reader has the people of the record, else as the certificate says."""
    signer = pki.name_of(certificate_of(presentation))
    staff = values.get(PEOPLE, {}).get("names")
    return str(staff.get(signer, signer)) if isinstance(staff, dict) else signer


def _language(told: Told) -> LangTag | None:
    tag = told.frame["language"]
    return content_language(LangTag(tag)) if tag else None


def _decision(told: Told, pack: Pack) -> Decision:
    """What the frame says was decided. Raises Rejected("envelope_form")."""
    frame = told.frame
    if frame.keys() != FRAME_KEYS or told.recipient not in pack.recipients:
        raise Rejected("envelope_form")
    basis, by = frame["basis"], frame["by"]
    fits = (
        isinstance(by, str)
        and by in WAYS
        and (basis is None or (isinstance(basis, str) and basis in pack.legal_bases))
        and ("basis" in by.split("+")) <= (basis is not None)
        and _are_groups(frame["groups"], pack)
        and (
            frame["countersigned_by"] is None or record_schema.fits("by", frame["countersigned_by"])
        )
        and (frame["language"] is None or record_schema.fits("tag", frame["language"]))
    )
    if not fits:
        raise Rejected("envelope_form")
    groups = frozenset(GroupId(group) for group in frame["groups"])
    return Decision(
        told.recipient,
        None,
        by=by,
        basis=None if basis is None else BasisId(basis),
        grants=(Grant(groups),),
        written=frame["countersigned_by"],
    )


def _are_groups(listed: object, pack: Pack) -> bool:
    if not isinstance(listed, list) or not all(isinstance(group, str) for group in listed):
        return False
    return listed == sorted(set(listed)) and all(group in pack.groups for group in listed)

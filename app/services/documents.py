# SPDX-License-Identifier: MIT
"""From what is disclosed to the resolved document. Sees nothing that is not disclosed.

`build` gets the presentation's own disclosures, so what is printed is a part of what is attached; the
canary tests hold both to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.clock import JAPAN, RELEASED, read_stamp
from app.crypto.envelope import BARE_NAME, ENVELOPE_NAME, HandoverEnvelope, write
from app.crypto.sealed import fmt_of
from app.domain.agency import full_name
from app.domain.condition import AgeState
from app.domain.consent import Decision
from app.domain.document import DocumentEntry, Fact, HandoverDocument, Section, Urgent, WordPair
from app.domain.pack import Item, Pack, Part, Recipient
from app.domain.text import JA, Status, Wording
from app.domain.value import Answer, Json, PartValue
from app.ids import CaseNumber, GroupId, ItemId, LangTag, RecipientId
from app.services.beside_answers import SENT
from app.services.pieces import Values, read_answers, read_flags
from app.services.record import BEFORE, MANIFEST
from app.services.unreviewed import unreviewed_texts
from app.services.wording import Words

#: The number of the pages' layout. Any change of what is drawn from one record and pack, of the words here
#: or of the fonts and libraries that draw, makes a new one; files of 0.1, which name none, count as 1.
LAYOUT = 3
TITLE = "Record of a talk about protection"
NO_EVIDENCE = "This is a record of an interview for protection. It is not a statement of evidence."
DRAFT = "This translation is a draft and was not checked by a native speaker."
UNREVIEWED = (
    "同意・権利・説明カードの文の一部または全部は、"
    "母語話者の確認を受けていない非公式の翻訳で本人に示しました。"
)
UNREVIEWED_COUNT = "この文書には、そのうち{count}件への答えまたは説明の記録があります。"
SENT_BEFORE = "印を付ける前に渡した文があります：{item}、{recipient}、{when}。"
READ_BACK = {
    "done": ("読み聞かせ：済み", "Read back: done"),
    "partial": ("読み聞かせ：一部", "Read back: in part"),
    "not_done": ("読み聞かせ：未実施", "Read back: not done"),
}
KINDS_JA = "「自由な話」の印は本人が自由に話したこと。ほかは個別の質問への答え。"
DECISION_JA = {
    "possible": "人身取引被害の可能性",
    "presumed": "人身取引被害者と推定",
    "recognised": "人身取引被害者として認知",
    "not_recognised": "現時点で未認知（改めて確認できます）",
}
MODE_JA = {
    "officer_speaks_it": "職員が話す",
    "in_person": "対面の通訳",
    "phone": "電話の通訳",
    "video": "ビデオの通訳",
    "not_needed": "通訳不要",
    "none_yet": "通訳なし",
}


@dataclass(frozen=True, slots=True)
class DocumentFrame:
    """What stands around the disclosures: times, hashes, the station and its officer's countersigner."""

    agency: str
    station: str
    created_at: datetime
    sealed_at: datetime
    version: int
    practice: bool
    read_back: str
    record_hash: str
    chain_head: str
    unsigned: bool = False


def build(
    pack: Pack, words: Words, decision: Decision, values: Values, frame: DocumentFrame
) -> HandoverDocument:
    """Lay the disclosed values out for their reader. ``values`` holds disclosed items only."""
    recipient = pack.recipients[decision.recipient]
    case = values["case"]
    return HandoverDocument(
        recipient=decision.recipient,
        recipient_name=words.text(recipient.name),
        layout=recipient.layout,
        title=words.phrase(TITLE),
        case_number=CaseNumber(str(case["case_number"])),
        agency=words.both(full_name(pack.agencies, frame.agency, JA)),
        station=frame.station if pack.roles.process in decision.whole else "",
        sealed_at=frame.sealed_at,
        created_at=frame.created_at,
        version=frame.version,
        practice=frame.practice,
        header=_header(pack, words, decision, values, frame),
        basis=_basis(pack, words, decision),
        countersigned_by=decision.countersigned_by,
        urgent=_urgent(pack, words, values),
        sections=sections(pack, words, reading_order(pack, recipient), values),
        not_included=_not_included(words, recipient, decision),
        no_evidence=words.phrase(NO_EVIDENCE),
        translation_note=words.phrase(DRAFT),
        warnings=_warnings(pack, words, values),
        person_language=words.person_language or JA,
        record_hash=frame.record_hash,
        chain_head=frame.chain_head,
        attachment_name="",
        attachment=b"",
        unsigned=frame.unsigned,
    )


def _header(
    pack: Pack, words: Words, decision: Decision, values: Values, frame: DocumentFrame
) -> tuple[Fact, ...]:
    """Place, consent and course only with `process`; language and interpreter only with `interpreter`."""
    facts = [Fact(words.phrase("Date"), words.both(_day(frame.sealed_at)))]
    if pack.roles.process in decision.whole:
        facts.append(Fact(words.phrase("Office"), words.both(frame.station)))
        ja, _en = READ_BACK[frame.read_back]
        facts.append(Fact(words.both("経過"), words.both(ja)))
    if "clock" in values:
        facts.append(Fact(words.both("時計"), words.both(_clock(values["clock"]))))
    if "language" in values:
        tag = LangTag(str(values["language"]["tag"]))
        facts.append(Fact(words.phrase("Language"), _language(words, tag)))
    if any(item in values for item in pack.roles.open_accounts):
        facts.append(Fact(words.both("答えの種類"), words.both(KINDS_JA)))
    if "decision" in values:
        facts.append(
            Fact(words.both("人による判断"), words.both(_decision(pack, values["decision"])))
        )
    if "interpreter" in values:
        interpreter = values["interpreter"]
        mode = MODE_JA.get(str(interpreter.get("mode")), str(interpreter.get("mode") or ""))
        line = "、".join(bit for bit in (str(interpreter.get("code") or ""), mode) if bit)
        facts.append(Fact(words.phrase("Interpreter"), words.both(line)))
    return tuple(facts)


def _clock(value: Mapping[str, Json]) -> str:
    """Both times, where the machine's clock was in doubt at the sealing."""
    machine = _day(read_stamp(str(value["machine"])))
    if "stated" not in value:
        return f"確定のとき、機器の時計（{machine}）に疑いがありました。"
    stated = _day(read_stamp(str(value["stated"])))
    return f"確定のとき、機器の時計は{machine}でした。職員が確かめた正しい時刻は{stated}です。"


def _decision(pack: Pack, value: Mapping[str, Json]) -> str:
    """The decision that stands: by a person, with who recognised and when; never an indicator."""
    decided = value.get("decided")
    last = decided[-1] if isinstance(decided, list) and decided else {}
    decision = last if isinstance(last, dict) else {}
    status = DECISION_JA.get(str(decision.get("status")), str(decision.get("status")))
    if not decision.get("agency"):
        return status
    named = str(decision["agency"])
    listed = named in pack.agencies
    agency = full_name(pack.agencies, named, JA) if listed else "その他の機関"
    return f"{status}（{agency}、{decision.get('on')}）"


def _language(words: Words, tag: LangTag) -> WordPair:
    from app.services.wording import code_name  # noqa: PLC0415 ICU only when printed

    if tag == "ja-x-easy":
        return words.both("やさしい日本語")
    own = Wording(tag, code_name("language", tag, tag))
    return WordPair(Wording(JA, code_name("language", tag, JA)), own)


def _day(moment: datetime) -> str:
    local = moment.astimezone(JAPAN)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def _basis(pack: Pack, words: Words, decision: Decision) -> WordPair:
    """Why this reader may have it; the person reads the same."""
    if decision.by == "consent" or decision.basis is None:
        return words.phrase("Agreed by the person")
    basis = pack.legal_bases[decision.basis]
    law = words.phrase("By law")
    day = basis.as_of
    statute = f"{basis.statute.first(JA).text}、{day.year}年{day.month}月{day.day}日現在"
    checked = "、法律家による確認前" if basis.awaits_lawyer else ""
    named = f"{basis.name.first(JA).text}（{statute}{checked}）"
    return WordPair(Wording(JA, f"{law.ja.text}：{named}"), law.person)


def _urgent(pack: Pack, words: Words, values: Values) -> tuple[Urgent, ...]:
    found = []
    for told in read_flags(values).values():
        flag = pack.flags[told.flag]
        actions = [words.texts.officer(text, JA) for text in flag.actions]
        if told.action:
            actions = [Wording(JA, f"対応済み：{_action(pack, words, told.action)}")]
        if back := told.taken_back:
            actions = [Wording(JA, f"誤って出された警告：{back.get('reason')}（{back.get('by')}）")]
        found.append(
            Urgent(
                flag=flag.id,
                severity=flag.severity,
                title=words.text(flag.title),
                actions=tuple(actions),
                open=told.open,
                taken_back=told.taken_back is not None,
                before=_changed(values, told.names),
            )
        )
    return tuple(sorted(found, key=lambda urgent: (not urgent.open, urgent.severity != "red")))


def _action(pack: Pack, words: Words, action: str) -> str:
    """An action is words, or the id of the officer's box that holds the reason."""
    item = pack.items.get(ItemId(action))
    return words.texts.officer(item.text, JA).text if item else action


def reading_order(pack: Pack, recipient: Recipient) -> tuple[GroupId, ...]:
    """What the recipient may get, as its reader wants it; what is told of the talk itself comes last."""
    wanted = pack.roles.reading_order.get(recipient.layout, ())
    last = (pack.roles.interpreting, pack.roles.process)

    def place(group: GroupId) -> int:
        if group in wanted:
            return wanted.index(group)
        return len(wanted) + 1 + (last.index(group) + 1 if group in last else 0)

    return tuple(sorted(recipient.groups_at_most, key=place))


def sections(
    pack: Pack, words: Words, groups: Sequence[GroupId], values: Values
) -> tuple[Section, ...]:
    """The disclosed answers by group, in the order of ``groups``; empty groups are left out."""
    found: dict[GroupId, list[DocumentEntry]] = {group: [] for group in groups}
    notes = _notes(values)
    child = _child(values)
    answers = read_answers(pack, values)
    for item in pack.items.values():
        if (read := answers.get(item.id)) is None:
            continue
        place = read.group if read.group in found else item.group
        if place in found:
            entry = _entry(words, item, read.answer, notes.get(item.id, ()), child=child)
            found[place].append(replace(entry, before=_changed(values, read.names)))
    return tuple(
        Section(group, words.group(group), tuple(entries))
        for group, entries in found.items()
        if entries
    )


def _changed(values: Values, names: Sequence[str]) -> tuple[ItemId, ...]:
    """The answers that changed after this was said or raised, where the reader has all of them."""
    listed = (values.get(f"{BEFORE}{name}", {}).get("changed") for name in names)
    items = (ItemId(str(item)) for later in listed if isinstance(later, list) for item in later)
    return tuple(dict.fromkeys(items))


def _child(values: Values) -> bool:
    """Child wording only where the age state itself is disclosed."""
    state = values.get("age", {}).get("state")
    return state in {AgeState.CHILD.value, AgeState.DOUBT.value}


def _notes(values: Values) -> dict[str, tuple[str, ...]]:
    notes: dict[str, tuple[str, ...]] = {}
    for value in values.values():
        if value.get("kind") == "note" and isinstance(item := value.get("item"), str):
            notes[item] = (*notes.get(item, ()), str(value["text"]))
    return notes


def _entry(
    words: Words, item: Item, answer: Answer, notes: tuple[str, ...], *, child: bool
) -> DocumentEntry:
    own_words, rendered, by = _own_words(item.parts, answer)
    return DocumentEntry(
        item=item.id,
        question=words.question(item, child=child),
        answer=words.answer(item, answer),
        own_words=own_words,
        rendered=rendered,
        rendered_by=by,
        notes=notes,
        told_freely=item.id in words.pack.roles.open_accounts,
    )


def _own_words(
    parts: Sequence[Part], answer: Answer
) -> tuple[Wording | None, Wording | None, str | None]:
    """The first free text with its rendering: the person's words stand beside what they became."""
    for part in parts:
        value = answer.parts.get(part.id)
        entries = value.entries if value else ()
        if first := next((entry for entry in entries if entry.rendered), None):
            renderings = [entry.rendered for entry in entries if entry.rendered]
            lang = first.lang or renderings[0].lang
            own_words = Wording(lang, "\n".join(map(_text_of, entries)), Status.APPROVED_AGENCY)
            words = "\n".join(rendering.text for rendering in renderings)
            by = "、".join(dict.fromkeys(rendering.by for rendering in renderings))
            return own_words, Wording(renderings[0].lang, words, Status.APPROVED_AGENCY), by
    return None, None, None


def _text_of(value: PartValue) -> str:
    return str(value.data.get("text") if isinstance(value.data, dict) else value.data)


def _not_included(words: Words, recipient: Recipient, decision: Decision) -> tuple[WordPair, ...]:
    """Groups this reader could have and does not get: by name only, whatever they hold."""
    absent: list[GroupId] = [g for g in recipient.groups_at_most if g not in decision.whole]
    return tuple(words.group(group) for group in absent)


def _warnings(pack: Pack, words: Words, values: Values) -> tuple[WordPair, ...]:
    """Everyone reads whether rights were read in unreviewed translations; how many, as far as disclosed."""
    went = tuple(words.both(sentence) for sentence in _sent_before(pack, values))
    if values["case"].get("unreviewed_texts_shown") is not True:
        return went
    count = len(unreviewed_texts(pack, values))  # their words would fill the first page
    counted = UNREVIEWED_COUNT.format(count=count) if count else ""
    return (words.both(f"{UNREVIEWED}{counted}"), *went)


def _sent_before(pack: Pack, values: Values) -> Iterator[str]:
    """Texts that went before they were marked; only the own supervisor has this."""
    listed = values.get(SENT, {}).get("sent")
    for file in listed if isinstance(listed, list) else ():
        if isinstance(file, dict):
            name = pack.recipients[RecipientId(str(file["recipient"]))].name.first(JA).text
            when, item = _day(read_stamp(str(file["at"]))), file["item"] or "項目なし"
            yield SENT_BEFORE.format(item=item, recipient=name, when=when)


def attached(
    document: HandoverDocument,
    presentation: str,
    around: Mapping[str, Json],
    approvals: Sequence[str] = (),
) -> HandoverDocument:
    """The document with its associated file: the envelope, of format 1 the bare presentation.

    ``approvals``: what supervisors signed of this handover and of this version.
    """
    if fmt_of(presentation) == 1:
        whole = presentation.encode("ascii")
        return replace(document, attachment_name=BARE_NAME, attachment=whole)
    envelope = HandoverEnvelope(
        layout=LAYOUT,
        recipient=document.recipient,
        made=int(document.created_at.timestamp()),
        release=RELEASED[0],
        frame=around,
        presentation=presentation,
        approvals=tuple(approvals),
    )
    return replace(document, attachment_name=ENVELOPE_NAME, attachment=write(envelope))


def disclosed_values(items: Mapping[str, Mapping[str, Json]]) -> Values:
    """The disclosed values without the completeness proofs."""
    return {name: value for name, value in items.items() if not name.startswith(MANIFEST)}

# SPDX-License-Identifier: MIT
"""The plan of disclosure: recipients × data groups, and the acts that change it.

Consent is the answer to the recipient's own consent item; a legal basis of the closed list may stand
in for it. `app.domain.consent.decide` alone says what goes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from app.domain.consent import Decision, disclosed_answers
from app.domain.evidence import values_of
from app.domain.interview import facts
from app.domain.lock import lock_reason
from app.domain.pack import LegalBasis, Recipient
from app.domain.stricter import ticked_by_name
from app.domain.value import Json, OwnWords
from app.ids import BasisId, GroupId, ItemId, RecipientId
from app.services.approvals import Approver
from ui.viewmodels.referral import Referral

#: words of consent that are never a free choice: told, not asked
DUTY = "informed_of_duty"


@dataclass(frozen=True, slots=True)
class CellView:
    """``state``: agreed, refused, by_law, never or unknown; ``reason`` a code, empty when none."""

    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One line that a recipient would read."""

    group: str
    question: str
    answer: str


class DisclosureViewModel(Referral):
    """Adds the acts of consent and law to `Referral`."""

    stored = Signal(str)  # recipient whose consent or basis was stored

    @property
    def groups(self) -> tuple[GroupId, ...]:
        return tuple(self.session.pack.groups)

    def group_name(self, group: GroupId, lang: str) -> str:
        return self.text(self.session.pack.groups[group], lang)

    def cell(self, recipient: RecipientId, group: GroupId) -> CellView:
        """What stands for one group and recipient."""
        rule, decision = self.session.rules.recipients[recipient], self.decisions[recipient]
        if group not in rule.groups_at_most:
            return CellView("never")
        open_groups = decision.groups if decision.allowed else decision.proposed
        if group in open_groups:
            return CellView(
                self._open_state(decision), "" if decision.allowed else str(decision.refused)
            )
        if decision.refused in {None, "consent_no", "consent_withdrawn", "consent_declined"}:
            reason = next(
                (w.reason for w in decision.withheld if w.group == group), decision.refused
            )
            return CellView("refused", reason or "")
        return CellView("unknown", decision.refused or "")

    def offered(self, recipient: RecipientId) -> tuple[str, ...]:
        """The words of consent that may be recorded for a recipient, in the pack's order."""
        return self.session.rules.recipients[recipient].consent_values

    def consent_word(self, recipient: RecipientId) -> str:
        """The word of the stored consent, empty when it was not asked."""
        item = self.session.pack.recipients[recipient].consent_item
        value = facts(self.session.pack, self.interview).value(item) if item else None
        if value is None:
            return ""
        return value.state.value if value.state else next(iter(values_of(value)), "")

    def ticked(self, recipient: RecipientId) -> tuple[GroupId, ...]:
        """The groups that stand open now: what the boxes show at first."""
        return tuple(g for g in self.groups if g in self.decisions[recipient].groups)

    def may_tick(self, recipient: RecipientId) -> tuple[GroupId, ...]:
        return ticked_by_name(self.session.rules)[recipient].groups_at_most

    def is_separate(self, recipient: RecipientId, group: GroupId) -> bool:
        """A group that goes only when it is ticked by name."""
        return group in self.session.rules.recipients[recipient].groups_separate

    def lock(self, recipient: RecipientId) -> str:
        """Why the consent item must not be asked now; empty when it may."""
        item = self.session.pack.recipients[recipient].consent_item
        if item is None:
            return ""
        asked, opened = self.session.pack.items[item], self.interview.opened
        return (
            lock_reason(
                facts(self.session.pack, self.interview), asked, opened, self.interview.language
            )
            or ""
        )

    def is_due(self, recipient: RecipientId) -> bool:
        """Whether this recipient comes into question in this interview at all."""
        item = self.session.pack.recipients[recipient].consent_item
        if item is None:
            return True
        return facts(self.session.pack, self.interview).holds(
            self.session.pack.items[item].condition
        )

    def question(self, recipient: RecipientId) -> str:
        """The consent question as the officer reads it."""
        item = self.session.pack.recipients[recipient].consent_item
        if item is None:
            return ""
        asked = self.session.pack.items[item]
        return self.session.texts.item(
            self.interview, asked, self.session.view.age_state
        ).officer.text

    def bases(self, recipient: RecipientId) -> tuple[LegalBasis, ...]:
        """The legal bases that this agency may invoke for this recipient."""
        rule, pack = self.session.rules.recipients[recipient], self.session.rules
        found = (pack.legal_bases[basis] for basis in rule.legal_bases if basis in pack.legal_bases)
        inside = recipient == pack.roles.supervisor
        return tuple(basis for basis in found if self.interview.agency in basis.who and not inside)

    def basis_groups(self, recipient: RecipientId, basis: BasisId) -> tuple[GroupId, ...]:
        at_most = self.session.rules.legal_bases[basis].groups_at_most
        return tuple(g for g in self.may_tick(recipient) if g in at_most)

    def is_opened_by_law(self, group: GroupId) -> bool:
        """Whether a law opens it by itself; else only where it is ticked by name."""
        return group not in self.session.rules.roles.by_name

    def seen_by(self, recipient: RecipientId, lang: str) -> tuple[Seen, ...]:
        """What this recipient would read of the answers as they stand now, in the window's language."""
        decision = self.decisions[recipient]
        if not decision.allowed:
            return ()
        interview, pack = self.interview, self.session.pack
        words, seen = self.words(lang), []
        answers = {item: given.answer for item, given in interview.answers.items()}
        by_rules = disclosed_answers(self.session.rules, decision, answers)
        for item, answer in disclosed_answers(pack, decision, by_rules).items():
            asked = pack.items[item]
            told = words.answer(asked, answer).ja.text
            question = words.question(asked, child=self.session.view.child_path).ja.text
            seen.append(Seen(self.group_name(asked.group, lang), question, told))
        return tuple(seen)

    def consent(self, recipient: RecipientId, word: str, groups: tuple[GroupId, ...] = ()) -> None:
        """Record what the person said about one recipient; ``groups`` with ``parts``."""
        item = self._consent_item(recipient)
        value: Json = word
        if word == "parts":
            value = {"consent": "parts", "groups": [str(group) for group in groups]}
        service, case = self.workspace.interviews, self.interview_id
        self._do(
            lambda: service.answer(case, item, value), lambda: self.stored.emit(str(recipient))
        )

    def withdraw(self, recipient: RecipientId) -> None:
        """The person takes the consent back for what was not sent yet."""
        service, case = self.workspace.interviews, self.interview_id
        self._do(
            lambda: service.withdraw_consent(case, recipient),
            lambda: self.stored.emit(str(recipient)),
        )

    def invoke(
        self,
        recipient: RecipientId,
        basis: BasisId,
        groups: tuple[GroupId, ...],
        why: OwnWords,
        by: Approver | None = None,
    ) -> None:
        """Let a legal basis stand in for consent."""
        service, case = self.workspace.interviews, self.interview_id
        self._do(
            lambda: service.invoke_basis(
                case, recipient, basis, groups, why.text, by, mark=why.mark
            ),
            lambda: self.stored.emit(str(recipient)),
        )

    def _consent_item(self, recipient: RecipientId) -> ItemId:
        rule: Recipient = self.session.pack.recipients[recipient]
        if rule.consent_item is None:
            raise ValueError(recipient)
        return rule.consent_item

    def _open_state(self, decision: Decision) -> str:
        return "agreed" if decision.by in {"consent", "consent+basis"} else "by_law"

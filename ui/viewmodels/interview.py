# SPDX-License-Identifier: MIT
"""The heart: one interview as the officer leads it.

Verbs return at once; signals say what became of them, and *saved* is said only after the service
returned. The person's window, cards, danger, pause, preparation, language and read-back hang on this
one view model, so that all of them see the same session.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.pack import Audience
from app.domain.state import InterviewState
from app.domain.value import Json
from app.flow.engine import previous
from app.flow.view import Status
from app.ids import CardId, FlagId, ItemId, SignId
from app.services.approvals import Approver
from app.services.interviews import Session
from ui.tasks import TaskRunner
from ui.viewmodels import course
from ui.viewmodels.supervision import Supervision
from ui.viewmodels.talk import Arrive, Done, Step, Talk
from ui.viewmodels.workspace import InterviewWorkspace


class InterviewViewModel(Talk):
    """One interview. Call `begin` or `open`; everything else needs a session. GUI thread only."""

    answer_wanted = Signal()  # next was asked for with nothing entered
    danger_wanted = Signal()  # the officer asks for the danger screen
    paused = Signal()
    resumed = Signal()
    stopped = Signal()
    language_chosen = Signal(str)
    call_received = Signal(
        str
    )  # from the person's window: not_understood, interpreter, stop, pause
    person_view_changed = Signal()
    settled = Signal()  # all that can be stored is stored (before lock and leaving)
    unlock_refused = Signal(object)  # Exception: who opens a locked item is no supervisor

    def __init__(
        self,
        workspace: InterviewWorkspace,
        tasks: TaskRunner,
        supervision: Supervision,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(workspace, tasks, parent)
        self._supervision = supervision
        self.deciding: dict[str, str] = {}  # a decision about the status, not stored yet
        self._reviewed = False
        self._stopped = False

    # what stands

    @property
    def stage(self) -> str:
        """``item``, ``review`` (what is missing before the closing) or ``end``."""
        if self._at is not None:
            return "item"
        view, pack = self.session.view, self.session.pack
        waits = not self._reviewed and course.needs_review(view, None, pack)
        return "review" if waits else "end"

    @property
    def newer_content(self) -> bool:
        """Newer content is here, and this draft could be moved to it."""
        state = self.session.interview
        same = self.session.pack.sha256 == self.workspace.content.newest.sha256
        return not (same or state.practice) and state.state is InterviewState.DRAFT

    @property
    def opening(self) -> str:
        """The screen this interview opens with: preparation, language or interview."""
        return course.opening(self.session.view, self.session.interview.language)

    @property
    def is_paused(self) -> bool:
        return self.is_open and self.session.interview.paused

    @property
    def is_stopped(self) -> bool:
        """The break began as a stop: the person does not want to go on now."""
        return self._stopped and self.is_paused

    @property
    def person_card(self) -> CardId | None:
        """The card that the person's window shows instead of the question."""
        return self._card

    @property
    def shown_value(self) -> Json:
        """What the answer fields show: what was entered last, else what is stored."""
        if self._at is None:
            return None
        return self.drafts.values.get(self._at, self.stored_of(self._at))

    @property
    def note(self) -> str:
        """The note as typed so far, not stored yet."""
        return self.drafts.notes.get(self._at, "") if self._at else ""

    @property
    def problem(self) -> str:
        """Why what stands in the fields cannot be stored yet, as a code; empty when it can."""
        return self.drafts.problems.get(self._at, "") if self._at else ""

    @property
    def is_entered(self) -> bool:
        """True when the fields hold something that is not stored yet."""
        return bool(self.entered(self._at) or self.problem)

    @property
    def can_go_back(self) -> bool:
        return self.is_open and previous(self.session.view.items, self._at) is not None

    @property
    def audience(self) -> Audience | None:
        """Whom the current item is put to."""
        return self.session.pack.items[self._at].audience if self._at else None

    @property
    def consent_again_due(self) -> bool:
        """The short consent is over and is to be asked again (CONTENT.md §7)."""
        again = self.session.view.consent_again
        return again is not None and self.workspace.clock.now() >= again

    # begin

    def begin(  # noqa: PLR0913 what an interview begins with
        self,
        script: str = "full",
        *,
        practice: bool = False,
        officer_language: str = "ja",
        group: str = "",
        came: Json = None,
        agency: str | None = None,
    ) -> None:
        """Start a new interview; `session_changed` comes when its case number stands.

        ``group``: the label of people found together; ``came``: how the case came, if known;
        ``agency``: the one whose course is practised, else the own.
        """

        def work() -> Done:
            service = self.workspace.interviews
            session = service.start(
                script=script,
                practice=practice,
                officer_language=officer_language,
                agency=agency,
                group=group,
            )
            if came is not None:
                session = service.answer(session.id, session.pack.roles.how_it_came, came)
            return Done(session, moved=True, place=session.view.next_item)

        self.take(work)

    # entering

    def enter(self, value: Json) -> None:
        """Take what the answer fields of the current item hold now (not stored yet)."""
        if self._at is not None:
            self.drafts.enter(self._at, value, alone=self._part is not None)

    def enter_problem(self, code: str) -> None:
        """Take why the fields cannot be stored yet; an empty code clears it."""
        if self._at is not None:
            self.drafts.mark(self._at, code)

    def enter_note(self, text: str) -> None:
        """Take the note as typed so far; it is stored with the next step."""
        if self._at is not None:
            self.drafts.notes[self._at] = text

    # walking

    def next(self) -> None:
        """Store the answer and go on; says `answer_wanted` when there is none."""
        if self.busy:
            return
        if self.problem:
            self.answer_incomplete.emit(self.problem)
            return
        if self._at and self._unanswered(self._at):
            self.answer_wanted.emit()
            return
        self._leave(self._onward)

    def skip(self) -> None:
        """Leave this question out for now; it comes once more before the closing.

        An answer that was entered is stored all the same: nothing typed is lost.
        """
        item = self._at
        if item is None or self.busy:
            return
        if self._unanswered(item):
            self._leave(self._onward, lambda service, case: service.skip(case, item))
        else:
            self._leave(self._onward)

    def back(self) -> None:
        """Go to the answered or left-out item before this one."""
        before = previous(self.session.view.items, self._at)
        if before is not None:
            self.jump(before)

    def jump(self, item: ItemId) -> None:
        """Go to any item of the way; a locked one shows why it is locked."""
        if self.busy:
            return
        self._strayed = True
        self._leave(lambda _session: item)

    def jump_phase(self, phase: str) -> None:
        item = course.first_of_phase(self.session.view, phase)
        if item is not None:
            self.jump(item)

    def accept_review(self) -> None:
        """The officer saw what is missing and goes on to the closing."""
        self._reviewed = True
        self.go_on()

    def go_on(self) -> None:
        """Go to where the script stands, e.g. after the preparation or the language."""
        self._strayed = False
        self._leave(self._onward)

    # deeds

    def answer(
        self, item: ItemId, value: Json, *, mode: str = "", reason: str | None = None
    ) -> None:
        """Store an answer to any item without moving: person's window, preparation, read-back."""
        shown = mode or self.glance.mode_of(item)
        self.perform(
            [lambda service, case: service.answer(case, item, value, mode=shown, reason=reason)],
            then=lambda: self._answered(item),
        )

    def pause(self, reason: str = "") -> None:
        """Store what is entered and take a break."""
        self._stopped = reason == "stop"
        self._tell_problem()
        self.perform(
            [lambda service, case: service.pause(case, reason)],
            entered=self.entered_everywhere(),
            then=(self.stopped if self._stopped else self.paused).emit,
        )

    def stop(self) -> None:
        """The person wants to stop, or the officer sees that it must stop: a break without a term."""
        self.pause("stop")

    def resume(self) -> None:
        """End the break; a question that was left in distress is not put again."""
        self._stopped = False
        spared = self._at in self.session.interview.spared
        self.perform(
            [lambda service, case: service.resume(case)],
            arrive=self._onward if spared else None,
            then=self.resumed.emit,
        )

    def continue_with(self, script: str) -> None:
        """Go on with another script, e.g. the full interview after the short screening."""
        self._strayed, self._reviewed = False, False
        self._leave(self._onward, lambda service, case: service.resume(case, script))

    def settle(self) -> None:
        """Store all that can be stored, then say `settled`: before lock, quick-hide and leaving."""
        if not self.is_open:
            self.settled.emit()
            return
        self._tell_problem()
        self.perform((), entered=self.entered_everywhere(), then=self.settled.emit)

    def distress(self) -> None:
        self.perform([lambda service, case: service.distress(case)])

    def set_sign(self, sign: SignId) -> None:
        self.perform([lambda service, case: service.set_sign(case, sign)])

    def set_interpreter(self, code: str, mode: str) -> None:
        self.perform([lambda service, case: service.set_interpreter(case, code=code, mode=mode)])

    def choose_language(self, tag: str, *, listening: bool = False, dialect: str = "") -> None:
        """The person pointed at a language; midway the same question comes in it, and nothing moves.

        ``listening``: it is understood only when spoken.
        """
        steps: list[Step] = [lambda service, case: service.choose_language(case, tag, dialect)]
        if listening:
            better = "listening_better"
            asked = self.session.pack.roles.reading.item
            steps.append(lambda do, case: do.answer(case, asked, better, mode="heard"))
        place = self._at if self.session.interview.language else None
        self._strayed = self._strayed and place is not None
        arrive: Arrive = (lambda _session: place) if place else self._onward
        self.perform(steps, arrive=arrive, then=lambda: self.language_chosen.emit(tag))

    def raise_flag(self, flag: FlagId, by: str = "officer") -> None:
        self.perform([lambda service, case: service.raise_flag(case, flag, by)])

    def resolve_flag(self, flag: FlagId, action: str) -> None:
        self.perform([lambda service, case: service.resolve_flag(case, flag, action)])

    @property
    def supervisors(self) -> tuple[str, ...]:
        return self._supervision.names

    def unlock(self, item: ItemId, reason: str, user: str, passphrase: str) -> None:
        """A supervisor opens a locked item with a reason and the own passphrase.

        Says `unlock_refused`, and opens nothing, when that fails; else the event names the supervisor.
        """

        def proved(by: Approver) -> None:
            self.perform(
                [lambda service, case: service.unlock_item(case, item, reason, by)],
                then=self.item_changed.emit,
            )

        self._tasks.run(
            self,
            lambda: self._supervision.verify(user, passphrase),
            proved,
            self.unlock_refused.emit,
            database=False,
        )

    def mark_card(self, card: CardId, how: str) -> None:
        """Log what was done with a card: shown, read_aloud, understood or questions."""
        self.perform([lambda service, case: service.show_card(case, card, how)])

    def show_card_to_person(self, card: CardId | None) -> None:
        """Show a card in the person's window, or the question again (None)."""
        self._card = card
        self.person_view_changed.emit()

    def skip_all(self, items: Sequence[ItemId], then: Callable[[], None] | None = None) -> None:
        """Leave several items out, each recorded (a preparation that was not possible)."""
        steps = [_skipping(item) for item in items]
        self.perform(steps, arrive=self._onward, then=then)

    def read_back(self, result: str, reason: str, then: Callable[[], None]) -> None:
        self.perform([lambda service, case: service.read_back(case, result, reason)], then=then)

    def call(self, kind: str) -> None:
        """The person asks for something in their own window; the officer is told."""
        if kind == "interpreter":
            self.raise_flag(self.session.pack.roles.interpreter_problem, "person")
        elif kind in {"pause", "stop"}:
            self.pause("stop" if kind == "stop" else "person")
        self.call_received.emit(kind)

    # how it is done

    def _answered(self, item: ItemId) -> None:
        self.drafts.forget(item)
        self.answer_stored.emit(str(item))

    def _unanswered(self, item: ItemId) -> bool:
        locked = any(
            one.item == item and one.status is Status.LOCKED for one in self.session.view.items
        )
        entered = any(one.changed and one.value is not None for one in self.entered(item))
        said = self.session.interview.answer(item)
        answered = said is not None and (self._part is None or self._part in said.parts)
        return not (locked or entered or answered)

    def _onward(self, session: Session) -> ItemId | None:
        if course.stays(session, self._at):
            return self._at
        target = course.following(self.session.pack, session.view, self._at, strayed=self._strayed)
        if not self._reviewed and course.needs_review(session.view, target, self.session.pack):
            return None
        return target

    def _leave(self, arrive: Arrive, *steps: Step) -> None:
        """Store what is entered for this item, take the steps, and go where ``arrive`` says."""
        self._tell_problem()
        self.perform(steps, arrive=arrive, entered=self.entered(self._at))

    def _tell_problem(self) -> None:
        if self.problem:
            self.answer_incomplete.emit(self.problem)


def _skipping(item: ItemId) -> Step:
    return lambda service, case: service.skip(case, item)

# SPDX-License-Identifier: MIT
"""The heart: one interview as the officer leads it.

Verbs return at once; signals say what became of them, and *saved* is said only after the service
returned. The person's window, cards, danger, pause, preparation, language and read-back hang on this
one view model, so that all of them see the same session; each sees only what it uses (`leading`).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.typing_place import of_item
from app.domain.value import Json
from app.ids import InterviewId, ItemId
from ui.tasks import TaskRunner
from ui.viewmodels import course
from ui.viewmodels.deeds import Deeds
from ui.viewmodels.entering import Entering
from ui.viewmodels.facing import Facing
from ui.viewmodels.pausing import Pausing
from ui.viewmodels.supervision import Supervision
from ui.viewmodels.talk import Done, Talk
from ui.viewmodels.unlocking import Unlocking
from ui.viewmodels.walking import Walking
from ui.viewmodels.workspace import InterviewWorkspace


class InterviewViewModel(Talk):
    """One interview, from `begin` or `open` to `settle`; the rest needs a session. GUI thread only."""

    settled = Signal()  # all that can be stored is stored (before lock and leaving)

    def __init__(
        self,
        workspace: InterviewWorkspace,
        tasks: TaskRunner,
        supervision: Supervision,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(workspace, tasks, parent)
        self.entering = Entering(self, self)
        self.walking = Walking(self, self.entering, self)
        self.pausing = Pausing(self, self.entering, self.walking, self)
        self.deeds = Deeds(self, self.walking, self)
        self.facing = Facing(self, self.deeds, self.pausing, self)
        self.unlocking = Unlocking(self, tasks, supervision, self)

    @property
    def opening(self) -> str:
        """The screen this interview opens with: preparation, language or interview."""
        return course.opening(self.session.view, self.session.interview.language)

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

    def open(self, interview: InterviewId) -> None:
        """Go on with a stored interview: where something was being typed, else where its script stands."""

        def work() -> Done:
            session = self.workspace.interviews.open(interview)
            kept = self.workspace.drafts.of(interview)
            way = {str(planned.item) for planned in session.view.items}
            places = (of_item(draft.place) for draft in kept)
            typed = next((item for item in places if item in way), "")
            place = ItemId(typed) if typed else session.view.next_item
            return Done(session, moved=True, place=place, drafts=kept)

        self.walking.stray()  # until it turns out to be the script's own place
        self.take(work)

    def settle(self) -> None:
        """Store all that can be stored, then say `settled`: before lock, quick-hide and leaving."""
        if not self.is_open:
            self.settled.emit()
            return
        self.entering.tell_problem()
        self.perform((), entered=self.entering.everywhere(), then=self.settled.emit)

# SPDX-License-Identifier: MIT
"""What the view models of the interview use of an unlocked workspace, as Protocols.

`app.services.workspace.Workspace` fits; the composition root passes it. Person-facing words of the
program come from the gettext domain ``person`` by their English msgid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from app.clock import Clock
from app.domain.text import record_tag
from app.i18n import catalog
from app.ids import LangTag
from app.paths import locales_dir
from app.services.content_packs import ContentPacks
from app.services.drafts import Drafts
from app.services.interviews import Interviews
from app.services.workspace import LanguageInfo


def person_words(lang: str) -> Callable[[str], str]:
    """The program's words for the person: English msgid to ``lang`` (tag or pack key), or English."""
    return catalog(str(record_tag(LangTag(lang))), "person", locales_dir()).gettext


class StationShown(Protocol):
    """What is shown of the station."""

    @property
    def agency(self) -> str: ...
    @property
    def name(self) -> str: ...


class InterviewWorkspace(Protocol):
    """The part of the workspace that an interview needs: not its pack, which is the session's own."""

    @property
    def clock(self) -> Clock: ...
    @property
    def interviews(self) -> Interviews: ...
    @property
    def content(self) -> ContentPacks: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def station(self) -> StationShown: ...
    @property
    def languages(self) -> Sequence[LanguageInfo]: ...

# SPDX-License-Identifier: MIT
"""From resolved texts of an item to what the kit's answer widgets draw. Used by several screens.

The officer's side of the program's own words comes from the screen's gettext, the person's from the
``person`` catalogue; where that has none the side is left out, never filled with another language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.domain.counting import decimals_of
from app.domain.forms import MOST_ENTRIES
from app.domain.pack import Audience, Part, ValueType
from app.domain.roles import PartRole
from app.domain.text import Wording
from app.i18n.mark import mark_person
from app.ids import ItemId
from app.services.texts import ItemTexts, PartTexts
from ui.screens.wordings import mode_word
from ui.theme.pictograms import picture_of, picture_of_answer
from ui.viewmodels.glance import Glance
from ui.widgets.answer_spec import AnswerSpec, Kind, OptionSpec, Pair, PartSpec, SideText
from ui.widgets.words import Translate

_KINDS = {
    ValueType.CHECK: Kind.CHECK,
    ValueType.YN4: Kind.YN4,
    ValueType.ONE: Kind.ONE,
    ValueType.MANY: Kind.MANY,
    ValueType.TEXT: Kind.TEXT,
    ValueType.NUMBER: Kind.NUMBER,
    ValueType.MONEY: Kind.MONEY,
    ValueType.DATE: Kind.DATE,
    ValueType.PLACE: Kind.PLACE,
    ValueType.CONSENT: Kind.CONSENT,
    ValueType.STATEMENT: Kind.STATEMENT,
}


#: What is explained and what is agreed to: that its wording is a draft is said across the whole card.
_SOLEMN = frozenset({ValueType.STATEMENT, ValueType.CONSENT})


@dataclass(frozen=True, slots=True)
class SpecMaker:
    """Makes the spec of an item for one look at a session.

    ``one_sided``: the officer's own page; no person's side and no states. ``one_part``: of parts that are
    put each by itself only the first, as the person is asked.
    """

    glance: Glance
    tr: Translate
    one_sided: bool = False
    one_part: bool = False

    def item(self, item: ItemId, *, draft_band: bool = True) -> AnswerSpec:
        """The whole question as the card shows it."""
        texts = self.glance.item_texts(item)
        asked = texts.item
        lead = texts.lead_in
        alone = self.one_sided or asked.audience is Audience.OFFICER
        put = self.glance.parts if item == self.glance.at else ()
        put = put[:1] if self.one_part else put
        parts = [part for part in texts.parts if not put or part.part.id in put]
        return AnswerSpec(
            item=str(item),
            question=self._question(texts, parts)
            if put
            else self._pair(texts.officer, texts.person),
            parts=tuple(self._part(texts, part, alone=len(put) == 1) for part in parts),
            composite=asked.composite,
            lead_in=self._pair(*lead) if lead else None,
            note=_side(texts.note) if texts.note else None,
            unreviewed=draft_band and texts.unreviewed and not self.one_sided,
            full_band=any(part.part.type in _SOLEMN for part in texts.parts),
            notice=_side(texts.notice) if texts.notice and not self.one_sided else None,
            states=asked.audience is not Audience.OFFICER,
            unsure=self._word(self.tr("I am not sure"), mark_person("I am not sure")),
            declined=self._word(
                self.tr("I do not want to answer"), mark_person("I do not want to answer")
            ),
            interpreter=self.glance.interpreter_code,
            interpreter_place=mode_word(self.glance.header.interpreter_mode, self.tr),
            marks=tuple(mark.value for mark in self.glance.session.marks),
            officer_lang=self.glance.officer_lang,
            person_lang="" if alone else self.glance.person_lang,
        )

    def _question(self, texts: ItemTexts, parts: Sequence[PartTexts]) -> Pair:
        """The only part's own words; of several, each with its own, the officer's title over them."""
        if len(parts) == 1:
            return self._pair(parts[0].officer, parts[0].person)
        lang = self.glance.person_lang
        return Pair(
            _side(texts.officer), SideText(lang, "") if lang and not self.one_sided else None
        )

    def _part(self, texts: ItemTexts, part: PartTexts, *, alone: bool = False) -> PartSpec:
        """``alone``: its words are the question itself."""
        asked = part.part
        kind = Kind.CLOCK if asked.format == "clock" else _KINDS[asked.type]
        if PartRole.FULL_NAME in asked.roles:  # as in the papers, in three scripts
            kind = Kind.NAME
        label = (
            self._pair(part.officer, part.person) if texts.item.composite and not alone else None
        )
        listed = asked.code_list is not None
        account = self.glance.session.pack.roles.childs_account  # whole or not at all
        return PartSpec(
            id=str(asked.id),
            kind=kind,
            label=label,
            options=self._codes(asked)
            if listed
            else self._options(kind, part, self._pictures(texts, asked)),
            groups=self._groups(texts) if kind is Kind.CONSENT else (),
            searchable=listed,
            free=asked.code_list == "language",
            is_name=PartRole.NAMES in asked.roles,
            decimals=decimals_of(asked),
            entries=1 if texts.item.group == account else MOST_ENTRIES,
        )

    def _pictures(self, texts: ItemTexts, part: Part) -> Callable[[str], str]:
        """The name of the picture of an option: only of what is put to the person."""
        if self.one_sided or texts.item.audience is Audience.OFFICER:
            return lambda _option: ""
        if part.type is ValueType.YN4:
            return picture_of_answer
        return partial(picture_of, str(texts.item.id), str(part.id))

    def _options(
        self, kind: Kind, part: PartTexts, picture: Callable[[str], str]
    ) -> tuple[OptionSpec, ...]:
        if kind is Kind.YN4 and not part.options:
            words = {
                "yes": self._word(self.tr("Yes"), mark_person("Yes")),
                "no": self._word(self.tr("No"), mark_person("No")),
            }
            return tuple(OptionSpec(id_, word, picture=picture(id_)) for id_, word in words.items())
        if kind is Kind.STATEMENT and not part.options:
            return (
                OptionSpec(
                    "understood", self._word(self.tr("understood"), mark_person("understood"))
                ),
                OptionSpec(
                    "explained",
                    self._word(self.tr("explained, not checked"), mark_person("explained")),
                    officer_only=True,
                ),
                OptionSpec(
                    "not_understood",
                    self._word(self.tr("not understood"), mark_person("not understood")),
                ),
            )
        return tuple(
            OptionSpec(
                str(option.option.id),
                self._pair(option.officer, option.person),
                exclusive=option.option.exclusive,
                officer_only=option.option.officer_only,
                picture=picture(str(option.option.id)),
            )
            for option in part.options
        )

    def _codes(self, part: Part) -> tuple[OptionSpec, ...]:
        officer, person = self.glance.officer_lang, self.glance.person_lang
        return tuple(
            OptionSpec(
                code,
                Pair(
                    SideText(officer, ours),
                    SideText(code if part.code_list == "language" else person, theirs)
                    if theirs and not self.one_sided
                    else None,
                ),
                search=f"{code} {theirs or ''}",
            )
            for code, ours, theirs in self.glance.code_choices(part.code_list or "")
        )

    def _groups(self, texts: ItemTexts) -> tuple[OptionSpec, ...]:
        content = self.glance.session.texts
        return tuple(
            OptionSpec(
                group,
                self._pair(
                    content.officer(text, self.glance.officer_lang),
                    content.person(text, self.glance.person_tag or None),
                ),
            )
            for group, text in self.glance.consent_groups(texts.item)
        )

    def _pair(self, officer: Wording, person: Wording | None) -> Pair:
        return Pair(_side(officer), _side(person) if person and not self.one_sided else None)

    def _word(self, officer: str, msgid: str) -> Pair:
        words = None if self.one_sided else self.glance.person_word(msgid)
        person = SideText(self.glance.person_lang, words) if words else None
        return Pair(SideText(self.glance.officer_lang, officer), person)


def _side(wording: Wording) -> SideText:
    return SideText(str(wording.lang), wording.text)

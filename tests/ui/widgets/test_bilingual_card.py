# SPDX-License-Identifier: MIT
"""Both halves have the same width and height, in the same order; the right one follows its language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.ui.audit import audit
from tests.ui.widgets.gallery import LINES, composite_spec, plain_spec
from ui.widgets.banners import DraftBanner
from ui.widgets.bilingual_card import BilingualCard
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.halves import Halves
from ui.widgets.status import StatusBadge


def shown(qtbot: Any, lang: str, *, unreviewed: bool = False) -> BilingualCard:
    card = BilingualCard(plain_spec(lang, unreviewed=unreviewed))
    qtbot.addWidget(card)
    card.resize(900, card.heightForWidth(900))
    card.show()
    return card


@pytest.mark.parametrize("lang", sorted(LINES))
def test_halves_are_equal(qtbot: Any, lang: str) -> None:
    card = shown(qtbot, lang)
    for halves in card.findChildren(Halves):
        left, right = halves._sides[0], halves._sides[-1]
        assert left.size() == right.size()
        assert left.y() == right.y()
        for side in (left, right):
            if side.hasHeightForWidth():
                assert side.heightForWidth(side.width()) <= side.height()


@pytest.mark.parametrize("lang", sorted(LINES))
def test_a_click_on_either_half_chooses(qtbot: Any, lang: str) -> None:
    card = shown(qtbot, lang)
    row = card.findChildren(ChoiceRow)[1]
    for x in (row.width() // 4, 3 * row.width() // 4):
        card.set_value(None)
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(x, row.height() // 2))
        assert card.value() == "no"


@pytest.mark.parametrize("lang", sorted(LINES))
def test_rows_have_both_texts_in_order(qtbot: Any, lang: str) -> None:
    rows = shown(qtbot, lang).findChildren(ChoiceRow)
    assert [row.spec.texts[1].text for row in rows] == list(LINES[lang][1:])


def test_a_draft_has_a_sign_and_what_is_solemn_has_the_band(qtbot: Any) -> None:
    def signs(card: BilingualCard) -> list[str]:
        shown = [badge for badge in card.findChildren(StatusBadge) if badge.isVisible()]
        return [badge.text() for badge in shown if badge.text() == "Draft text"]

    plain = shown(qtbot, "th", unreviewed=True)
    assert signs(plain)
    assert not plain.findChildren(DraftBanner)
    solemn = BilingualCard(replace(plain_spec("th", unreviewed=True), full_band=True))
    qtbot.addWidget(solemn)
    solemn.show()
    assert [banner.isVisible() for banner in solemn.findChildren(DraftBanner)] == [True]
    assert not signs(solemn)
    reviewed = shown(qtbot, "th")
    assert not reviewed.findChildren(DraftBanner)
    assert not signs(reviewed)


@pytest.mark.parametrize("make", [plain_spec, composite_spec])
def test_the_card_passes_the_audit(qtbot: Any, make: Any) -> None:
    card = BilingualCard(make("ur"))
    qtbot.addWidget(card)
    card.resize(1100, card.heightForWidth(1100))
    card.show()
    assert [str(finding) for finding in audit(card)] == []

# SPDX-License-Identifier: MIT
"""Renders the kit to PNG files for the eye: ``python -m tests.ui.widgets.gallery OUT``.

Every page is drawn offscreen in several languages, both themes and both scales. All text is invented.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QByteArray, QEvent
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.rows import press_row
from ui.theme import Mode, apply_theme
from ui.widgets.answer_spec import AnswerSpec, Kind, OptionSpec, Pair, PartSpec, SideText
from ui.widgets.banners import Banner, DraftBanner, InlineMessage
from ui.widgets.bilingual_card import BilingualCard
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choice import ChoiceBody, ChoiceLook
from ui.widgets.choice_row import RowSpec
from ui.widgets.feedback import EmptyState
from ui.widgets.fields import (
    CheckBox,
    FormField,
    PassphraseField,
    RadioGroup,
    SearchField,
    Select,
    TextInput,
)
from ui.widgets.status import StatusBadge, TimerLabel
from ui.widgets.steps import PhaseRail, Step
from ui.widgets.surfaces import CardFrame, ScreenFrame, row
from ui.widgets.tables import KIND_ROLE, ListTable
from ui.widgets.text import text_widget
from ui.widgets.words import english

LINES: Mapping[
    str, tuple[str, str, str, str, str]
] = {  # question, yes, no, not sure, no wish to answer
    "en": (
        "Has anyone threatened you or your family?",
        "Yes",
        "No",
        "I am not sure",
        "I do not want to answer",
    ),
    "ja_easy": (
        "だれかが、あなたや家族{かぞく}をこわがらせたことがありますか。今{いま}、安全{あんぜん}な所{ところ}にいますか。",
        "はい",
        "いいえ",
        "わかりません",
        "答{こた}えたくないです",
    ),
    "th": (
        "มีใครข่มขู่คุณหรือครอบครัวของคุณหรือไม่ ตอนนี้คุณอยู่ในที่ที่ปลอดภัยหรือเปล่า และคุณต้องการความช่วยเหลืออะไรบ้าง",
        "ใช่",
        "ไม่ใช่",
        "ไม่แน่ใจ",
        "ไม่อยากตอบ",
    ),
    "fil": (
        "May nanakot ba sa iyo o sa pamilya mo?",
        "Oo",
        "Hindi",
        "Hindi ako sigurado",
        "Ayaw kong sumagot",
    ),
    "my": (
        "သင့်ကို သို့မဟုတ် သင့်မိသားစုကို တစ်ယောက်ယောက်က ခြိမ်းခြောက်ခဲ့ပါသလား။ ယခု သင် လုံခြုံသောနေရာတွင် ရှိပါသလား။",
        "ဟုတ်ကဲ့",
        "မဟုတ်ပါ",
        "မသေချာပါ",
        "မဖြေချင်ပါ",
    ),
    "km": (
        "តើមាននរណាម្នាក់គំរាមកំហែងអ្នក ឬគ្រួសាររបស់អ្នកទេ? តើឥឡូវនេះអ្នកស្ថិតនៅកន្លែងមានសុវត្ថិភាពទេ?",
        "បាទ/ចាស",
        "ទេ",
        "ខ្ញុំមិនប្រាកដ",
        "ខ្ញុំមិនចង់ឆ្លើយ",
    ),
    "ur": (
        "کیا کسی نے آپ کو یا آپ کے خاندان کو دھمکی دی ہے؟ کیا آپ اس وقت محفوظ جگہ پر ہیں؟",
        "جی ہاں",
        "نہیں",
        "مجھے یقین نہیں",
        "میں جواب نہیں دینا چاہتا",
    ),
}
OFFICER = (
    "だれかにおどされたり、家族に危害を加えると言われたりしたことはありますか。",
    "はい",
    "いいえ",
    "わからない",
    "答えたくない",
)


def pair(lang: str, number: int) -> Pair:
    return Pair(SideText("ja", OFFICER[number]), SideText(lang, LINES[lang][number]))


def yes_no(lang: str) -> tuple[OptionSpec, ...]:
    return OptionSpec("yes", pair(lang, 1)), OptionSpec("no", pair(lang, 2))


def plain_spec(lang: str, *, unreviewed: bool = False) -> AnswerSpec:
    lead = Pair(
        SideText("ja", "つらいことを思い出すかもしれません。答えなくてもかまいません。"),
        SideText("en", "You may remember something hard. You do not have to answer.")
        if lang == "en"
        else None,
    )
    return AnswerSpec(
        item="CTRL-04",
        question=pair(lang, 0),
        parts=(PartSpec("main", Kind.YN4, options=yes_no(lang)),),
        lead_in=lead,
        unreviewed=unreviewed,
        unsure=pair(lang, 3),
        declined=pair(lang, 4),
        person_lang=lang,
    )


def composite_spec(lang: str) -> AnswerSpec:
    def label(text: str) -> Pair:
        return Pair(SideText("ja", text), SideText(lang, LINES[lang][1]))

    return AnswerSpec(
        item="DEBT-01",
        question=pair(lang, 0),
        parts=(
            PartSpec("paid", Kind.YN4, label("払った・約束した"), yes_no(lang)),
            PartSpec("sum", Kind.MONEY, label("金額")),
            PartSpec("since", Kind.DATE, label("いつから")),
            PartSpec("start", Kind.CLOCK, label("始まり")),
            PartSpec("to_whom", Kind.TEXT, label("だれに")),
        ),
        composite=True,
        unsure=pair(lang, 3),
        declined=pair(lang, 4),
        interpreter="T-014",
        person_lang=lang,
    )


def card_page(lang: str) -> QWidget:
    frame = ScreenFrame("聴取", subtitle="見本 SAMPLE · CTRL-04")
    first, second = (
        BilingualCard(plain_spec(lang, unreviewed=True)),
        BilingualCard(plain_spec(lang)),
    )
    first.offer_sound()
    second.set_value("yes")
    frame.body.addWidget(first)
    frame.body.addWidget(second)
    frame.body.addStretch(1)
    for icon, word, keys in (
        ("pause", "中断", "Ctrl+F9"),
        ("skip", "とばす", ""),
        ("stop", "終わる", ""),
    ):
        frame.actions.add_action(IconButton(icon, word, keys=keys), "left")
    frame.actions.add_action(Button("戻る", rank="outlined", icon="back"))
    frame.actions.add_action(Button("次へ", keys="Ctrl+Enter"))
    return frame


def composite_page(lang: str) -> QWidget:
    frame = ScreenFrame("聴取", subtitle="見本 SAMPLE · DEBT-01")
    card = BilingualCard(composite_spec(lang))
    card.set_value(
        {
            "paid": "yes",
            "sum": {"amount": 60000, "currency": "JPY", "per": "month"},
            "since": "declined",
        }
    )
    frame.body.addWidget(card)
    frame.body.addStretch(1)
    return frame


def controls_page(_lang: str) -> QWidget:
    frame = ScreenFrame("部品", subtitle="見本 SAMPLE")
    frame.show_message("warning", "保存先の残りが少なくなっています。")
    for size in ("large", "medium", "small"):
        buttons = [
            Button("保存する", rank=rank, size=size, icon="save")
            for rank in ("filled", "outlined", "text")
        ]
        off = Button("保存する", size=size)
        off.setEnabled(False)
        picked = Button("確認済み", rank="outlined", size=size)
        picked.setCheckable(True)
        picked.setChecked(True)
        frame.body.addLayout(
            row(*buttons, off, picked, Button("中止", size=size, rank="outlined", tone="danger"))
        )
    kinds = ("neutral", "info", "success", "warning", "error", "danger", "draft")
    frame.body.addLayout(
        row(*(StatusBadge(f"状態 {kind}", kind=kind) for kind in kinds), spacing=1)
    )
    left, right = CardFrame("入力"), CardFrame("知らせ")
    field = FormField(
        "担当者の名前", TextInput("担当者の名前"), help="名札のとおりに書きます。", required=True
    )
    field.set_error("名前を入れてください。")
    left.add(field)
    left.add(FormField("合言葉", PassphraseField()))
    left.add(FormField("場所", Select("場所", [("a", "成田空港"), ("b", "羽田空港")])))
    tick = CheckBox("練習として記録する")
    tick.setChecked(True)
    left.add(tick)
    group = RadioGroup("方法", [("read", "読んで示す"), ("heard", "読み上げる")], columns=2)
    group.choose("heard")
    left.add(group)
    left.add(SearchField("事件番号や言語で探す"))
    for kind in ("info", "success", "warning", "error", "neutral"):
        right.add(Banner(kind, "保存しました。次の項目へ進めます。", title=kind))
    right.add(InlineMessage("error", "日付を確かめてください。"))
    for state, text in (
        ("running", "23:12"),
        ("soon", "01:05"),
        ("overdue", "2時間超過"),
        ("done", "連絡済み"),
    ):
        timer = TimerLabel("最初の接触から")
        timer.show_state(text, state)
        right.add(timer)
    frame.body.addLayout(row(left, right, stretch_last=True))
    return frame


def rail_page(lang: str) -> QWidget:
    frame = ScreenFrame("段階と危険", subtitle="見本 SAMPLE")
    frame.body.addWidget(DraftBanner(person_lang="th"))
    steps = [
        Step("a", "準備", "done"),
        Step("b", "安全", "done"),
        Step("c", "支配", "current", "2 / 8"),
        Step("d", "仕事", "open"),
        Step("e", "送還の確認", "locked", "同意の後"),
    ]
    rail = PhaseRail()
    rail.set_steps(steps)
    side = CardFrame()
    side.add(rail)
    names = [
        RowSpec(code, (SideText(code, text),))
        for code, text in (("th", "ภาษาไทย"), ("my", "မြန်မာ"), ("ur", "اردو"), ("en", "English"))
    ]
    states = (("unsure", LINES[lang][3]), ("declined", LINES[lang][4]))
    choices = ChoiceBody(
        names,
        name="言語",
        look=ChoiceLook(),
        states=[RowSpec(state, (SideText(lang, text),)) for state, text in states],
    )
    choices.set_value("my")
    main = CardFrame("言語を選ぶ")
    main.add(choices)
    frame.body.addLayout(row(side, main, stretch_last=True))
    return frame


def text_page(_lang: str) -> QWidget:
    frame = ScreenFrame("文字", subtitle="見本 SAMPLE")
    card = CardFrame("一つの文を、すべての言語で")
    for lang, lines in LINES.items():
        card.add(text_widget(lang, lines[0], 18))
        card.add(text_widget(lang, lines[0], 24, bold=True))
    frame.body.addWidget(card)
    return frame


def list_page(_lang: str) -> QWidget:
    frame = ScreenFrame("一覧")
    model = QStandardItemModel(0, 4)
    model.setHorizontalHeaderLabels(["事件番号", "言語", "状態", "次にすること"])
    for number in range(6):
        cells = [
            QStandardItem(text)
            for text in (f"2026-{number:04d}", "ภาษาไทย", "下書き", "IOM 連絡 48時間以内")
        ]
        cells[2].setData("draft" if number % 2 else "success", KIND_ROLE)
        model.appendRow(cells)
    table = ListTable(model, name="事件の一覧", tr=english)
    model.setParent(table)
    press_row(table, 1)
    empty = EmptyState(
        "まだ聴取はありません", "最初の聴取は三つの段階です。", actions=[Button("新しい聴取")]
    )
    frame.body.addWidget(table, 2)
    frame.body.addWidget(empty, 1)
    return frame


PAGES: Mapping[str, Callable[[str], QWidget]] = {
    "card": card_page,
    "composite": composite_page,
    "controls": controls_page,
    "rail": rail_page,
    "text": text_page,
    "list": list_page,
}


def render(app: QApplication, page: QWidget, width: int, height: int) -> QByteArray:
    """Show a page offscreen and return its picture as PNG."""
    from PySide6.QtCore import QBuffer, QIODevice

    page.resize(width, height)
    page.show()
    for _ in range(3):
        app.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        app.processEvents()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page.grab().save(buffer, "PNG")
    return data


def main(out: Path, only: str = "") -> None:
    """Write all pages, or only those whose file name holds ``only``."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    modes: tuple[Mode, ...] = ("light", "dark")
    for mode in modes:
        for scale in (100, 200):
            apply_theme(app, mode, scale)
            for name, build in PAGES.items():
                for lang in LINES if name in {"card", "composite"} else ("th",):
                    file = f"{name}-{lang}-{mode}-{scale}.png"
                    if only not in file:
                        continue
                    page = build(lang)
                    (out / file).write_bytes(
                        render(app, page, 1280, 900 if scale == 100 else 1400).data()
                    )
                    page.close()
                    page.deleteLater()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    main(target, *sys.argv[2:3])

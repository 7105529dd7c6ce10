# SPDX-License-Identifier: MIT
"""A line in which a number, an amount or a time is typed, and what says beside it how it was read.

The line takes every keystroke and never changes what stands in it. What it means is said next to it: the
value, or why it is none; where it has two meanings both are offered, and none is taken until one is chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.numerals import Amount, exact, myriads
from app.i18n import sentence
from app.i18n.cldr_numbers import currency_digits, currency_in, number_in
from app.i18n.mark import mark_person
from ui.theme import current_theme
from ui.widgets.answer_spec import AnswerSpec
from ui.widgets.fields import RadioGroup, TextInput
from ui.widgets.inputs import mark_invalid
from ui.widgets.text import TextLabel
from ui.widgets.words import Translate

#: What the person reads where a number is none; the officer's sentences say more.
WRONG: Final = mark_person("Something is wrong")
_JAPANESE: Final = ("ja", "ja_easy")
_MYRIAD: Final = 10_000


class Meaning(Protocol):
    """What a text can mean: `app.domain.numerals.Reading`."""

    @property
    def values(self) -> tuple[Amount, ...]: ...
    @property
    def problem(self) -> str: ...


class NumberEntry(QWidget):
    """``read``: what a text means; ``say``: a value in words, for beside the line.

    Parts lay out ``line`` and this widget, which holds what is said. ``changed`` comes with every change
    of the value, by typing or by choosing.
    """

    changed = Signal()

    def __init__(  # noqa: PLR0913 all by name
        self,
        name: str,
        spec: AnswerSpec,
        *,
        read: Callable[[str], Meaning],
        say: Callable[[Amount], str],
        tr: Translate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._say, self._spec, self._tr = read, say, spec, tr
        self._chosen: Amount | None = None
        self._shown: tuple[object, ...] = ()
        self.line = TextInput(name, lang="en")
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.line.setMaximumWidth(current_theme().px(260))
        self.line.textChanged.connect(self._draw)
        self.line.textEdited.connect(self._on_edited)
        self._echo = TextLabel("", lang=spec.officer_lang, tone="secondary")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._echo)
        self._choice: RadioGroup | None = None
        self.setVisible(False)

    def amount(self) -> Amount | None:
        """Return the value: the only meaning of the text, or the one that was chosen of two."""
        values = self._meaning().values
        if len(values) == 1:
            return values[0]
        return self._chosen if self._chosen in values else None

    def set_amount(self, amount: Amount | None) -> None:
        """Show a value; emits nothing. What was typed stays where it means this value."""
        if self.line.text() and amount is not None and self.amount() == amount:
            return
        self._chosen = None
        self.line.setText("" if amount is None else str(amount))

    def read_again(self) -> None:
        """What the text means depends on something else, such as the currency, that was changed."""
        self._draw()

    def problem_code(self) -> str:
        """Return why the text is no value yet; empty when it is one, or nothing was typed."""
        if not self.line.plain() or self.amount() is not None:
            return ""
        return self._meaning().problem

    def _meaning(self) -> Meaning:
        return self._read(self.line.plain())

    def _draw(self) -> None:
        meaning, problem = self._meaning(), self.problem_code()
        typed = bool(self.line.plain())
        self._offer(meaning.values if typed and len(meaning.values) > 1 else ())
        amount = self.amount()
        words = "" if not typed else self._fault(problem) if problem else ""
        if amount is not None and self._choice is None:
            words = f"= {self._say(amount)}"
        self._echo.set_text(words, self._spec.officer_lang)
        self._echo.set_tone("error" if problem else "secondary")
        self._echo.setVisible(bool(words))
        self.setVisible(typed)
        mark_invalid(self.line, invalid=bool(problem))
        self.line.setAccessibleDescription(words)

    def _fault(self, problem: str) -> str:
        return self._tr(WRONG) if self._spec.for_person else sentence(problem, {}, self._tr)

    def _offer(self, values: tuple[Amount, ...]) -> None:
        """Put the meanings beside each other, the chosen one marked; take them away when it is one."""
        shown = tuple(self._say(value) for value in values)
        if shown != self._shown:
            self._shown = shown
            if self._choice is not None:
                self._layout.removeWidget(self._choice)
                self._choice.hide()
                self._choice.deleteLater()
                self._choice = None
            if values:
                name = self.line.accessibleName()
                pairs = [(str(value), words) for value, words in zip(values, shown, strict=True)]
                self._choice = RadioGroup(name, pairs, columns=2, lang=self._spec.officer_lang)
                self._choice.chosen_changed.connect(partial(self._on_chosen, values))
                self._layout.addWidget(self._choice)
        if self._choice is not None:
            self._choice.choose("" if self._chosen is None else str(self._chosen))

    def _on_chosen(self, values: tuple[Amount, ...], key: str) -> None:
        self._chosen = next((value for value in values if str(value) == key), None)
        self._draw()
        self.changed.emit()

    def _on_edited(self) -> None:
        if self._chosen not in self._meaning().values:
            self._chosen = None
        self.changed.emit()


def said_number(spec: AnswerSpec, amount: Amount) -> str:
    """A number as the reader of this side writes it."""
    value = exact(amount)
    if value is None:
        return str(amount)
    written = number_in(spec.officer_lang, value)
    return f"{written}{_in_myriads(spec, amount)}"


def said_amount(spec: AnswerSpec, currency: str, amount: Amount) -> str:
    """An amount with the name of its currency: 1,500,000 円 = 150万円."""
    value, lang = exact(amount), spec.officer_lang
    if value is None:
        return f"{amount} {currency}"
    decimals = currency_digits(currency) if isinstance(amount, str) else 0
    name = currency_in(lang, currency, value)
    counted = _in_myriads(spec, amount)
    return f"{number_in(lang, value, decimals)} {name}{counted}{name if counted else ''}"


def _in_myriads(spec: AnswerSpec, amount: Amount) -> str:
    plain = isinstance(amount, int) and amount >= _MYRIAD
    return f" = {myriads(int(amount))}" if plain and spec.officer_lang in _JAPANESE else ""

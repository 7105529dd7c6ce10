# SPDX-License-Identifier: MIT
"""All input fields of the kit in one place."""

from __future__ import annotations

from ui.widgets.check_box import CheckBox
from ui.widgets.form import FormField, PassphraseField, SearchField
from ui.widgets.inputs import NumberInput, RadioGroup, Select, TextArea, TextInput

__all__ = [
    "CheckBox",
    "FormField",
    "NumberInput",
    "PassphraseField",
    "RadioGroup",
    "SearchField",
    "Select",
    "TextArea",
    "TextInput",
]

# SPDX-License-Identifier: MIT
"""People found together: one short interview each, alone, linked by a label without personal data."""

from __future__ import annotations

import re
from typing import Final

from app.domain.writing import LONGEST, Writing, too_long
from app.errors import UserError

GROUP: Final = "group"  # the script
_LABEL: Final = re.compile(r"[\w .:/()・ー-]+")


def group_label(text: str) -> str:
    """The label as it is stored, spaces made single. Raises UserError("group_label_wrong")."""
    label = " ".join(text.split())
    if too_long(label, Writing.LABEL) or not _LABEL.fullmatch(label):
        raise UserError("group_label_wrong", most=LONGEST[Writing.LABEL])
    return label

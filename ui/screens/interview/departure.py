# SPDX-License-Identifier: MIT
"""What the check at departure came to, over whatever comes next. It is no finding about what happened."""

from __future__ import annotations

from ui.widgets.banners import Banner
from ui.widgets.buttons import Button
from ui.widgets.words import Translate


def outcome_banner(outcome: str, tr: Translate, action: Button | None = None) -> Banner:
    """One outcome in words; ``action`` leads to the danger page."""
    words = {
        "danger": (
            tr("Check at departure: danger first"),
            tr("See to what is urgent now. The person does not have to board."),
        ),
        "child_path": (
            tr("Check at departure: on to the child path"),
            tr("The person is, or may be, under 18. The Child Guidance Center is told today."),
        ),
        "full": (
            tr("Check at departure: the talk goes on in full"),
            tr(
                "It is not clear that the person leaves freely. Go on; the person may stop at any time."
            ),
        ),
        "leaves_freely": (
            tr("Check at departure: leaves freely"),
            tr(
                "The person says so, and may say no until boarding. It is no finding about what happened."
            ),
        ),
    }
    title, text = words[outcome]
    kind = "warning" if outcome == "danger" else "info"
    return Banner(kind, text, title=title, action=action)

# SPDX-License-Identifier: MIT
"""Where a text is seen, in English, for translators who have only the sheet before them."""

from __future__ import annotations

from app.content.source import Raw

_KINDS = {
    "CARD": "card",
    "contact": "name of an office or a telephone line",
    "group": "kind of information, in the list of what is passed on",
    "person": "button or message in the person's window or on paper",
    "phase": "part of the interview",
    "recipient": "office that may receive the information",
    "variable": "words that stand in for the braces in other texts",
}


class SeenPacks:
    """Tells it for every key of one pack."""

    def __init__(self, script: Raw) -> None:
        self._items: dict[str, Raw] = {item["id"]: item for item in script["items"]}
        self._phases = {phase["id"]: phase["title"]["en"] for phase in script["phases"]}

    def where(self, key: str) -> str:
        """One line: what kind of text it is, and within which question."""
        head, _, rest = key.partition("/")
        name, _, part = head.partition(".")
        item = self._items.get(name)
        if item is None:
            kind = _KINDS.get(head) or _KINDS.get(
                name.split("-")[0], "words said before a question"
            )
            return f"{kind}, {rest}" if kind == "card" else kind
        phase = f"in \u201c{self._phases[item['phase']]}\u201d"
        if rest.startswith("option/"):
            return f"answer to choose, {phase}: {item['text']['en']}"
        if rest == "text_child":
            return f"question as put to a child, {phase}"
        return (
            f"field of a question, {phase}: {item['text']['en']}" if part else f"question, {phase}"
        )

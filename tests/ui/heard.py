# SPDX-License-Identifier: MIT
"""What a screen reader finds in a window, and what is wrong with it.

The tree is Qt's own, which a screen reader gets through AT-SPI or UI Automation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from operator import itemgetter
from typing import cast

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from ui.a11y import speech, tab_order
from ui.screens.person.hand import Hand
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.drawer import Drawer
from ui.widgets.halves import Halves
from ui.widgets.text import SectionTitle
from ui.widgets.text_entry import TextEntry

Role = QAccessible.Role
_LEVEL = QAccessible.Attribute.Level
NOW = QAccessible.AnnouncementPoliteness.Assertive

#: What can have the keyboard, by what it is.
OPERABLE = frozenset({
    Role.Button, Role.RadioButton, Role.CheckBox, Role.EditableText, Role.ComboBox, Role.SpinBox,
    Role.Table, Role.List, Role.Tree, Role.Document,
})  # fmt: skip
#: One thing for a screen reader, however Qt builds it.
_WHOLE = frozenset({Role.Table, Role.List, Role.Tree, Role.ComboBox, Role.ScrollBar})
_NAMED = frozenset({Role.Grouping, Role.Dialog, Role.Pane, Role.Window})
_GROUPS = frozenset(
    {Role.Grouping, Role.Dialog, Role.AlertMessage, Role.Notification, Role.ToolBar}
)
#: Its first part stands where its reader begins to write, not where the officer begins to read.
_OWN_ORDER = (Halves, TextEntry)


@dataclass
class Node:
    """One thing of the tree; ``rect`` is where it stands on the screen."""

    role: QAccessible.Role
    name: str
    description: str
    rect: QRect
    can_focus: bool
    checked: bool
    level: int  # of a heading
    widget: QWidget
    children: list[Node] = field(default_factory=list)

    def every(self) -> Iterator[Node]:
        """Itself and all beneath, in reading order."""
        yield self
        for child in self.children:
            yield from child.every()

    def __str__(self) -> str:
        return f"{self.role.name} {self.name[:50]!r} ({type(self.widget).__name__})"


def heard(widget: QWidget) -> Node:
    """The tree under a widget, without what is not in sight."""
    return _node(widget)


def at_focus(window: QWidget) -> list[Node]:
    """What has the keyboard, last, after all it is in, from the window on; none of them with its children."""
    found: list[Node] = []
    widget = cast("QWidget | None", window.focusWidget())
    while widget is not None and widget is not window:
        found.insert(0, _bare(widget))
        widget = widget.parentWidget()
    return [_bare(window), *found]


def misheard(window: QWidget) -> list[str]:
    """Everything that is wrong in a window for who only hears it."""
    tree = heard(window)
    return [
        *_unnamed(tree),
        *_wrong_roles(tree),
        *_twins(tree),
        *_outline(tree),
        *_out_of_order(tree),
        *_tab(window, tree),
    ]


def focus_fault(window: QWidget) -> list[str]:
    """The keyboard is on something that has no name or is nothing that one can operate."""
    focus = cast("QWidget | None", window.focusWidget())
    if focus is None or focus is window:
        return ["nothing has the focus"]
    node = heard(focus)
    return [] if node.name and node.role in OPERABLE else [f"the focus is on {node}"]


def _node(widget: QWidget) -> Node:
    """Only the widgets of Qt are asked what they are: the binding takes what an interface returns (its
    object, its children) for its own, and lets it go with the interface.
    """
    node = _bare(widget)
    if node.role in _WHOLE:
        return node
    found = QAccessible.queryAccessibleInterface(widget)
    inside = [child for child in _widgets_in(widget) if not child.isHidden()]
    places = [found.indexOfChild(QAccessible.queryAccessibleInterface(child)) for child in inside]
    for place, child in sorted(zip(places, inside, strict=True), key=itemgetter(0)):
        if place >= 0:
            node.children.append(_node(child))
    return node


def _bare(widget: QWidget) -> Node:
    found = QAccessible.queryAccessibleInterface(widget)
    state = found.state()
    return Node(
        found.role(),
        found.text(QAccessible.Text.Name).strip(),
        found.text(QAccessible.Text.Description).strip(),
        found.rect(),
        bool(state.focusable) and not state.disabled,
        bool(state.checked),
        _level(found),
        widget,
    )


def _level(found: QAccessibleInterface) -> int:
    """How deep a heading stands, as assistive technology asks for it; 0 for one that does not say."""
    attributes = found.attributesInterface() if found.role() is Role.Heading else None
    return cast("int", attributes.attributeValue(_LEVEL)) if attributes is not None else 0


def _widgets_in(widget: QWidget) -> list[QWidget]:
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return [child for child in widget.findChildren(QWidget, options=direct) if not child.isWindow()]


def _unnamed(tree: Node) -> Iterator[str]:
    for node in tree.every():
        if (node.can_focus or node.role in _NAMED) and not node.name:
            yield f"no name: {node}"


def _wrong_roles(tree: Node) -> Iterator[str]:
    for node in tree.every():
        wanted = OPERABLE if node.can_focus else None
        if isinstance(node.widget, SectionTitle):
            wanted = frozenset({Role.Heading})
        elif isinstance(node.widget, ChoiceRow):
            wanted = frozenset({Role.CheckBox if node.widget._multi else Role.RadioButton})
        if wanted is not None and node.role not in wanted:
            yield f"wrong role: {node}"
        elif node.name and node.role is Role.Client:
            yield f"no role: {node}"


def _twins(tree: Node) -> Iterator[str]:
    """Buttons are listed without what is around them; an answer is heard with its question. In one group
    no two things have one name, whatever they are.
    """
    seen: set[tuple[object, ...]] = set()

    def look(node: Node, around: tuple[str, ...], beside: set[str]) -> Iterator[str]:
        if node.can_focus:
            inside = () if node.role is Role.Button else around
            key = (node.role, node.name, *inside)
            if key in seen or node.name in beside:
                yield f"same name: {node}"
            seen.add(key)
            beside.add(node.name)
        if node.role in _GROUPS and node.name:
            around, beside = (*around, node.name), set()
        for child in node.children:
            yield from look(child, around, beside)

    return look(tree, (), set())


def _outline(tree: Node) -> Iterator[str]:
    """The headings of a page begin with its name, and none stands more than one deeper than that before it."""
    before = 0
    for node in tree.every():
        if node.role is Role.Heading:
            if not 0 < node.level <= before + 1:
                yield f"level {node.level} after {before}: {node}"
            before = node.level


def _out_of_order(tree: Node) -> Iterator[str]:
    for node in tree.every():
        if isinstance(node.widget, _OWN_ORDER):
            continue
        rtl = node.widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        placed = [child for child in node.children if not child.rect.isEmpty()]
        for first, second in combinations(placed, 2):
            lies_over = isinstance(second.widget, Drawer | Hand)
            if not lies_over and _before(second.rect, first.rect, rtl=rtl):
                yield f"read too late: {second} after {first}"


def _before(rect: QRect, other: QRect, *, rtl: bool) -> bool:
    """Whether one reads ``rect`` first: it stands above, or beside at the start, and they do not overlap."""
    if rect.intersects(other):
        return False
    above = rect.bottom() < other.top()
    starts = rect.left() > other.right() if rtl else rect.right() < other.left()
    beside = rect.top() <= other.bottom() and other.top() <= rect.bottom()
    under = rect.left() <= other.right() and other.left() <= rect.right()
    return (above and (under or starts)) or (starts and beside)


def _tab(window: QWidget, tree: Node) -> Iterator[str]:
    """Tab goes as one reads."""
    place = {node.widget: number for number, node in enumerate(tree.every())}
    stops = [stop for stop in tab_order(window) if stop in place]
    for first, second in pairwise(stops):
        if place[second] < place[first]:
            yield f"Tab goes back: {heard(second)} after {heard(first)}"


class _Listener:
    """Stands where Qt hands announcements on."""

    def __init__(self) -> None:
        self.told: list[tuple[str, bool]] = []

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:
        self.told.append((event.message(), event.politeness() is NOW))


@pytest.fixture
def listening() -> Iterator[None]:
    """As if a screen reader ran."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What is announced, oldest first, and whether it breaks off what is being read."""
    listener = _Listener()
    monkeypatch.setattr(speech, "QAccessible", listener)
    return listener.told

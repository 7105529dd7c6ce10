# SPDX-License-Identifier: MIT
"""The order of a page: the one in which its layouts place things, for Tab and for screen readers alike.

Qt's own orders are those in which widgets happened to be made: what is filled in later (a list of names, a
bar that is drawn anew) comes last in both, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

HERE = "here"  # property of the one of a group where one is
_GROUP = "one_stop"  # the number of the group that a thing, or all in it, belongs to
_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox)  # their parts are no stops of their own
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
_NOWHERE = (1_000_000,)
_numbers = count(1)


def in_order(widget: QWidget) -> list[QWidget]:
    """Return the children of a widget as they are placed; what no layout places comes last."""
    children = _children(widget)
    layout = widget.layout()
    places = _places(layout, children) if layout is not None else {}
    return sorted(children, key=lambda child: places.get(child, _NOWHERE))


def arrange(root: QWidget) -> None:
    """Make the order of a screen reader's tree that of the page, under ``root``; nothing while none runs.

    That order is the one in which things lie above each other. What no layout places (a drawer, the
    ring of the focus) stays on top; what layouts place does not overlap, so nothing looks different.
    """
    if QAccessible.isActive():
        _arrange(root)


def one_stop(*things: QWidget) -> None:
    """Make all of these, and all in them, a single stop of Tab; arrows go from one to the next."""
    number = next(_numbers)
    for thing in things:
        thing.setProperty(_GROUP, number)


def tab_order(root: QWidget) -> list[QWidget]:
    """Return the widgets under ``root`` at which Tab stops, in the order of the page."""
    focus = cast("QWidget | None", root.window().focusWidget())
    order: dict[object, QWidget] = {}
    for stop, group in _stops(root, _group_around(root)):
        key = stop if group is None else group
        if key not in order or stop is focus or (_is_chosen(stop) and order[key] is not focus):
            order[key] = stop  # in the place of the first of its group
    return list(order.values())


def reachable(root: QWidget) -> set[QWidget]:
    """Return what the keyboard can come to under ``root``: by Tab, or by arrows inside a stop."""
    return {stop for stop, _group in _stops(root, None)}


def step(root: QWidget, *, forward: bool) -> bool:
    """Put the focus on the next stop of Tab under ``root``, or the one before; round at the ends."""
    stops = tab_order(root)
    if not stops:
        return False
    focus = cast("QWidget | None", root.window().focusWidget())
    at = stops.index(focus) if focus in stops else (-1 if forward else 0)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def arrow(widget: QWidget, key: int) -> int:
    """Return where an arrow leads from a widget: 1 on, -1 back as its writing runs, 0 for another key."""
    ahead, behind = Qt.Key.Key_Right, Qt.Key.Key_Left
    if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        ahead, behind = behind, ahead
    return {ahead: 1, Qt.Key.Key_Down: 1, behind: -1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)


def step_inside(widget: QWidget, key: int) -> bool:
    """Go on by an arrow inside the group that a widget belongs to; False where it is in none."""
    by, group = arrow(widget, key), _group_around(widget)
    if group is None or not by:
        return False
    inside = [stop for stop, its in _stops(widget.window(), None) if its == group]
    if widget in inside:
        target = inside[(inside.index(widget) + by) % len(inside)]
        target.setFocus(Qt.FocusReason.OtherFocusReason)
    return True


def takes_text(widget: QWidget) -> bool:
    """Whether keys typed here become text."""
    return isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit) and not widget.isReadOnly()


def first_stop(root: QWidget) -> QWidget | None:
    """Where the keyboard may go when nobody chose a place: the first stop of Tab that is no text.

    What a person is typing meanwhile must not become a passphrase.
    """
    return next((stop for stop in tab_order(root) if not takes_text(stop)), None)


def _children(widget: QWidget) -> list[QWidget]:
    return [
        child for child in widget.findChildren(QWidget, options=_DIRECT) if not child.isWindow()
    ]


def _places(layout: QLayout, children: list[QWidget]) -> dict[QWidget, tuple[int, ...]]:
    """Where a layout, and those in it, place each of these: comparable in reading order.

    Items are never asked for: the binding takes them for its own, and with them what is in them.
    """
    found: dict[QWidget, tuple[int, ...]] = {}
    for child in children:
        if (number := layout.indexOf(child)) >= 0:
            found[child] = _place(layout, number)
    for inner in layout.findChildren(QLayout, options=_DIRECT):
        before = _place(layout, layout.indexOf(inner))
        for child, place in _places(inner, children).items():
            found[child] = (*before, *place)
    return found


def _place(layout: QLayout, number: int) -> tuple[int, ...]:
    if isinstance(layout, QGridLayout):
        row, column, *_spans = cast("tuple[int, int, int, int]", layout.getItemPosition(number))
        return row, column
    return (number,)


def _arrange(widget: QWidget) -> None:
    wanted = in_order(widget)
    if wanted != _children(widget):
        for child in wanted:
            child.raise_()
    for child in wanted:
        _arrange(child)


def _stops(widget: QWidget, group: int | None) -> Iterator[tuple[QWidget, int | None]]:
    """Everything under a widget at which Tab could stop, each with the number of its group."""
    for child in in_order(widget):
        if child.isHidden() or not child.isEnabled():
            continue
        its = child.property(_GROUP) or group
        if _takes_focus(child, inside=its is not None) and child.focusProxy() is None:
            yield child, its
        if not isinstance(child, _WHOLE):
            yield from _stops(child, its)


def _takes_focus(widget: QWidget, *, inside: bool) -> bool:
    """By Tab; inside a group also what Qt leaves to a click: of radio buttons one alone has Tab."""
    policy = widget.focusPolicy()
    return bool(policy if inside else policy & Qt.FocusPolicy.TabFocus)


def _group_around(widget: QWidget) -> int | None:
    inside: QWidget | None = widget
    while inside is not None:
        if number := inside.property(_GROUP):
            return int(number)
        inside = inside.parentWidget()
    return None


def _is_chosen(stop: QWidget) -> bool:
    chosen = isinstance(stop, QAbstractButton) and stop.isChecked()
    return chosen or bool(stop.property(HERE))

# SPDX-License-Identifier: MIT
"""What every screen is for people who do not see it or use no mouse: names, roles, order, announcements."""

from ui.a11y.order import (
    HERE,
    arrange,
    arrow,
    first_stop,
    in_order,
    one_stop,
    step,
    step_inside,
    tab_order,
    takes_text,
)
from ui.a11y.roles import Role, check_one, name, set_role
from ui.a11y.speech import say, say_change

__all__ = [
    "HERE",
    "Role",
    "arrange",
    "arrow",
    "check_one",
    "first_stop",
    "in_order",
    "name",
    "one_stop",
    "say",
    "say_change",
    "set_role",
    "step",
    "step_inside",
    "tab_order",
    "takes_text",
]

# SPDX-License-Identifier: MIT
"""What every screen is for people who do not see it or use no mouse: names, roles, order, announcements."""

from ui.a11y.audit import Finding, audit, name, spoken_name
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
from ui.a11y.roles import Role, check_one, set_role
from ui.a11y.speech import say, say_change

__all__ = [
    "HERE",
    "Finding",
    "Role",
    "arrange",
    "arrow",
    "audit",
    "check_one",
    "first_stop",
    "in_order",
    "name",
    "one_stop",
    "say",
    "say_change",
    "set_role",
    "spoken_name",
    "step",
    "step_inside",
    "tab_order",
    "takes_text",
]

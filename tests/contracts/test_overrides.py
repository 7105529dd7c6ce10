# SPDX-License-Identifier: MIT
"""A page that names a method like a private one of its frame takes the frame's away, without a word."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from inspect import isclass
from pkgutil import walk_packages

import ui.screens

FRAMES, PAGES = "ui.widgets.", "ui.screens."


def taken_away(page: type) -> Iterator[str]:
    """The private names of ``page`` that its base classes among the widgets have as well."""
    bases = [base for base in page.__mro__[1:] if base.__module__.startswith(FRAMES)]
    for name in vars(page):
        if name.startswith("_") and not name.startswith("__"):
            yield from (f"{base.__name__}.{name}" for base in bases if name in vars(base))


def test_no_page_takes_a_private_method_of_its_frame_away() -> None:
    modules = [import_module(m.name) for m in walk_packages(ui.screens.__path__, PAGES)]
    pages = {
        thing
        for module in modules
        for thing in vars(module).values()
        if isclass(thing) and thing.__module__.startswith(PAGES)
    }
    assert len(pages) > 40
    found = {page.__name__: [*taken_away(page)] for page in pages}
    assert {name: names for name, names in found.items() if names} == {}


def test_one_that_does_is_found() -> None:
    from ui.widgets.screen_frame import ScreenFrame

    class Page(ScreenFrame):
        def _arrange(self) -> None:
            """Meant for the columns of this page."""

    assert [*taken_away(Page)] == ["ScreenFrame._arrange"]

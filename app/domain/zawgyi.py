# SPDX-License-Identifier: MIT
"""Burmese in the old Zawgyi encoding: it looks right in its own font only, and reads as nonsense here.

A person's words stay as they were typed. Where the officer takes the reading in Unicode, it stands in the
rendering beside them, ``by`` "unicode"; an interpreter's rendering follows it, ``by`` "unicode, T-014".
The reading follows from the words, so that the two are told apart again.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from myanmartools import ZawgyiDetector

#: Above it the makers of the detector call a text Zawgyi; texts of ours lie far below.
THRESHOLD: Final = 0.95
UNICODE: Final = "unicode"
_BURMESE: Final = range(0x1000, 0x10A0)
_ENOUGH: Final = 1_000  # characters to judge a text by
_AND: Final = ", "


def looks_like_zawgyi(text: str) -> bool:
    """Tell whether Burmese text is most likely Zawgyi; False for text without Burmese letters."""
    if not any(ord(sign) in _BURMESE for sign in text):
        return False
    return float(_detector().get_zawgyi_probability(text[:_ENOUGH])) > THRESHOLD


def in_unicode(text: str) -> str:
    """Return Zawgyi text in Unicode."""
    return str(_converter().transliterate(text))


def with_reading(typed: str, rendering: str, by: str, joint: str) -> tuple[str, str]:
    """Return the text of a rendering with the reading before it, and by whom both are."""
    reading = in_unicode(typed)
    return (
        (f"{reading}{joint}{rendering}", f"{UNICODE}{_AND}{by}")
        if rendering
        else (reading, UNICODE)
    )


def without_reading(typed: str, rendered: str, by: str, joint: str) -> tuple[str, bool]:
    """Return the rendering alone, and whether a reading stood before it."""
    if by != UNICODE and not by.startswith(f"{UNICODE}{_AND}"):
        return rendered, False
    return rendered.removeprefix(in_unicode(typed)).removeprefix(joint), True


@lru_cache(maxsize=1)
def _converter() -> Any:  # noqa: ANN401 ICU ships no types
    import icu  # noqa: PLC0415 reads its rules, seldom needed

    return icu.Transliterator.createInstance("Zawgyi-my")


@lru_cache(maxsize=1)
def _detector() -> ZawgyiDetector:
    with warnings.catch_warnings():  # it opens its model in a way that newer Pythons call old
        warnings.simplefilter("ignore", DeprecationWarning)
        from myanmartools import ZawgyiDetector  # noqa: PLC0415 reads a model, seldom needed

        return ZawgyiDetector()

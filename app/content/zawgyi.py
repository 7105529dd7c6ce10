# SPDX-License-Identifier: MIT
"""Burmese in the old Zawgyi encoding: it looks right in its own font only, and reads as nonsense here."""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from myanmartools import ZawgyiDetector

#: Above it the makers of the detector call a text Zawgyi; texts of ours lie far below.
THRESHOLD: Final = 0.95
_BURMESE: Final = range(0x1000, 0x10A0)


def looks_like_zawgyi(text: str) -> bool:
    """Tell whether Burmese text is most likely Zawgyi; False for text without Burmese letters."""
    if not any(ord(sign) in _BURMESE for sign in text):
        return False
    return float(_detector().get_zawgyi_probability(text)) > THRESHOLD


@lru_cache(maxsize=1)
def _detector() -> ZawgyiDetector:
    with warnings.catch_warnings():  # it opens its model in a way that newer Pythons call old
        warnings.simplefilter("ignore", DeprecationWarning)
        from myanmartools import ZawgyiDetector  # noqa: PLC0415 reads a model, seldom needed

        return ZawgyiDetector()

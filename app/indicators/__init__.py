# SPDX-License-Identifier: MIT
"""What the answers show (DECISIONS.md §5): a screening aid that explains itself. Pure.

Never a verdict and never "not a victim": the lowest result is *not so far*. `assess` is the entry.
"""

from app.indicators.assess import assess
from app.indicators.model import (
    Assessment,
    DimensionResult,
    Elements,
    Grade,
    IndicatorEntry,
    Support,
)

__all__ = [
    "Assessment",
    "DimensionResult",
    "Elements",
    "Grade",
    "IndicatorEntry",
    "Support",
    "assess",
]

# SPDX-License-Identifier: MIT
"""Is a recording fit to be heard? Level, clipping, silence and length of PCM samples.

The bounds are those of spoken clips for a laptop's loudspeaker in a quiet room: loud enough to follow,
never overdriven, no waiting before the first word. Levels are dBFS (AES17: a full-scale sine is 0).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

FULL_SCALE: Final = 32_768
QUIETEST: Final = -32.0  # dBFS, of the spoken part
LOUDEST: Final = -9.0
PEAK: Final = -1.0
SHORTEST: Final = 0.3  # seconds
LONGEST: Final = 120.0
PAUSE: Final = 1.0  # seconds of silence before the first word, and after the last
FLAT: Final = 4  # samples in a row at full scale are a clipped wave
_WINDOW: Final = 0.02  # seconds
_SILENT: Final = -45.0
_FLOOR: Final = -96.0
_SINE: Final = 3.01  # dB between the mean square of a full-scale sine and that of a square wave

Fault = Literal["too_quiet", "too_loud", "overdriven", "too_short", "too_long", "silence", "empty"]


@dataclass(frozen=True, slots=True)
class Loudness:
    """What was measured. ``before`` and ``after``: seconds of silence; ``level`` and ``peak``: dBFS."""

    seconds: float
    level: float
    peak: float
    before: float
    after: float
    flat: int

    def faults(self) -> tuple[Fault, ...]:
        """Why this recording should be made again, or nothing."""
        if self.level <= _SILENT:
            return ("empty",)
        found: list[Fault] = []
        if self.seconds < SHORTEST:
            found.append("too_short")
        if self.seconds > LONGEST:
            found.append("too_long")
        if self.level < QUIETEST:
            found.append("too_quiet")
        if self.level > LOUDEST:
            found.append("too_loud")
        if self.flat >= FLAT or self.peak > PEAK:
            found.append("overdriven")
        if max(self.before, self.after) > PAUSE:
            found.append("silence")
        return tuple(found)


def measure(samples: array[int], rate: int) -> Loudness:
    """Measure mono 16-bit samples at ``rate`` per second. Raises ValueError without samples or rate."""
    if not samples or rate <= 0:
        raise ValueError(rate)
    size = max(1, int(rate * _WINDOW))
    levels = [_level(samples[at : at + size]) for at in range(0, len(samples), size)]
    spoken = [number for number, level in enumerate(levels) if level > _SILENT]
    if not spoken:
        return Loudness(len(samples) / rate, _FLOOR, _peak(samples), 0.0, 0.0, 0)
    first, last = spoken[0], spoken[-1]
    return Loudness(
        seconds=len(samples) / rate,
        level=_level(samples[first * size : (last + 1) * size]),
        peak=_peak(samples),
        before=first * size / rate,
        after=max(0, len(samples) - (last + 1) * size) / rate,
        flat=_longest_flat(samples),
    )


def _level(samples: Sequence[int]) -> float:
    mean = sum(sample * sample for sample in samples) / len(samples)
    return _decibel(math.sqrt(mean)) + _SINE if mean else _FLOOR


def _peak(samples: Sequence[int]) -> float:
    return _decibel(max(abs(sample) for sample in samples))


def _decibel(amplitude: float) -> float:
    return 20 * math.log10(amplitude / FULL_SCALE) if amplitude else _FLOOR


def _longest_flat(samples: Sequence[int]) -> int:
    longest = run = 0
    for sample in samples:
        run = run + 1 if sample >= FULL_SCALE - 1 or sample <= -FULL_SCALE else 0
        longest = max(longest, run)
    return longest

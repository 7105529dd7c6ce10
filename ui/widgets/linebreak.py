# SPDX-License-Identifier: MIT
"""Line breaks where Qt's are wrong (SCREENS.md "Line breaks"): Thai, Lao, Khmer, Burmese, and ruby text.

Scripts without spaces are wrapped here with ICU's dictionaries, by putting U+2028 at its breaks: in what
is drawn only, never in a text that a field or a label holds. ICU is imported when the first such text is
shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

SEPARATOR: Final = "\u2028"
_DICTIONARY: Final = frozenset({"th", "lo", "km", "my", "shn", "ksw"})
_IDEOGRAPHIC: Final = frozenset({"ja", "zh", "yue", "nan"})

# JIS X 4051: what may not start a line, and what may not end one (strict kinsoku).
_NOT_AT_START: Final = frozenset(
    "、。，．・：；？！ー〜～…‥々〻ゝゞヽヾ）〕］｝〉》」』】〙〗〟’”｠»,.:;?!)]}%％‰℃"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
)
_NOT_AT_END: Final = frozenset("（〔［｛〈《「『【〘〖〝‘“｟«([{¥￥＄£＃")


def needs_dictionary(lang: str) -> bool:
    """True for languages whose words are not parted by spaces and which Qt wraps wrongly."""
    return lang.replace("_", "-").split("-")[0] in _DICTIONARY


def has_spaces(lang: str) -> bool:
    """True for languages that part words by spaces: elsewhere a line may end almost anywhere."""
    return not needs_dictionary(lang) and lang.replace("_", "-").split("-")[0] not in _IDEOGRAPHIC


@lru_cache(maxsize=512)
def _breaks(text: str, lang: str) -> tuple[int, ...]:
    import icu  # noqa: PLC0415 only when such a text is shown

    iterator = icu.BreakIterator.createLineInstance(icu.Locale(lang.split("-", maxsplit=1)[0]))
    iterator.setText(icu.UnicodeString(text))
    wide = _utf16_index(text)
    return tuple(wide[position] for position in iterator)


def _utf16_index(text: str) -> dict[int, int]:
    index, at = {0: 0}, 0
    for position, char in enumerate(text, start=1):
        at += 2 if ord(char) > 0xFFFF else 1
        index[at] = position
    return index


def wrapped(text: str, lang: str, width: float, advance: Callable[[str], float]) -> str:
    """Return one paragraph with U+2028 at the breaks that keep every line within ``width``.

    ``advance`` measures a stretch of text in pixels. A single word wider than ``width`` stays whole:
    the caller's layout breaks it as a last resort.
    """
    out: list[str] = []
    start = last = 0
    for position in _breaks(text, lang):
        if advance(text[start:position].rstrip()) > width and last > start:
            out.append(text[start:last])
            start = last
        last = position
    out.append(text[start:])
    return SEPARATOR.join(out)


def cells(text: str) -> Iterator[str]:
    """Split plain Japanese into pieces that must not be parted: kinsoku, Latin words and numbers whole."""
    piece = ""
    for char in text:
        if piece and _may_part(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def may_break(before: str, after: str) -> bool:
    """True when a line may end between two neighbouring pieces."""
    return not before or not after or _may_part(before[-1], after[0])


def _may_part(before: str, after: str) -> bool:
    if after in _NOT_AT_START or before in _NOT_AT_END or after.isspace():
        return False
    return not (_western(before) and _western(after))


def _western(char: str) -> bool:
    return char.isascii() and not char.isspace()

# SPDX-License-Identifier: MIT
"""Which passphrases are refused: too short, or made of what everyone tries first (NIST SP 800-63B-4 3.1.1.2).

No composition rules. Looked at are letters and digits alone, in any width and case, and with the usual
signs for letters (``p@ssw0rd``). What is left when common words, rows of keys, repetitions, digits and
names are taken away must be more than a few letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from app.errors import UserError

MIN_LENGTH: Final = 15
FEWEST_CHARACTERS: Final = 5  # different ones
LEAST_OWN: Final = 5  # letters that no known piece explains
SHORTEST_RUN: Final = 3  # of one letter
SHORTEST_PIECE: Final = 4  # of a row of keys, or of a name
LONGEST_UNIT: Final = 12  # "password1password1" is one word twice
PROGRAM: Final = ("kakehashi", "架け橋", "かけはし")
#: Rows of keys, alphabets, known verses: any piece of them, forwards or backwards.
ROWS: Final = (
    "correcthorsebatterystaple",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "qazwsxedcrfvtgbyhnujmikolp",
    "いろはにほへとちりぬるをわかよたれそつねならむ",
    "あいうえおかきくけこさしすせそたちつてとなにぬねの",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノ",
)
_WORDS: Final = """
    password passphrase passwort passcode secret login admin administrator root user guest default
    changeme letmein welcome hello iloveyou loveyou monkey dragon sunshine princess football baseball
    master superman batman shadow michael computer internet samsung google apple microsoft windows
    summer winter spring autumn monday january qwerty trustno starwars pokemon naruto doraemon
    sakura himitsu aishiteru arigato konnichiwa nippon nihon japan tokyo osaka keisatsu police
    immigration nyukan coastguard kaiho officer supervisor station interview
    パスワード パスフレーズ ひみつ 秘密 合言葉 さくら 桜 日本 東京 警察 入管 海上保安 職員 上司
"""
#: Words of the published lists of common passwords, and those of our offices.
WORDS: Final = tuple(_WORDS.split())
_SIGNS: Final = str.maketrans("@$!|0134579", "asiloieastg")


def check_passphrase(passphrase: str, names: Iterable[str] = ()) -> None:
    """Refuse what is too short or known; ``names``: of the user and the station.

    Raises UserError("passphrase_short"), UserError("passphrase_common").
    """
    normal = unicodedata.normalize("NFKC", passphrase).casefold()
    if len(normal) < MIN_LENGTH:
        raise UserError("passphrase_short", at_least=MIN_LENGTH)
    pieces = (*WORDS, *PROGRAM, *_parts(names))
    forms = {_plain(normal), _plain(normal.translate(_SIGNS))}
    forms = {
        form for form in forms if len(form) * 2 > len(normal)
    }  # else signs are what it is made of
    if len(set(normal)) < FEWEST_CHARACTERS or any(_is_known(form, pieces) for form in forms):
        raise UserError("passphrase_common")


def _parts(names: Iterable[str]) -> Iterable[str]:
    """Each name as one word, and its words that are long enough to say something."""
    for name in names:
        normal = unicodedata.normalize("NFKC", name).casefold()
        yield from (_plain(part) for part in (normal, *normal.split()) if _long(_plain(part)))


def _long(part: str) -> bool:
    """Two characters of Japanese are as much as four letters."""
    return len(part) >= SHORTEST_PIECE or (len(part) > 1 and not part.isascii())


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _is_known(plain: str, pieces: Iterable[str]) -> bool:
    letters = plain.strip("0123456789")
    return _is_repeated(letters) or _own(plain, {piece.casefold() for piece in pieces}) < LEAST_OWN


def _is_repeated(letters: str) -> bool:
    """One short word over and over, the last time perhaps cut."""
    units = range(1, min(LONGEST_UNIT, len(letters) // 2) + 1)
    return any(letters == (letters[:n] * len(letters))[: len(letters)] for n in units)


def _own(plain: str, pieces: set[str]) -> int:
    """How many letters are left at least when known pieces are taken away."""
    left = [0]
    for end in range(1, len(plain) + 1):
        best = left[end - 1] + (0 if plain[end - 1].isdigit() else 1)
        run = end - len(plain[:end].rstrip(plain[end - 1]))
        if run >= SHORTEST_RUN:
            best = min(best, left[end - run])
        for piece in pieces:
            if plain.endswith(piece, 0, end):
                best = min(best, left[end - len(piece)])
        for length in range(SHORTEST_PIECE, end + 1):
            if not _in_a_row(plain[end - length : end]):
                break
            best = min(best, left[end - length])
        left.append(best)
    return left[-1]


def _in_a_row(part: str) -> bool:
    return any(part in row or part in row[::-1] for row in ROWS)

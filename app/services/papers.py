# SPDX-License-Identifier: MIT
"""Papers without answers, made and drawn: what the command prints and the papers' screen shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.domain.carried import CarriedNumbers, Carrier, Numbers
from app.domain.codes import PREFECTURES
from app.domain.forms_on_paper import CheckSheet, Paper, WaySheet
from app.domain.ruby import strip_ruby
from app.domain.situation import Situation
from app.domain.text import content_language
from app.errors import UserError
from app.files import refused, write_new
from app.ids import LangTag
from app.paths import write_atomic
from app.services.check_sheets import CheckSheets
from app.services.phrases import phrase
from app.services.ports import HandoverWriter
from app.services.sheets import Sheets
from app.services.texts import Texts

FORM, CARRIED = "form", "mini-card"
WHOLE: Final = "full"  # course of questions of a form
WAY, STANDARDS, AT_SEA, LIAISON = "way", "standards", "coast-guard", "liaison"
KINDS: Final = (FORM, "consent", "cards", "languages", CARRIED, WAY, STANDARDS, AT_SEA, LIAISON)
FOR_OFFICER: Final = frozenset({STANDARDS, AT_SEA, LIAISON})  # in the officer's language alone
_TO_FILL_IN: Final = "__________"
_READABLE: Final = 0o644
_A4, _A7 = 210, 74  # mm


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """Which paper. ``script`` matters for a form only, ``reader`` is the officer's language; the person's
    ``language`` matters for all but those `FOR_OFFICER`.

    ``situations``, ``prefecture`` and ``confirmed`` are of who carries the numbers (`Carrier`).
    """

    kind: str
    language: LangTag
    reader: LangTag
    script: str = WHOLE
    situations: frozenset[Situation] = frozenset()
    prefecture: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as PDF, how wide it is in mm, and the numbers on it where it is one of numbers.

    ``lines``: all that stands on a paper of one page that is looked at as a picture, for who cannot see it.
    """

    pdf: bytes
    width: int
    numbers: CarriedNumbers | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Papers:
    """``texts`` are the station's, its mode for unreviewed texts too; names and dates stay open on paper."""

    texts: Texts
    writer: HandoverWriter
    numbers: Callable[[], Numbers]

    def make(self, wanted: PaperWanted) -> Made:
        """Draw one paper.

        Raises UserError language_unknown, script_unknown, paper_unknown, prefecture_unknown.
        """
        language = content_language(wanted.language)
        if language not in self.texts.pack.languages:
            raise UserError("language_unknown", lang=wanted.language)
        sheets = self._sheets(language, wanted.reader)
        checks = CheckSheets(self.texts.pack, self.texts, wanted.reader, self.texts.today)
        numbers: CarriedNumbers | None = None
        paper: Paper
        match wanted.kind:
            case "form":
                paper = sheets.form(wanted.script)
            case "consent":
                paper = sheets.consent()
            case "cards":
                paper = sheets.cards()
            case "languages":
                paper = sheets.languages()
            case "mini-card":
                numbers = self.numbers().of(_carrier(wanted), wanted.confirmed)
                paper = sheets.mini_card(numbers)
            case "way":
                paper = sheets.way()
            case "standards":
                paper = checks.standards()
            case "coast-guard":
                paper = checks.explained_at_sea()
            case "liaison":
                paper = checks.liaison()
            case _:
                raise UserError("paper_unknown", paper=wanted.kind)
        width = _A7 if wanted.kind == CARRIED else _A4
        lines = paper.lines if isinstance(paper, WaySheet | CheckSheet) else ()
        spoken = tuple(strip_ruby(line.text) for line in lines)
        return Made(self.writer.blank(paper), width, numbers, spoken)

    def pictures(self, made: Made, width: int) -> tuple[bytes, ...]:
        """Each page as PNG, ``width`` pixels wide."""
        return self.writer.pictures(made.pdf, width)

    def save_new(self, made: Made, out: Path) -> None:
        """Write a file that is not there yet, for everyone to read: nothing on it is about a person.

        Raises UserError("out_exists"), UserError("file_unwritable").
        """
        write_new(out, made.pdf, _READABLE)

    def save(self, made: Made, out: Path) -> None:
        """The same in place of a file, where the user was asked for that (as file dialogs do).

        Raises what `refused` tells of a file that cannot be written.
        """
        try:
            write_atomic(out, made.pdf)
            out.chmod(_READABLE)
        except OSError as error:
            raise refused(error) from error

    def _sheets(self, language: LangTag, reader: LangTag) -> Sheets:
        texts = replace(self.texts, runtime={"officer_name": _TO_FILL_IN})
        return Sheets(texts.pack, texts, phrase, reader, language, texts.today)


def _carrier(wanted: PaperWanted) -> Carrier:
    if wanted.prefecture not in {"", *PREFECTURES}:
        raise UserError("prefecture_unknown", prefecture=wanted.prefecture)
    return Carrier(wanted.language, wanted.situations, wanted.prefecture)

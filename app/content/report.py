# SPDX-License-Identifier: MIT
"""What `pack lint` found, as data and as lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.content.checks.pack_index import PackFault
from app.content.coverage import WordsRow
from app.content.matrix import LanguageRow
from app.domain.text import Status
from app.flow.rest import HARD_RUN

#: proof -> the checks whose faults would break it
PROOFS: Final[Mapping[str, frozenset[str]]] = {
    "no dead end": frozenset({"dead_end"}),
    "every item reachable": frozenset({"reachable"}),
    "no level-3 item without lead-in and preconditions": frozenset({"lead_in", "level"}),
    "stop and make safe in one action": frozenset({"make_safe"}),
    "language before any text, consent before content": frozenset({
        "language_first", "consent_first",
    }),
    "texts in every language of the script": frozenset({"text"}),
    "every text in every language of the first tier": frozenset({"untranslated"}),
    "every text was translated back by a second reader": frozenset({"back_translation"}),
    "placeholders equal": frozenset({"placeholder"}),
    "plain Japanese with readings": frozenset({"ja_easy"}),
    "every translation is in its language, as far as letters and words tell": frozenset({"language"}),
    "a review has a name and a day": frozenset({"review"}),
    "translations are of today's texts": frozenset({"translation", "stale", "catalogue"}),
    "no promise that cannot be kept, no pressure": frozenset({"promise", "pressure"}),
    "no note among drafters in what people read": frozenset({"aside"}),
    'no text judges: never a verdict, never "not a victim"': frozenset({"verdict"}),
    f"a break is offered after at most {HARD_RUN} hard questions in a row": frozenset({"break"}),
    "every question takes unsure and declined, none is required": frozenset({
        "states", "required",
    }),
    "stay, return, undecided in neutral order": frozenset({"neutral_order"}),
    "a duty is told, never dressed as a choice": frozenset({"duty"}),
    "legal bases there, legal texts marked for review": frozenset({
        "legal_basis", "legal_review",
    }),
    "consents are told back": frozenset({"tell_back"}),
    "no condition waits for an answer that nobody can give": frozenset({"predicate"}),
    "polarity of evidence": frozenset({"polarity"}),
    "the walk is the engine": frozenset({"engine"}),
}  # fmt: skip
_WALKED: Final = frozenset({
    "no dead end", "every item reachable", "stop and make safe in one action", "the walk is the engine",
    "no condition waits for an answer that nobody can give",
    "every question takes unsure and declined, none is required",
    f"a break is offered after at most {HARD_RUN} hard questions in a row",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class WalkRow:
    """One script. ``paths`` counts sequences of classes of answers, exactly."""

    script: str
    frames: int
    distinct: int
    states: int
    moves: int
    paths: int
    ends: int
    safe: int
    items: int
    complete: bool
    predicates: int  # conditions that steer the script, each both true and false on some path
    hard_run: int  # most level-3 questions in a row before a break is offered


@dataclass(frozen=True, slots=True)
class LintReport:
    """``walks`` is empty when the data was too faulty to walk. ``cited``: obligation -> where."""

    pack: str
    version: str
    sequence: int
    sha256: str
    counts: dict[str, int]
    walks: tuple[WalkRow, ...]
    compared: int
    cited: dict[str, list[str]]
    obligations: int
    accounted: int
    out_of_scope: int
    languages: tuple[LanguageRow, ...]
    words: Mapping[str, WordsRow]
    faults: tuple[PackFault, ...]

    @property
    def ok(self) -> bool:
        return not self.faults

    def proofs(self) -> dict[str, bool]:
        """Each promise and whether it was shown; a walk that did not happen shows nothing."""
        broken = {fault.check for fault in self.faults}
        walked = bool(self.walks) and all(row.complete for row in self.walks)
        return {
            name: not broken & checks and (walked or name not in _WALKED)
            for name, checks in PROOFS.items()
        }

    def data(self) -> dict[str, Any]:
        """The report as one JSON object."""
        return {
            "pack": {
                "id": self.pack,
                "version": self.version,
                "sequence": self.sequence,
                "sha256": self.sha256,
            },
            "ok": self.ok,
            "counts": self.counts,
            "scripts": [
                {name: getattr(row, name) for name in WalkRow.__slots__} for row in self.walks
            ],
            "compared_with_engine": self.compared,
            "proofs": self.proofs(),
            "obligations": {
                "accounted": self.accounted,
                "out_of_scope": self.out_of_scope,
                "cited": len(self.cited),
                "of": self.obligations,
                "where": self.cited,
            },
            "languages": [
                {
                    "tag": row.tag,
                    "name": row.name,
                    "tier": row.tier,
                    "coverage": row.coverage,
                    "present": row.present,
                    "total": row.total,
                    "by_status": row.by_status,
                    "contacts": row.contacts,
                    "contacts_total": row.contacts_total,
                    **self._words_data(row.tag),
                }
                for row in self.languages
            ],
            "faults": [
                {
                    "check": fault.check,
                    "file": fault.file,
                    "line": fault.line,
                    "where": fault.where,
                    "what": fault.what,
                }
                for fault in self.faults
            ],
        }

    def lines(self) -> Iterator[str]:
        """The report for people: English, as the command is for IT staff."""
        yield f"pack {self.pack} {self.version}, sequence {self.sequence}"
        yield f"sha256 {self.sha256 or 'no manifest'}"
        yield ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in self.counts.items())
        yield ""
        yield from self._walk_lines()
        yield ""
        for name, shown in self.proofs().items():
            yield f"{'proved' if shown else 'NOT PROVED':<11} {name}"
        yield ""
        yield (
            f"obligations  {self.accounted} of {self.obligations} accounted for, "
            f"{self.out_of_scope} out of scope"
        )
        yield f"obligations cited: {len(self.cited)} of {self.obligations}"
        yield from _wrapped(self.cited)
        yield ""
        yield from self._language_lines()
        yield ""
        yield f"{len(self.faults)} faults"
        for fault in self.faults:
            yield f"FAULT {fault}"

    def _walk_lines(self) -> Iterator[str]:
        if not self.walks:
            yield "scripts: not walked, the data has faults"
            return
        yield (
            f"{'script':<12} {'predicates':>10} {'states':>8} {'moves':>8} {'ends':>6} {'items':>6} "
            f"{'hard run':>8} {'paths':>26}"
        )
        for row in self.walks:
            yield (
                f"{row.script:<12} {row.predicates:>10} {row.states:>8,} {row.moves:>8,} {row.ends:>6,} "
                f"{row.items:>6} {row.hard_run:>8} {row.paths:>26,}{'' if row.complete else '  BOUNDED'}"
            )
        states, paths = (
            sum(getattr(row, name) for row in self.walks) for name in ("states", "paths")
        )
        yield f"{'together':<12} {'':>10} {states:>8,} {'':>8} {'':>6} {'':>6} {'':>8} {paths:>26,}"
        yield f"{self.compared} random paths answered in the engine as well"

    def _words_data(self, tag: str) -> dict[str, Any]:
        row = self.words.get(tag)
        return {name: getattr(row, name) for name in WordsRow.__slots__} if row else {}

    def _language_lines(self) -> Iterator[str]:
        statuses = [status.value for status in Status]
        yield (
            f"{'language':<10} {'tier':>4} {'content':>11} {'directory':>9} {'person':>9} {'officer':>9} "
            f"{'read back':>11} " + " ".join(f"{s:>16}" for s in statuses)
        )
        for row in self.languages:
            if row.tier == 1 or row.present:
                counts = " ".join(f"{row.by_status.get(status, 0):>16}" for status in statuses)
                yield f"{self._cells(row)} {counts}  {row.coverage}"
        others = [row.tag for row in self.languages if row.tier > 1 and not row.present]
        if others:
            yield f"interpreter only, tiers 2 and 3: {' '.join(others)}"

    def _cells(self, row: LanguageRow) -> str:
        words = self.words.get(row.tag)
        person = f"{words.words}/{words.words_total}" if words else ""
        officer = "{}/{}".format(*words.officer) if words and words.officer else ""
        back = f"{words.back}/{words.back_total}" if words and words.back_total else ""
        content, names = f"{row.present}/{row.total}", f"{row.contacts}/{row.contacts_total}"
        return f"{row.tag:<10} {row.tier:>4} {content:>11} {names:>9} {person:>9} {officer:>9} {back:>11}"


def _wrapped(cited: dict[str, list[str]], width: int = 16) -> Iterator[str]:
    numbers = list(cited)
    for start in range(0, len(numbers), width):
        yield "  " + " ".join(numbers[start : start + width])

# SPDX-License-Identifier: MIT
"""`pack lint`: every check of a pack, the walk through every path, obligations and languages.

Start at `lint`. It never raises for a fault of the pack: a list of all of them is what helps.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from app.content.catalogue import entries, translated_tags
from app.content.checks import (
    directory,
    items,
    ledger,
    paths,
    people,
    records,
    reference,
    rights,
    roles,
    shape,
    tables,
    texts,
    translations,
    values,
    verdict,
)
from app.content.checks.pack_index import Faults, PackFault, PackIndex
from app.content.coverage import WordsRow, coverage, coverage_faults
from app.content.draft import PackDraft, read_draft
from app.content.load import builtin_dir, load
from app.content.locate import Locator
from app.content.matrix import matrix
from app.content.person_words import person_word_entries
from app.content.report import LintReport, WalkRow
from app.content.review import review_fault
from app.content.source import MAX_FILE, TEXTS, pack_hash
from app.content.tongue import Tongues
from app.content.walk.answers import never_true, paths_of
from app.content.walk.compare import disagreements
from app.content.walk.explore import SCRIPTS, ContentWalk, walk
from app.content.walk.machine import Script
from app.domain.pack import Audience, Pack
from app.domain.parse import AnswerError, parse_answer
from app.domain.value import Json
from app.errors import UserError
from app.files import FileRefused, read_once
from app.paths import locales_dir

COMPARED: Final = 20
STATES: Final = ("unsure", "declined")
CHECKS: Final[tuple[Callable[[PackIndex], Faults], ...]] = (
    items.check,
    values.check,
    texts.rest,
    paths.check,
    people.check,
    records.check,
    tables.check,
    reference.check,
    rights.check,
    roles.check,
    ledger.check,
    directory.check,
    verdict.check,
    translations.check,
)


def lint(
    folder: Path,
    locales: Path | None = None,
    *,
    today: date,
    compared: int = COMPARED,
    scripts: Sequence[str] = SCRIPTS,
) -> LintReport:
    """Check the pack in ``folder``. ``locales``: catalogues it must have been built from.

    For the built-in pack the program's own catalogues are taken. ``today``: no review is of a later day.
    ``compared``: number of random paths
    answered in the engine too. ``scripts``: those that are walked; what is reachable is then judged for
    their items. Raises UserError("pack_damaged") only when files cannot be read at all.
    """
    if torn := list(unreadable(folder)):
        return unread(torn)
    draft = read_draft(folder)
    if locales is None and folder.resolve() == builtin_dir().resolve():
        locales = locales_dir()
    faults = list(data_faults(draft))
    faults += catalogue_faults(draft, locales, today) if locales is not None else []
    walks: list[ContentWalk] = []
    if not faults:
        try:
            pack = load(folder)
        except UserError as error:
            faults.append(
                PackFault("load", str(error.params.get("file", folder.name)), "does not load")
            )
        else:
            walks = walk_all(pack, scripts)
            faults += walk_faults(pack, walks, compared)
    if locales is not None and not faults:
        faults += coverage_faults(draft, locales, matrix(draft))
    words = _coverage(draft, locales) if locales is not None else {}
    return _report(draft, _placed(folder, faults), walks, compared if walks else 0, words)


def _coverage(draft: PackDraft, locales: Path) -> dict[str, WordsRow]:
    try:
        return coverage(draft, locales, matrix(draft))
    except (UserError, KeyError, TypeError):  # told as a fault already
        return {}


def unreadable(folder: Path) -> Iterator[PackFault]:
    """The files that are no JSON, with the line on which reading ends."""
    for path in sorted([*folder.glob("*.json"), *folder.glob(f"{TEXTS}*.json")]):
        name = path.relative_to(folder).as_posix()
        try:
            json.loads(read_once(path, MAX_FILE))
        except json.JSONDecodeError as error:
            yield PackFault("json", name, f"is no JSON: {error.msg}", file=name, line=error.lineno)
        except (ValueError, RecursionError):
            yield PackFault("json", name, "is no JSON", file=name, line=1)
        except FileRefused as refused:
            yield PackFault("json", name, f"is not read: {refused.reason}", file=name, line=1)


def _placed(folder: Path, faults: list[PackFault]) -> list[PackFault]:
    locator = Locator(folder)
    placed = []
    for fault in faults:
        file, line = locator.place(fault)
        placed.append(replace(fault, file=file, line=line))
    return placed


def data_faults(draft: PackDraft) -> Iterator[PackFault]:
    """The faults of the data alone. A file of another shape ends its own check only."""
    index = PackIndex(draft)
    misshapen = list(shape.check(index))
    yield from misshapen
    for check in () if misshapen else CHECKS:
        try:
            yield from check(index)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            where = check.__module__.rpartition(".")[2]
            yield PackFault(
                "form", where, f"the data has another form: {type(error).__name__} {error}"
            )


def walk_all(pack: Pack, scripts: Sequence[str] = SCRIPTS) -> list[ContentWalk]:
    """Walk the scripts of a pack."""
    script = Script(pack)
    return [walk(script, name) for name in scripts]


def walk_faults(pack: Pack, walks: list[ContentWalk], compared: int) -> list[PackFault]:
    """What the walk found, and whether it speaks for the engine."""
    found = [fault for course in walks for fault in course.faults.values()]
    reached = set().union(*(course.reached for course in walks))
    script = Script(pack)
    walked = {
        name
        for course in walks
        for path in paths_of(pack, course.script)
        for name in script.route((path,))
    }
    there = pack.items if {course.script for course in walks} == set(SCRIPTS) else walked
    found += [
        PackFault("reachable", item, "asked on no path") for item in there if item not in reached
    ]
    found += list(never_true(pack))
    found += list(unanswerable(pack))
    found += [
        PackFault("walk", course.script, "too many states")
        for course in walks
        if not course.complete
    ]
    scripts = [course.script for course in walks]
    found += [
        PackFault("engine", "script", line)
        for line in disagreements(script, compared, scripts=scripts)
    ]
    return found


def unanswerable(pack: Pack, read: Callable[..., object] = parse_answer) -> Iterator[PackFault]:
    """Questions that do not take *unsure* and *declined*, asked of the reader of answers itself."""
    for item in pack.items.values():
        if item.audience is Audience.OFFICER:
            continue
        parts: list[Json] = [{str(p.id): s} for p in item.parts if item.composite for s in STATES]
        for raw in (*STATES, *parts):
            try:
                read(item, raw, pack.recipients)
            except AnswerError:
                yield PackFault("states", item.id, f"does not take {raw}")


def catalogue_faults(draft: PackDraft, locales: Path, today: date) -> list[PackFault]:
    """Catalogues that changed since the build, hold what the script no longer has, are not in their
    language, or claim a review that nobody stands behind.
    """
    return [*_catalogue_faults(draft, locales), *_word_faults(draft, locales, today)]


def _word_faults(draft: PackDraft, locales: Path, today: date) -> Iterator[PackFault]:
    """Language and review of every entry, the words of the person's window and paper among them."""
    tongues = Tongues(draft)
    tags = {row["tag"] for row in draft.files["languages"]["languages"]}
    for tag in tags.intersection(translated_tags(locales)) - {"en", "ja"}:
        try:
            for entry in (*entries(locales, tag), *person_word_entries(locales, tag)):
                if fault := tongues.fault(tag, entry.key, entry.text):
                    yield PackFault("language", f"{tag} {entry.key}", fault)
                if fault := review_fault(entry.status, entry.reviewer, entry.reviewed_on, today):
                    yield PackFault("review", f"{tag} {entry.key}", fault)
        except UserError as error:
            yield PackFault("catalogue", tag, str(error))


def _catalogue_faults(draft: PackDraft, locales: Path) -> Iterator[PackFault]:
    sources = draft.sources
    for tag in translated_tags(locales):
        compiled = draft.texts.get(tag, {})
        try:
            made = {entry.key: entry for entry in entries(locales, tag)}
        except UserError as error:
            yield PackFault("catalogue", tag, str(error))
            continue
        for key, entry in made.items():
            if key not in sources:
                yield PackFault("catalogue", f"{tag} {key}", "unknown key")
            elif entry.source != sources[key]["en"]:
                yield PackFault(
                    "stale", f"{tag} {key}", "the English changed since the translation"
                )
            elif compiled.get(key, [])[:2] != [entry.text, entry.status.value]:
                yield PackFault("catalogue", f"{tag} {key}", "not built into the pack")
        for key in compiled.keys() - made.keys():
            yield PackFault("catalogue", f"{tag} {key}", "in the pack and not in the catalogue")


def unread(faults: list[PackFault]) -> LintReport:
    """The report of a pack whose files cannot be read."""
    return LintReport("unread", "", 0, "", {}, (), 0, {}, 0, 0, 0, (), {}, tuple(faults))


def _report(
    draft: PackDraft,
    faults: list[PackFault],
    walks: list[ContentWalk],
    compared: int,
    words: dict[str, WordsRow],
) -> LintReport:
    index = PackIndex(draft)
    manifest = draft.manifest
    whole = not any(fault.check == "form" for fault in faults)  # else there is nothing to count on
    accounted, out = ledger.accounted(index) if whole else (0, 0)
    return LintReport(
        pack=str(manifest.get("id", "unbuilt")),
        version=str(manifest.get("version", "")),
        sequence=int(manifest.get("sequence", 0)),
        sha256=pack_hash(manifest) if manifest else "",
        counts=_counts(index) if whole else {},
        walks=tuple(_row(course) for course in walks),
        compared=compared,
        cited=reference.cited(index) if whole else {},
        obligations=len(reference.obligations()),
        accounted=accounted,
        out_of_scope=out,
        languages=matrix(draft) if whole else (),
        words=words,
        faults=tuple(faults),
    )


def _row(course: ContentWalk) -> WalkRow:
    return WalkRow(
        script=course.script,
        frames=course.frames,
        distinct=course.distinct,
        states=course.states,
        moves=course.moves,
        paths=course.paths,
        ends=course.ends,
        safe=course.safe,
        items=len(course.reached),
        predicates=course.predicates,
        hard_run=course.hard_run,
        complete=course.complete,
    )


def _counts(index: PackIndex) -> dict[str, int]:
    found = list(index.items.values())
    parts = [part for item in found for part in item.get("parts", [item])]
    return {
        "items": len(found),
        "phases": len(index.phases),
        "person_items": sum(item["audience"] == "person" for item in found),
        "composite_items": sum("parts" in item for item in found),
        "options": sum(len(part.get("options", [])) for part in parts),
        "level_3": sum(item["level"] == items.HARD for item in found),
        "screening": sum(item["screening"] for item in found),
        "child_allowed": len(index.files["script"]["child_allowed"]),
        "flags": len(index.flags),
        "cards": len(index.cards),
        "recipients": len(index.recipients),
        "legal_bases": len(index.bases),
        "timers": len(index.files["timers"]["timers"]),
        "statistics_fields": len(index.fields),
        "codes": len(index.codes),
        "contacts": len(index.files["directory"]["contacts"]),
        "languages": len(index.files["languages"]["languages"]),
    }

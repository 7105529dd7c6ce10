# SPDX-License-Identifier: MIT
"""`verify`, `import` and `registry`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app.cli.adapters import clock, library, passphrase, session, stations
from app.cli.output import show, warn_of
from app.cli.words import language, role_word, tr
from app.clock import JAPAN, stamp
from app.crypto.verify_record import Trusted
from app.domain.agency import agency_label
from app.domain.pack import Pack
from app.errors import UserError
from app.i18n import sentence
from app.ids import GroupId, LangTag, RecipientId
from app.services.anchor_files import read_anchors
from app.services.checking import Verdict, Verifier
from app.services.intake import FileResult, Intake
from app.services.pack_ports import finder
from app.services.registry import RecordRow, Registry
from app.services.version_words import change_words, standing_words
from app.services.workspace import Workspace

VALID, REJECTED, UNREADABLE = 0, 1, 2
SEVERAL = 2


def verify(arguments: argparse.Namespace) -> int:
    """Check one file: exit 0 valid (warnings possible), 1 rejected, 2 unreadable."""
    from app.documents.verify import PdfReader  # noqa: PLC0415

    packs = library(stations(arguments) if arguments.data is not None else None)
    verifier = Verifier(PdfReader(clock()), _anchors(arguments), finder(packs))
    file = arguments.passphrase_file
    words = None if file is None else passphrase(file)
    with verifier.batch(compare=not arguments.without_pages) as batch:
        (verdict,) = batch.verdicts([arguments.file], words)
    data = verdict_data(verdict)
    show(arguments, data, _verdict_lines(verdict, packs.newest))
    if verdict.valid:
        return VALID
    return UNREADABLE if verdict.unreadable else REJECTED


def import_(arguments: argparse.Namespace) -> int:
    """Import files; each has its own result. Exit 0 all taken, 1 when any was refused."""
    transfer = arguments.transfer_passphrase_file
    with session(arguments) as workspace:
        results = _intake(workspace).import_files(
            arguments.files,
            dry_run=arguments.dry_run,
            passphrase=None if transfer is None else passphrase(transfer),
            compare=not arguments.without_pages,
        )
    data = {"dry_run": arguments.dry_run, "files": [result_data(result) for result in results]}
    show(arguments, data, (line for result in results for line in _result_lines(result)))
    refused = any(result.status in {"rejected", "unreadable"} for result in results)
    return REJECTED if refused else VALID


def registry_list(arguments: argparse.Namespace) -> int:
    with session(arguments) as workspace:
        rows = _registry(workspace).list()
    _show_rows(arguments, rows)
    return 0


def registry_search(arguments: argparse.Namespace) -> int:
    with session(arguments) as workspace:
        rows = _registry(workspace).search(arguments.what)
    _show_rows(arguments, rows)
    return 0


def registry_show(arguments: argparse.Namespace) -> int:
    """One record with its disclosed groups; the opening is noted."""
    with session(arguments) as workspace:
        registry = _registry(workspace)
        rows = registry.find(arguments.what)
        if len(rows) > 1:
            return _several(arguments, rows)
        view = registry.show(rows[0].record_hash)
    if view.note is not None:
        warn_of(view.note)
    data: dict[str, Any] = row_data(view.row) | {
        "note": view.note,
        "decided": view.decided,
        "versions": [row_data(version) for version in view.versions],
        "sections": [
            {
                "group": section.group,
                "entries": [
                    {
                        "item": entry.item,
                        "question": entry.question.ja.text,
                        "answer": entry.answer.ja.text,
                    }
                    for entry in section.entries
                ],
            }
            for section in view.sections
        ],
        "others": [{"item": name, "answer": words} for name, words in view.others],
    }
    entries = [entry for section in data["sections"] for entry in section["entries"]]
    lines = [_row_line(version) for version in view.versions] if len(view.versions) > 1 else []
    lines += [line for entry in (*entries, *data["others"]) for line in _entry_lines(entry)]
    show(arguments, data, lines)
    return 0


def _several(arguments: argparse.Namespace, rows: tuple[RecordRow, ...]) -> int:
    """Say that a number stands for more than one version or record, and which: none is opened."""
    warn_of("case_several", count=len(rows), case=arguments.what)
    data = {"error": "case_several", "records": [row_data(row) for row in rows]}
    show(arguments, data, (_row_line(row) for row in rows))
    return SEVERAL


def registry_choose(arguments: argparse.Namespace) -> int:
    """Decide for one of the versions that claim the same place."""
    with session(arguments) as workspace:
        registry = _registry(workspace)
        registry.choose(arguments.record, arguments.reason)
        row = registry.find(arguments.record)[0]
    show(arguments, row_data(row), (_row_line(row),))
    return 0


def registry_unchoose(arguments: argparse.Namespace) -> int:
    """Take such a decision back."""
    with session(arguments) as workspace:
        registry = _registry(workspace)
        registry.take_choice_back(arguments.record)
        row = registry.find(arguments.record)[0]
    show(arguments, row_data(row), (_row_line(row),))
    return 0


def registry_digest(arguments: argparse.Namespace) -> int:
    with session(arguments) as workspace:
        digest = _registry(workspace).digest()
    show(arguments, {"digest": digest}, (digest,))
    return 0


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    return {
        "file": verdict.path.name,
        "valid": verdict.valid,
        "reason": verdict.reason,
        "page": verdict.page,
        "warnings": list(verdict.warnings),
        "signer": verdict.signer,
        "role": verdict.role,
        "recipient": verdict.recipient,
        "signed_at": stamp(verdict.signed_at) if verdict.signed_at else None,
        "case_number": verdict.case_number,
        "station": verdict.station,
        "agency": verdict.agency,
        "version": verdict.version,
        "practice": verdict.practice,
        "groups": list(verdict.groups),
        "whole": list(verdict.whole),
        "record": verdict.record_hash,
        "approved_by": list(verdict.approved_by),
    }


def result_data(result: FileResult) -> dict[str, Any]:
    return {
        "file": result.path.name,
        "status": result.status,
        "reason": result.reason,
        "page": result.page,
        "case_number": result.case_number,
        "change": result.change,
        "added": result.added,
        "warnings": list(result.warnings),
    }


def row_data(row: RecordRow) -> dict[str, Any]:
    return {
        "record": row.record_hash,
        "case_number": row.case_number,
        "station": row.station,
        "agency": row.agency,
        "version": row.version,
        "newest": row.newest,
        "standing": row.standing.value,
        "sealed_at": stamp(row.sealed_at),
        "signer": row.signer,
        "groups": list(row.groups),
        "flags": list(row.flags),
        "countersigned": row.countersigned,
    }


def _show_rows(arguments: argparse.Namespace, rows: tuple[RecordRow, ...]) -> None:
    data = [row_data(row) for row in rows]
    show(arguments, {"records": data}, (_row_line(row) for row in rows))


def _row_line(row: RecordRow) -> str:
    """One version: number, place in its record, station, signer, day, what is odd about it, hash."""
    day = row.sealed_at.astimezone(JAPAN).date().isoformat()
    odd = standing_words(row, tr)
    cells = (f"{row.case_number}\tv{row.version}", row.station, row.signer, day)
    return "\t".join((*cells, *((odd,) if odd else ()), row.record_hash))


def _entry_lines(entry: dict[str, str]) -> Iterator[str]:
    """An answer of several lines stays under its question."""
    for number, line in enumerate(entry["answer"].splitlines() or [""]):
        yield f"{'' if number else entry['item']}\t{line}"


def _anchors(arguments: argparse.Namespace) -> tuple[Trusted, ...]:
    if arguments.trust is not None:
        return read_anchors(arguments.trust, arguments.crl)
    if arguments.data is not None:
        found = stations(arguments)
        found.state.look()
        found.state.refuse_behind()
        return found.station().trusted
    return ()


def _intake(workspace: Workspace) -> Intake:
    if workspace.intake is None:
        raise UserError("not_supervisor")
    return workspace.intake


def _registry(workspace: Workspace) -> Registry:
    if workspace.registry is None:
        raise UserError("not_supervisor")
    return workspace.registry


def _verdict_lines(verdict: Verdict, pack: Pack) -> Iterator[str]:
    """Whether it holds; who signed, for whom, when, what is inside."""
    if not verdict.valid:
        yield f"{verdict.path.name}: {verdict.reason}: {_reason(verdict.reason)}"
        yield from _page(verdict.page)
        return
    words, warning = tr("valid"), tr("warning")
    yield f"{verdict.path.name}: {words}"
    lang = LangTag(language())
    groups = [_group(pack, group, lang, whole=group in verdict.whole) for group in verdict.groups]
    agency = agency_label(pack.agencies, verdict.agency or "", lang)
    rows = (
        (tr("Signed by"), f"{verdict.signer} ({role_word(verdict.role)})"),
        (
            tr("Station"),
            f"{verdict.station}, {agency}",
        ),
        (tr("For"), _recipient(pack, verdict.recipient, lang)),
        (tr("Signed at"), _moment(verdict.signed_at)),
        (tr("Which record"), _record(verdict)),
        *((tr("Allowed by"), name) for name in verdict.approved_by),
        (tr("Inside"), tr(", ").join(groups) or tr("nothing but the case number")),
    )
    yield from (f"  {name}: {value}" for name, value in rows)
    yield from (f"  {warning}: {_reason(code)}" for code in verdict.warnings)


def _page(page: int | None) -> Iterator[str]:
    """Which page differs from the record, where one does."""
    if page is not None:
        where = str(page) if page else tr("what is around the pages (title, order of reading)")
        yield f"  {tr('Page')}: {where}"


def _group(pack: Pack, group: str, lang: LangTag, *, whole: bool) -> str:
    """The name of a group, and whether nothing of it was left out."""
    title = pack.groups.get(GroupId(group))
    name = title.first(lang).text if title else group
    return tr("{group} (whole)").format(group=name) if whole else name


def _recipient(pack: Pack, recipient: str | None, lang: LangTag) -> str:
    if recipient is None:
        return tr("see page 1 (a file of an older version)")
    found = pack.recipients.get(RecipientId(recipient))
    return found.name.first(lang).text if found is not None else recipient


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    return tr("{time} (Japan time)").format(time=at.astimezone(JAPAN).strftime("%Y-%m-%d %H:%M"))


def _record(verdict: Verdict) -> str:
    words = tr("case {case}, version {version}").format(
        case=verdict.case_number, version=verdict.version
    )
    return ", ".join((words, tr("practice"))) if verdict.practice else words


def _reason(code: str | None) -> str:
    return sentence(code or "", {}, tr)


def _result_lines(result: FileResult) -> Iterator[str]:
    words = {
        "imported": change_words(result.change, tr),
        "updated": tr("more of a known record"),
        "unchanged": tr("unchanged: known already"),
        "rejected": tr("rejected"),
        "unreadable": tr("unreadable"),
    }
    told = f": {_reason(result.reason)}" if result.reason else ""
    yield f"{result.path.name}\t{words[result.status]}{told}"
    yield from _page(result.page)
    yield from (f"  {tr('warning')}: {_reason(code)}" for code in result.warnings)

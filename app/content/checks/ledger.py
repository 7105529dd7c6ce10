# SPDX-License-Identifier: MIT
"""The ledger: every obligation of the sources stands in it, and names only what there is."""

from __future__ import annotations

import re
from typing import Final

from app.content.checks import reference, texts
from app.content.checks.pack_index import Faults, PackFault, PackIndex, twice
from app.content.source import Raw
from app.domain.obligation import (
    OUT_AT_MOST,
    BindingKind,
    ObligationCase,
    ObligationKind,
    ObligationPaper,
    Rule,
    Screen,
)

FILE = "ledger.json"
DAY: Final = re.compile(r"\d{4}-\d{2}(?:-\d{2})?", re.ASCII)  # a day, or a month
_TEST: Final = re.compile(r"tests/[\w/]+\.py::test_\w+(\[[\w-]+\])?")


def check(index: PackIndex) -> Faults:
    """All rows, and that none is missing, unknown or there twice."""
    ledger = index.files["ledger"]
    rows, wanted = ledger["rows"], reference.obligations()
    numbers = [row["id"] for row in rows]
    for number in sorted(wanted.keys() - set(numbers)):
        yield PackFault("ledger", f"obligation {number}", "missing: not accounted for")
    for number in sorted(set(numbers) - wanted.keys()):
        yield PackFault("ledger", f"obligation {number}", "unknown obligation")
    for number in twice(numbers):
        yield PackFault("ledger", f"obligation {number}", "twice")
    out = sum("out" in row for row in rows)
    if out > OUT_AT_MOST:
        yield PackFault("ledger", FILE, f"{out} out of scope, at most {OUT_AT_MOST}")
    yield from _binding(index, ledger.get("binding", ()))
    there = _there(index)
    for row in rows:
        yield from _row(index, row, ledger["documents"], there)


def _binding(index: PackIndex, documents: list[Raw]) -> Faults:
    """The documents that bind: named in both languages, dated, with a source, each named once."""
    ids = [document["id"] for document in documents]
    for name in twice(ids):
        yield PackFault("ledger", f"document {name}", "twice")
    for document in documents:
        where = f"document {document['id']}"
        for field in ("name", "about"):
            yield from texts.text(index, document[field], f"{where} {field}", person=False)
        if document["kind"] not in {kind.value for kind in BindingKind}:
            yield PackFault("ledger", where, f"kind {document['kind']!r}")
        if not document["source"] or not document["date"]:
            yield PackFault("ledger", where, "no source or date")
        for field in ("date", "in_force", "until", "verified_on"):
            if document[field] and not DAY.fullmatch(document[field]):
                yield PackFault("ledger", where, f"{field} is no date")
        if document["replaced_by"] and document["replaced_by"] not in ids:
            yield PackFault("ledger", where, "replaced by what is not there")


def accounted(index: PackIndex) -> tuple[int, int]:
    """(obligations with a row of their own, rows out of scope); (0, 0) for a file of another form."""
    rows = index.files["ledger"].get("rows")
    if not isinstance(rows, list):
        return 0, 0
    whole = [row for row in rows if isinstance(row, dict) and (row.get("by") or row.get("out"))]
    found = {row.get("id") for row in whole} & reference.obligations().keys()
    return len(found), sum("out" in row for row in whole)


def _row(index: PackIndex, row: Raw, documents: Raw, there: dict[str, set[str]]) -> Faults:
    where = f"obligation {row['id']}"
    yield from texts.text(index, row["title"], f"{where} title", person=False)
    if row["source"].partition(" ")[0] not in documents:
        yield PackFault("ledger", where, f"unknown document: {row['source']}")
    by = row.get("by", {})
    if bool(by) == ("out" in row):
        yield PackFault("ledger", where, "needs either what fulfils it or why it is out of scope")
    if any(not _TEST.fullmatch(name) for name in row.get("tests", ())):
        yield PackFault("ledger", f"{where} tests", "no name of a test")
    if bool(row.get("tests")) == ("out" in row):
        yield PackFault("ledger", where, "needs the tests that fail without it, if in scope only")
    if "out" in row:
        yield from texts.text(index, row["out"], f"{where} out", person=False)
    for kind, names in by.items():
        if kind not in there:
            yield PackFault("ledger", f"{where} by {kind}", "unknown kind")
            continue
        if not names:
            yield PackFault("ledger", f"{where} by {kind}", "names nothing")
        for name in names:
            if name not in there[kind]:
                yield PackFault("ledger", f"{where} by {kind}", f"unknown {name}")


def _there(index: PackIndex) -> dict[str, set[str]]:
    files = index.files
    found = {
        ObligationKind.ITEMS: set(index.items),
        ObligationKind.CARDS: set(index.cards),
        ObligationKind.RECIPIENTS: set(index.recipients),
        ObligationKind.BASES: set(index.bases),
        ObligationKind.FLAGS: set(index.flags),
        ObligationKind.TIMERS: {timer["id"] for timer in files["timers"]["timers"]},
        ObligationKind.CODES: index.codes,
        ObligationKind.STATISTICS: set(index.fields),
        ObligationKind.CONTACTS: {contact["id"] for contact in files["directory"]["contacts"]},
        ObligationKind.RULES: {rule.value for rule in Rule},
        ObligationKind.SCREENS: {screen.value for screen in Screen},
        ObligationKind.CASES: {case.value for case in ObligationCase},
        ObligationKind.PAPERS: {paper.value for paper in ObligationPaper},
        ObligationKind.DOCUMENTS: {row["id"] for row in files["ledger"].get("binding", ())},
    }
    return {kind.value: names for kind, names in found.items()}

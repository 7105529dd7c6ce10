# SPDX-License-Identifier: MIT
"""Every reason of `verify` and `import` is a sentence in both languages that says what to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pytest

from app.i18n import SENTENCES, catalog
from app.paths import locales_dir
from tests.contracts.source import ROOT, constants, name_of, raised, tree

VERDICTS = frozenset({"Rejected", "Unreadable", "RecordRejected", "FileRefused", "FileResult"})
#: Where a reason or a warning is made.
SOURCES = (
    "app/files.py", "app/crypto/envelope.py", "app/crypto/verify_record.py", "app/services/checking.py",
    "app/services/intake.py",
    "app/services/page_check.py", "app/services/record_check.py", "app/services/told.py", "app/documents/byterange.py",
    "app/documents/frames.py", "app/documents/process.py", "app/documents/reading.py", "app/documents/drawing.py",
    "app/documents/appearance.py", "app/documents/cms.py", "app/documents/examine.py",
    "app/documents/shape.py", "app/documents/structure.py", "app/documents/trust.py", "app/documents/verify.py",
)  # fmt: skip
#: The words of `FileResult` that are no reasons.
STATES = frozenset({"imported", "updated", "unchanged", "rejected", "unreadable"})
KANA = re.compile("[ぁ-んァ-ン]")


def reasons(module: ast.Module, values: Mapping[str, str]) -> Iterator[str]:
    """Yield every reason that a module makes: raised, put into an answer or a result, or warned of."""
    for node in ast.walk(module):
        given: Iterable[ast.expr] = ()
        if isinstance(node, ast.Call) and name_of(node.func) in VERDICTS | {"append"}:
            given = node.args
        elif isinstance(node, ast.Dict):
            given = [
                value
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant) and key.value in {"rejected", "unreadable"}
            ]
        for value in given:
            yield from _texts(value, values)


def _texts(node: ast.expr, values: Mapping[str, str]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in values:
        yield values[node.id]
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body, values), *_texts(node.orelse, values))


@cache
def every() -> frozenset[str]:
    values = constants()
    found = {code for path in SOURCES for code in reasons(tree(ROOT / path), values)}
    return frozenset(found) - STATES


def documented() -> frozenset[str]:
    """The table in the docstring of `app.documents.examine`."""
    text = ast.get_docstring(tree(ROOT / "app/documents/examine.py")) or ""
    rows = text.split("====\n")[1].splitlines()
    words = (re.match(r"[a-z_0-9, ]+?(?=  |\s*\(|$)", row) for row in rows)
    return frozenset(
        code.strip()
        for found in words
        if found
        for code in found.group().split(",")
        if re.fullmatch(r"\s*[a-z_]+\s*", code)
    )


def lacking(codes: Iterable[str], sentences: Mapping[str, str]) -> list[str]:
    """The codes without a sentence, or whose sentence says only what happened, in either language."""
    japanese = catalog("ja", "officer", locales_dir())
    found = []
    for code in sorted(codes):
        english = sentences.get(code, "")
        ja = japanese.gettext(english) if english else ""
        two = len(re.findall(r"[.;)](?: |$)", english)) > 1 and ja.count("。") > 1
        if not (two and KANA.search(ja)):
            found.append(code)
    return found


def test_every_reason_has_its_sentence_and_what_to_do() -> None:
    codes = every()
    assert len(codes) > 50
    assert lacking(codes - {"wrong_passphrase"}, SENTENCES) == []
    assert "wrong_passphrase" in SENTENCES


def test_the_reasons_are_found_in_each_way_they_are_made() -> None:
    """Positive control: a constant, a choice, an answer, a result, a warning; and those we know."""
    module = ast.parse(
        "A = 'by_constant'\ndef f(found):\n raise Rejected(A)\n raise Unreadable('one' if f else 'two')\n"
        " found.append('warned')\n return {'rejected': 'answered'}, FileResult(p, 'rejected', 'result')"
    )
    assert set(reasons(module, {"A": "by_constant"})) - STATES == {
        "by_constant", "one", "two", "warned", "answered", "result",
    }  # fmt: skip
    assert every() >= {
        "untrusted_signer", "practice_record", "signer_expired_since", "not_pdf", "too_complex", "no_crl",
        "signer_role", "record_too_long", "not_a_regular_file",
    }  # fmt: skip


@pytest.mark.parametrize("without", ["untrusted_signer", "practice_record"])
def test_a_missing_sentence_is_seen(without: str) -> None:
    sentences = {code: text for code, text in SENTENCES.items() if code != without}
    assert lacking(every() - {"wrong_passphrase"}, sentences) == [without]
    assert lacking(["short"], {"short": "The file is empty."}) == ["short"]


def test_the_table_of_codes_is_the_codes() -> None:
    assert documented() >= {"altered", "no_trust_anchor", "attachment_name"}
    assert documented() - every() == set()


def test_constants_count_as_codes_of_errors_too() -> None:
    assert {"untrusted_signer", "too_complex"} <= {error.code for error in raised()}

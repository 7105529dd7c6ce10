# SPDX-License-Identifier: MIT
"""No object of a library is asked for its truth: a revocation list without entries is false."""

from __future__ import annotations

import ast

import pytest

from tests.contracts.source import ROOT, modules
from tests.contracts.truth import know, questions, whole

#: Looked at: not a library's object, only named like a field of ours that is one.
PLAIN = {("app/crypto/pki.py", "basic.ca")}
HEAD = """
from pathlib import Path
from cryptography import x509
from PySide6.QtCore import QRectF

class Anchor:
    crl: x509.CertificateRevocationList | None
    lists: list[x509.CertificateRevocationList]

def found() -> x509.CertificateRevocationList | None: ...
"""
CAUGHT = [
    "def f(a: Anchor): return 1 if a.crl else 2",
    "def f(a: Anchor): return a.crl or 1",
    "def f(a: Anchor): return not a.crl",
    "def f(a: Anchor): return [a for _ in a.lists if a.crl]",
    "def f(c: x509.CertificateRevocationList | None):\n  if c: pass",
    "def f(c: 'x509.CertificateRevocationList'):\n  while c: pass",
    "def f(a: Anchor):\n  c = a.crl\n  if 1 and c: pass",
    "def f(a: Anchor): return bool(a.crl)",
    "def f():\n  if c := found(): pass",
    "def f():\n  if found(): pass",
    "def f(raw: bytes): return x509.load_pem_x509_crl(raw) or 1",
    "def f(p: Path | None): return p or 1",
    "def f():\n  box = QRectF()\n  assert box",
]
LEFT = [
    "def f(a: Anchor): return 1 if a.crl is None else 2",
    "def f(a: Anchor): return a.lists or 1",
    "def f(text: str): return text or 1",
    "def f(c: x509.CertificateRevocationList):\n  if c == 1: pass",
    "def f(a: Anchor): return 1 and a.crl",
]


def test_no_truth_is_asked_of_a_library_object() -> None:
    found = {
        (question.where, question.expression)
        for question in whole(modules("app", "ui", "packaging"), ROOT)
    }
    assert found - PLAIN == set()
    assert found == PLAIN, "what was looked at is gone: take it off the list"


@pytest.mark.parametrize("line", CAUGHT)
def test_each_form_of_the_question_is_seen(line: str) -> None:
    module = ast.parse(f"{HEAD}\n{line}")
    assert len({question.expression for question in questions(module, "", know([module]))}) == 1


@pytest.mark.parametrize("line", LEFT)
def test_what_is_no_question_is_left(line: str) -> None:
    module = ast.parse(f"{HEAD}\n{line}")
    assert list(questions(module, "", know([module]))) == []

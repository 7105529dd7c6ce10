# SPDX-License-Identifier: MIT
"""Shared by the tests of text on paper: the shipped fonts, samples, small documents, readers."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from reportlab.platypus import Flowable, SimpleDocTemplate

from app.documents.canvas import Assembly
from app.documents.finish import Attachment, finish
from app.documents.fonts import FontBook
from app.documents.layout import TextStyle
from app.documents.paragraph import ShapedParagraph
from app.paths import resources_dir

CREATED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
_SPACE = re.compile(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


@cache
def book() -> FontBook:
    return FontBook.load(resources_dir() / "fonts")


def samples() -> dict[str, str]:
    data = json.loads(Path(__file__).with_name("paragraphs.json").read_text("utf-8"))
    return dict(data["paragraphs"])


def paragraph(text: str, lang: str, size: float = 10.5) -> ShapedParagraph:
    return ShapedParagraph(text, TextStyle(lang, size=size), book())


def draw(story: Sequence[Flowable]) -> tuple[bytes, Assembly]:
    assembly, out = Assembly(), io.BytesIO()
    SimpleDocTemplate(out).build(list(story), canvasmaker=assembly.canvas)
    return out.getvalue(), assembly


def finished(story: Sequence[Flowable], attachment: Attachment | None = None) -> bytes:
    pdf, assembly = draw(story)
    return finish(
        pdf, assembly.tags, title="書類", lang="ja", created=CREATED, attachment=attachment
    )


def poppler(pdf: bytes, *options: str) -> str:
    """Return the text as poppler reads it; skips the test where poppler is not installed.

    With ``-raw`` in the order of writing: cell by cell, not line by line over all columns.
    """
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("needs pdftotext")
    run = subprocess.run([tool, *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def pdfium(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def bare(text: str) -> str:
    """Return the text without white space and direction marks: readers choose those themselves."""
    return _SPACE.sub("", text)

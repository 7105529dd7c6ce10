# SPDX-License-Identifier: MIT
"""ReportLab's canvas for tagged PDF/A: marked content, own fonts, no font that is not embedded.

Build a document with one `Assembly` per run of ``doc.build(story, canvasmaker=assembly.canvas)``;
it then holds the structure tree for `finish` and the characters that no font had.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, NoReturn

from reportlab.pdfgen.canvas import Canvas

from app.documents.embedding import DocumentFont, utf16_hex
from app.documents.faces import Face
from app.documents.tags import ARTIFACT, Element, TagTree


class Assembly:
    """What one run of drawing gathers beside the pages."""

    def __init__(self) -> None:
        self.tags = TagTree()
        self._missing: dict[str, None] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        """The characters that were drawn as boxed codes, once each, in order."""
        return tuple(self._missing)

    def note_missing(self, character: str) -> None:
        self._missing[character] = None

    def canvas(self, *args: Any, **options: Any) -> PdfaCanvas:  # noqa: ANN401 ReportLab's own
        """Make the canvas: pass this method as ``canvasmaker``. The bytes depend on no clock."""
        options["invariant"] = 1
        return PdfaCanvas(*args, assembly=self, **options)


class PdfaCanvas(Canvas):
    """A canvas whose every mark on the page is either in the structure tree or an artifact."""

    _code: list[str]  # the page's content stream
    _doc: Any

    def __init__(self, *args: Any, assembly: Assembly, **options: Any) -> None:  # noqa: ANN401
        self.assembly = assembly
        self._document_fonts: dict[str, DocumentFont] = {}
        super().__init__(*args, **options)

    def _make_preamble(self) -> None:
        """Leave out ReportLab's own preamble: it selects a Helvetica that is not embedded."""
        self._preamble = "1 0 0 1 0 0 cm"

    def setFont(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401, N802 ReportLab's name
        """Do nothing: ReportLab's tables select a font, but every text is a `ShapedParagraph`."""

    def beginText(self, *_args: Any, **_options: Any) -> NoReturn:  # noqa: ANN401, N802 ReportLab's name
        """Refuse ReportLab's own text: its fonts are not embedded. Raises TypeError."""
        message = "text is drawn by ShapedParagraph"
        raise TypeError(message)

    def emit(self, *operators: str) -> None:
        """Append to the page's content stream."""
        self._code.extend(operators)

    def document_font(self, face: Face) -> DocumentFont:
        """Return this document's font for a face; made at its first use."""
        if face.name not in self._document_fonts:
            font = DocumentFont(face, len(self._document_fonts) + 1)
            self._document_fonts[face.name] = font
            self._doc.delayedFonts.append(font)
            self._doc.fontMapping[font.name] = f"/{font.name}"
        return self._document_fonts[face.name]

    @contextmanager
    def marked(self, element: Element) -> Generator[None, None, None]:
        """Everything drawn inside belongs to ``element``."""
        if element.role == ARTIFACT:
            with self.artifact():
                yield
            return
        mark = self.assembly.tags.mark(element, self.getPageNumber())
        with self._content(f"/{element.role} <</MCID {mark.mcid}>> BDC"):
            yield

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Generator[None, None, None]:
        """Everything drawn inside is no content: ``Layout``, ``Pagination`` or ``Background``."""
        with self._content(f"/Artifact <</Type /{kind}>> BDC"):
            yield

    @contextmanager
    def span(
        self, *, actual: str | None = None, lang: str | None = None
    ) -> Generator[None, None, None]:
        """Everything drawn inside reads as ``actual``, or is in language ``lang``."""
        entries = ""
        if lang is not None:
            entries += f"/Lang ({lang})"
        if actual is not None:
            entries += f"/ActualText <FEFF{utf16_hex(actual)}>"
        with self._content(f"/Span <<{entries}>> BDC"):
            yield

    @contextmanager
    def _content(self, begin: str) -> Generator[None, None, None]:
        self.emit(begin)
        yield
        self.emit("EMC")

# SPDX-License-Identifier: MIT
"""The finished file: PDF/A-3b, tagged, in a language, with its record, and nothing about the machine."""

from __future__ import annotations

import io
import re
from datetime import timedelta, timezone

import pikepdf
import pikepdf.pdfa
import pytest
from pikepdf import Array, Dictionary, Name

from app.documents.finish import Attachment, finish
from app.documents.layout import TextStyle
from app.documents.paragraph import ShapedParagraph
from app.documents.table import tagged_table
from app.documents.tags import Element, TagTree
from tests.app.documents.typeset import CREATED, book, draw, finished, paragraph, samples

RECORD = Attachment("record.sd-jwt", b"eyJ.invented.SAMPLE~", description="Record")


def story() -> list[ShapedParagraph]:
    heads = [
        ShapedParagraph("題", TextStyle("ja", 16, role="H1", bold=True), book()),
        ShapedParagraph("Page 1", TextStyle("en", 8, role="Artifact"), book()),
    ]
    return [*heads, *(paragraph(text, lang) for lang, text in samples().items())]


def cells(*texts: str) -> list[ShapedParagraph]:
    return [paragraph(text, "ja") for text in texts]


@pytest.fixture(scope="module")
def whole() -> bytes:
    made = tagged_table(
        [cells("項目", "答え"), cells("名", "見本 花子 SAMPLE")], [90, 200], head_rows=1
    )
    return finished([*story(), paragraph("😀", "en"), made], RECORD)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def verdict(pdf: bytes) -> pikepdf.pdfa.Report:
    return pikepdf.pdfa.validate_written(io.BytesIO(pdf), "3b")


def test_it_is_pdf_a_3b(whole: bytes) -> None:
    assert verdict(whole).passed, verdict(whole).summary()
    assert verdict(finished(story())).passed


def spoil_intent(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents


def spoil_metadata(document: pikepdf.Pdf) -> None:
    del document.Root.Metadata


def spoil_font(document: pikepdf.Pdf) -> None:
    font = next(iter(document.pages[0].Resources.Font.values()))
    del font.DescendantFonts[0].FontDescriptor.FontFile2


def spoil_relationship(document: pikepdf.Pdf) -> None:
    del document.Root.AF[0].AFRelationship


@pytest.mark.parametrize("spoil", [spoil_intent, spoil_metadata, spoil_font, spoil_relationship])
def test_the_check_sees_faults(whole: bytes, spoil: object) -> None:
    """The positive control of the test above."""
    document, out = opened(whole), io.BytesIO()
    assert callable(spoil)
    spoil(document)
    document.save(out)
    assert not verdict(out.getvalue()).passed


def test_catalog(whole: bytes) -> None:
    document = opened(whole)
    root = document.Root
    assert document.pdf_version == "1.7"
    assert str(root.Lang) == "ja"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.OutputIntents[0].DestOutputProfile.N == 3
    with document.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "B"
        assert metadata["dc:title"] == "書類"
        assert metadata["xmp:CreateDate"] == "2026-01-02T03:04:05+00:00"


def test_nothing_names_the_program_or_the_machine(whole: bytes) -> None:
    document = opened(whole)
    assert set(document.docinfo.keys()) == {"/Title", "/CreationDate", "/ModDate"}
    metadata = document.Root.Metadata.read_bytes()
    for name in (b"ReportLab", b"pikepdf", b"Kakehashi", b"anonymous"):
        assert name.lower() not in metadata.lower()
        assert name.lower() not in whole.lower()


def test_the_record_is_an_associated_file(whole: bytes) -> None:
    document = opened(whole)
    specification = document.Root.AF[0]
    assert specification.AFRelationship == Name.Data
    assert str(specification.UF) == "record.sd-jwt"
    assert specification.EF.F.Subtype == Name("/application/sd-jwt")
    assert document.attachments["record.sd-jwt"].get_file().read_bytes() == RECORD.data


def test_without_attachment_there_is_none() -> None:
    document = opened(finished([paragraph("字", "ja")]))
    assert "/AF" not in document.Root
    assert list(document.attachments) == []


def elements(node: pikepdf.Object) -> list[pikepdf.Object]:
    found = [node]
    for kid in node.K if isinstance(node.K, Array) else [node.K]:
        if isinstance(kid, Dictionary) and kid.get("/S") is not None:
            found += elements(kid)
    return found


def test_structure(whole: bytes) -> None:
    document = opened(whole)
    found = elements(document.Root.StructTreeRoot.K)
    roles = [str(element.S)[1:] for element in found]
    assert roles[:2] == ["Document", "H1"]
    assert roles.count("Table") == 1
    row = ["TR", "TH", "P", "TH", "P", "TR", "TD", "P", "TD", "P"]
    assert roles[-11:] == ["Table", *row]
    languages = {str(element.Lang) for element in found if "/Lang" in element}
    assert {"ja", "ja-x-easy", "zh-Hant", "ur", "my"} <= languages
    scopes = [element.A.Scope for element in found if element.S == Name.TH]
    assert scopes == [Name.Column] * 2


def test_the_parent_tree_leads_back_from_every_mark(whole: bytes) -> None:
    document = opened(whole)
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in document.pages:
        content = b"".join(
            part.read_bytes()
            for part in (page.Contents if isinstance(page.Contents, Array) else [page.Contents])
        )
        mcids = sorted(int(n) for n in re.findall(rb"/MCID (\d+)", content))
        assert mcids == [*range(len(mcids))]
        assert len(parents[int(page.obj.StructParents)]) == len(mcids)
        for mcid in mcids:
            element = parents[int(page.obj.StructParents)][mcid]
            assert mcid in [int(mark.MCID) for mark in element.K]


def test_fonts_are_embedded_subsets_with_unicode(whole: bytes) -> None:
    for page in opened(whole).pages:
        for font in page.Resources.Font.values():
            assert font.Subtype == Name.Type0
            assert re.fullmatch(r"/[A-Z]{6}\+\w+-(Regular|Bold)", str(font.BaseFont))
            assert "/ToUnicode" in font
            file = font.DescendantFonts[0].FontDescriptor.FontFile2
            assert len(file.read_bytes()) < 400_000
        assert "/Trans" not in page.obj


def test_same_input_same_bytes_and_no_local_time(whole: bytes) -> None:
    pdf, assembly = draw([paragraph("字", "ja")])
    tokyo = CREATED.astimezone(timezone(timedelta(hours=9)))
    made = [
        finish(pdf, assembly.tags, title="t", lang="ja_easy", created=moment, attachment=RECORD)
        for moment in (CREATED, tokyo)
    ]
    assert made[0] == made[1]
    assert b"+09" not in made[0]
    assert str(opened(made[0]).Root.Lang) == "ja-x-easy"


def test_tags_of_another_drawing_are_refused() -> None:
    pdf, _ = draw([paragraph("字", "ja")])
    tags = TagTree()
    tags.mark(Element("P"), 2)
    with pytest.raises(ValueError, match="2"):
        finish(pdf, tags, title="t", lang="ja", created=CREATED)

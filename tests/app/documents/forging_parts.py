# SPDX-License-Identifier: MIT
"""Parts that no handover of ours has, put into one by an officer with a changed program and signed.

Each class is a list of (what was done, change of the finished file); `made` builds and signs one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pikepdf

from app.documents import sign as signing
from tests.app.documents import handover_samples as samples
from tests.app.documents.signing_station import officer, unsigned

Change = Callable[[pikepdf.Pdf], None]
Part = tuple[str, Change]
Place = Callable[[pikepdf.Pdf], Any]
PASSPHRASE = "見本 forged words SAMPLE"

name, text = pikepdf.Name, pikepdf.String
make, row = pikepdf.Dictionary, pikepdf.Array


def made(change: Change, encryption: pikepdf.Encryption | None = None) -> bytes:
    """The changed file, signed with the officer's own key; a transfer copy where ``encryption`` is given."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned())) as document:
        change(document)
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            compress_streams=False,
            min_version="1.7",
            fix_metadata_version=False,
            **({} if encryption is None else {"encryption": encryption}),
        )
    secret = None if encryption is None else PASSPHRASE
    return signing.sign(out.getvalue(), officer(), samples.CREATED, secret)


def _page(document: pikepdf.Pdf) -> Any:
    return document.pages[0].obj


def _font(document: pikepdf.Pdf) -> Any:
    return next(iter(_page(document).Resources.Font.values()))


def _outlines(document: pikepdf.Pdf) -> Any:
    return _font(document).DescendantFonts[0]


def _element(document: pikepdf.Pdf) -> Any:
    return document.Root.StructTreeRoot.K.K[0]


STREAMS: dict[str, Place] = {
    "page": lambda d: _page(d).Contents,
    "record": lambda d: d.Root.AF[0].EF.F,
    "font": lambda d: _outlines(d).FontDescriptor.FontFile2,
    "map": lambda d: _font(d).ToUnicode,
    "profile": lambda d: d.Root.OutputIntents[0].DestOutputProfile,
    "metadata": lambda d: d.Root.Metadata,
}


def _set(place: Place, key: str, value: Callable[[pikepdf.Pdf], Any]) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        place(document)[f"/{key}"] = value(document)

    return change


def _given(value: Any) -> Place:
    """A value, or a function of the document that makes one."""
    found: Place = value if callable(value) else lambda _document: value
    return found


def _keys(place: Place, values: dict[str, Any]) -> list[Part]:
    """One forgery per key."""
    return [(key, _set(place, key, _given(value))) for key, value in values.items()]


def _external() -> list[Part]:
    """The bytes of a stream come from somewhere else."""
    url = make(FS=name.URL, F=text("http://example.invalid/x"))
    entries = {"F": url, "FFilter": name.ASCIIHexDecode, "FDecodeParms": make(), "DL": 9}
    return [
        (f"{stream} {key}", _set(place, key, _given(value)))
        for stream, place in STREAMS.items()
        for key, value in entries.items()
    ]


def _filters() -> list[Part]:
    """Another coding of a stream: what is read need not be what is shown."""
    codings: dict[str, Any] = {
        "Crypt": name.Crypt, "LZW": name.LZWDecode, "hex": name.ASCIIHexDecode,
        "DCT": name.DCTDecode, "run length": name.RunLengthDecode, "short": name.Fl,
        "twice": row([name.FlateDecode, name.FlateDecode]),
    }  # fmt: skip
    found: list[Part] = []
    coded = {stream: place for stream, place in STREAMS.items() if stream != "metadata"}
    for stream, place in coded.items():
        for coding, value in codings.items():

            def change(document: pikepdf.Pdf, place: Place = place, value: Any = value) -> None:
                stream_object = place(document)
                stream_object.write(stream_object.read_raw_bytes(), filter=value)

            found.append((f"{stream} {coding}", change))
    predictor = make(Predictor=12, Columns=4)
    return found + [
        (f"{stream} parameters", _set(place, "DecodeParms", _given(predictor)))
        for stream, place in coded.items()
    ]


def _catalog() -> list[Part]:
    other = make(ABCD=make(BaseVersion=name("/1.7"), ExtensionLevel=1))
    return _keys(
        lambda d: d.Root,
        {
            "Requirements": row([make(Type=name.Requirement, S=name.EnableJavaScripts)]),
            "URI": make(Base=text("http://example.invalid/")),
            "DSS": make(Type=name.DSS, CRLs=row([])),
            "Extensions": other,
            "Threads": row([]),
            "PieceInfo": make(X=make(LastModified=text("D:20260101"))),
            "Dests": make(a=row([])),
            "Outlines": make(Type=name.Outlines, Count=0),
            "PageLabels": make(Nums=row([0, make(S=name.r)])),
            "PageLayout": name.TwoColumnLeft,
            "Version": name("/2.0"),
            "Legal": make(JavaScriptActions=0),
            "SpiderInfo": make(V=1.0),
            "NeedsRendering": True,
            "DPartRoot": make(Type=name.DPartRoot),
            "ViewerPreferences": make(DisplayDocTitle=True, HideToolbar=True),
            "MarkInfo": make(Marked=True, Suspects=True),
            "PageMode": name.UseAttachments,
            "Strange": True,
        },
    )


def _pages() -> list[Part]:
    link = row([make(Type=name.Annot, Subtype=name.Link, Rect=row([0, 0, 9, 9]))])
    return _keys(
        _page,
        {
            "AF": lambda d: row([d.Root.AF[0]]),
            "B": row([]),
            "Trans": make(S=name.Wipe),
            "PresSteps": make(Type=name.NavNode),
            "UserUnit": 2.0,
            "Group": make(S=name.Transparency, I=True, K=True),
            "PieceInfo": make(X=make(LastModified=text("D:20260101"))),
            "Metadata": lambda d: d.make_stream(b"<x/>", Type=name.Metadata, Subtype=name.XML),
            "CropBox": row([0, 0, 10, 10]),
            "TrimBox": row([0, 0, 10, 10]),
            "Thumb": lambda d: d.make_stream(b"\0", Width=1, Height=1, BitsPerComponent=8),
            "Dur": 1,
            "VP": row([make(Type=name.Viewport, BBox=row([0, 0, 1, 1]))]),
            "BoxColorInfo": make(),
            "SeparationInfo": make(DeviceColorant=name.Black),
            "Rotate": 90,
            "Tabs": name.R,
            "Contents": lambda d: row([d.make_stream(b""), _page(d).Contents, d.make_stream(b"")]),
            "OutputIntents": lambda d: d.Root.OutputIntents,
            "Annots": link,
        },
    )


def _resources() -> list[Part]:
    """Pictures, forms, layers, patterns: pages of ours are text and lines."""

    def image(**more: Any) -> Callable[[pikepdf.Pdf], Any]:
        return lambda d: make(
            X=d.make_stream(
                b"\0\0\0", Type=name.XObject, Subtype=name.Image, Width=1, Height=1,
                BitsPerComponent=8, ColorSpace=name.DeviceRGB, **more,
            )
        )  # fmt: skip

    def form(**more: Any) -> Callable[[pikepdf.Pdf], Any]:
        return lambda d: make(
            X=d.make_stream(
                b"0 0 9 9 re f",
                Type=name.XObject,
                Subtype=name.Form,
                BBox=row([0, 0, 9, 9]),
                **more,
            )
        )

    states = make(G=make(Type=name.ExtGState, ca=0.0))
    variants: dict[str, dict[str, Any]] = {
        "picture": {"XObject": image()},
        "alternates": {"XObject": image(Alternates=row([make(DefaultForPrinting=True)]))},
        "picture OPI": {"XObject": image(OPI=make())},
        "soft mask": {"XObject": image(SMaskInData=1)},
        "form": {"XObject": form()},
        "form OPI": {"XObject": form(OPI=make())},
        "form group": {"XObject": form(Group=make(S=name.Transparency))},
        "form elsewhere": {"XObject": form(Ref=make(F=text("x.pdf"), Page=0))},
        "layer": {"Properties": make(L=make(Type=name.OCG, Name=text("x")))},
        "transparency": {"ExtGState": states},
        "colour space": {"ColorSpace": make(C=row([name.Separation, name.All, name.DeviceCMYK]))},
        "pattern": {"Pattern": make(P=make(PatternType=2))},
        "shading": {"Shading": make(S=make(ShadingType=2, ColorSpace=name.DeviceRGB))},
        "procedures": {"ProcSet": row([name.PDF, name.Strange])},
    }
    return [
        (label, _set(lambda d: _page(d).Resources, key, _given(value)))
        for label, entries in variants.items()
        for key, value in entries.items()
    ]


def _names() -> list[Part]:
    tree = make(Names=row([]))
    places = (
        "Dests", "AP", "Pages", "Templates", "IDS", "URLS", "AlternatePresentations", "Renditions",
        "Strange",
    )  # fmt: skip
    found = _keys(lambda d: d.Root.Names, dict.fromkeys(places, tree))

    def kids(document: pikepdf.Pdf) -> None:
        leaf = document.Root.Names.EmbeddedFiles
        document.Root.Names.EmbeddedFiles = make(Kids=row([leaf]))

    limits = _set(lambda d: d.Root.Names.EmbeddedFiles, "Limits", lambda _document: row([]))
    return [*found, ("kids", kids), ("limits", limits)]


def _files() -> list[Part]:
    thing: Place = lambda d: d.Root.AF[0]  # noqa: E731
    record = STREAMS["record"]
    return [
        *_keys(
            thing,
            {
                "FS": name.URL, "RF": make(F=row([])), "CI": make(), "DOS": text("run.exe"), "Mac": text("x"),
                "Unix": text("x"), "V": True, "ID": row([text("a"), text("b")]), "EP": make(Subtype=name.X),
                "Thumb": lambda d: d.make_stream(b"\0"), "Strange": 1,
            },
        ),
        *_keys(lambda d: thing(d).EF, {"DOS": record, "Unix": record, "Mac": record}),
        *_keys(record, {"Metadata": lambda d: d.make_stream(b"<x/>"), "AF": row([]), "Strange": 1}),
    ]  # fmt: skip


def _fonts() -> list[Part]:
    stream: Place = lambda d: d.make_stream(b"\0\0\0\1")  # noqa: E731
    descriptor: Place = lambda d: _outlines(d).FontDescriptor  # noqa: E731
    return [
        *_keys(_font, {"Subtype": name.Type3, "Encoding": stream, "Strange": 1}),
        *_keys(
            _outlines,
            {"CIDToGIDMap": stream, "W2": row([]), "DW2": row([0, 0]), "Subtype": name.CIDFontType0},
        ),
        *_keys(
            descriptor,
            {
                "FontFile": stream, "FontFile3": stream, "CIDSet": stream, "Style": make(), "Lang": name.ja,
                "FD": make(), "CharSet": text("/a"),
            },
        ),
        *_keys(STREAMS["map"], {"UseCMap": name("/Identity-H")}),
        *_keys(STREAMS["font"], {"Length2": 0, "Metadata": stream}),
        *_keys(lambda d: _page(d).Resources.Font, {"F1": _font, "K0": _font}),
    ]  # fmt: skip


def _structure() -> list[Part]:
    """The tree that a screen reader reads, which no picture of the page shows."""
    root: Place = lambda d: d.Root.StructTreeRoot  # noqa: E731
    elsewhere = make(Type=name.MCR, MCID=0, Stm=make())
    return [
        *_keys(root, {"RoleMap": make(P=name.Artifact), "ClassMap": make(), "IDTree": make()}),
        *_keys(root, {"Namespaces": row([]), "AF": row([]), "PronunciationLexicon": row([])}),
        *_keys(
            _element,
            {
                "ActualText": text("x"), "Alt": text("x"), "E": text("x"), "T": text("x"), "ID": text("x"),
                "R": 1, "C": name.X, "Ref": row([]), "AF": row([]), "PhoneticAlphabet": name.ipa,
                "A": make(O=name.Layout, Placement=name.Block), "K": row([elsewhere]),
            },
        ),
    ]  # fmt: skip


PARTS: dict[str, list[Part]] = {
    "external stream": _external(),
    "coding": _filters(),
    "catalog": _catalog(),
    "page": _pages(),
    "resources": _resources(),
    "names": _names(),
    "file": _files(),
    "font": _fonts(),
    "structure": _structure(),
}


def _patched(old: bytes, new: bytes) -> bytes:
    """Bytes of the finished file exchanged before it is signed, lengths kept."""
    pdf = unsigned()
    assert pdf.count(old) == 1, old
    start = int(pdf.rsplit(b"startxref\n", 1)[1].split()[0])
    assert pdf.index(old) > start or len(old) == len(new)
    return signing.sign(pdf.replace(old, new), officer(), samples.CREATED)


def trailers() -> list[tuple[str, Callable[[], bytes]]]:
    """Keys in the trailer that we never write."""
    entries = (
        b"/Strange 1", b"/Version /2.0", b"/DocChecksum /ABCDEF", b"/AdditionalStreams [1 0 R]", b"/Dests 7 0 R",
        b"/Metadata 4 0 R", b"/AF [3 0 R]", b"/Names << >>", b"/OpenAction << >>", b"/Outlines 7 0 R",
    )  # fmt: skip
    return [
        (str(entry), partial(_patched, b"trailer << ", b"trailer << " + entry + b" "))
        for entry in entries
    ]


def hidden() -> list[tuple[str, Callable[[], bytes]]]:
    """Objects that nothing refers to: a repair, or another reader, could bring them up."""
    kinds: dict[str, Any] = {
        "page": make(Type=name.Page, MediaBox=row([0, 0, 9, 9])), "numbers": row([1]), "widget": make(FT=name.Sig),
        "catalog": make(Type=name.Catalog), "text": text("x"), "script": make(S=name.JavaScript),
        "pages": make(Type=name.Pages, Kids=row([]), Count=0), "tree": make(Type=name.StructTreeRoot),
        "file": make(Type=name.Filespec, F=text("x")), "names": make(Names=row([])),
    }  # fmt: skip
    return [(label, partial(_unreferred, value)) for label, value in kinds.items()]


def _unreferred(value: Any) -> bytes:
    """A file with an object whose only reference was blanked out before signing."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned())) as document:
        document.Root.Hidden = document.make_indirect(value)
        document.save(
            out, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False
        )
    found = re.search(rb"/Hidden \d+ 0 R", out.getvalue())
    assert found is not None
    pdf = out.getvalue().replace(found[0], b" " * len(found[0]))
    return signing.sign(pdf, officer(), samples.CREATED)


def encryptions() -> list[tuple[str, Callable[[], bytes]]]:
    """Transfer copies encrypted in another way than ours: weaker, partial, or with other rights."""
    changes = (
        (b"/AuthEvent /DocOpen", b"/AuthEvent /EFOpen"), (b"/CFM /AESV3", b"/CFM /AESV2"),
        (b"/CFM /AESV3", b"/CFM /V2"), (b"/Length 256", b"/Length 128"), (b"/Length 32", b"/Length 16"),
        (b"/StmF /StdCF", b"/StmF /Identity"), (b"/StrF /StdCF", b"/StrF /Identity"),
        (b"/StmF /StdCF", b"/EFF /StdCF /StmF /StdCF"), (b"/V 5", b"/V 5 /SubFilter /Strange"),
        (b"/CF << ", b"/CF << /Two << /CFM /AESV3 >> "),
    )  # fmt: skip
    return [(f"{old!r} {new!r}", partial(_encrypted, old, new)) for old, new in changes]


def _encrypted(old: bytes, new: bytes) -> bytes:
    """A transfer copy whose encryption dictionary, the last object of the file, says something else."""
    pdf = signing.encrypt(unsigned(), PASSPHRASE)
    place = pdf.rindex(b" 0 obj", 0, pdf.index(b"/StdCF"))
    table = pdf.rindex(b"xref\n0")
    last = pdf[place:table]
    assert old in last
    changed = last.replace(old, new, 1)
    start = pdf.rindex(b"startxref\n")
    tail = b"startxref\n%d\n%%%%EOF\n" % (table + len(changed) - len(last))
    return signing.sign(
        pdf[:place] + changed + pdf[table:start] + tail, officer(), samples.CREATED, PASSPHRASE
    )

# SPDX-License-Identifier: MIT
"""Everything a handover is made of: each kind of dictionary, its keys, what stands under each key.

Contract: `check_shape` walks the file from its trailers and refuses what is not on the list: an unknown
key, a missing one, a dictionary or a stream where our writer puts none, another filter, a value other
than the one that we always write, one object in two places of different kinds, and an object that
nothing refers to. So external streams, addresses, requirements, layers, forms, other file
specifications and whatever a later version of PDF brings are refused without being named here. The list
is what `finish` and `sign` write, now and in release 0.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.services.verdict import Rejected

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

MAX_OBJECTS: Final = 200_000
#: Arrays in arrays: the widths of a font, ``[gid [width] …]``, are the deepest.
DEPTH: Final = 2


@dataclass(frozen=True, slots=True)
class ShapePlace:
    """What may stand under a key: scalars (``only`` these), or dictionaries of ``kinds``.

    ``many``: in an array. ``mixed``: with scalars in between, as in name and number trees.
    """

    kinds: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()
    many: bool = False
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class ShapeKind:
    """One kind of dictionary. ``fonts``: its keys are the names of fonts, each of which has this place."""

    entries: Mapping[str, ShapePlace]
    optional: frozenset[str] = frozenset()
    stream: bool = False
    fonts: ShapePlace | None = None

    def place(self, key: str) -> ShapePlace | None:
        if self.fonts is not None and FONT_NAME.fullmatch(key):
            return self.fonts
        return self.entries.get(key)

    def fits(self, thing: Any, *, stream: bool) -> bool:  # noqa: ANN401 pyHanko's objects
        keys = set(thing.keys())
        return (
            stream == self.stream
            and all(self.place(key) for key in keys)
            and keys >= self.entries.keys() - self.optional
            and ("/Type" not in keys or str(thing["/Type"]) in self.entries["/Type"].only)
        )


FONT_NAME: Final = re.compile(r"/K[1-9][0-9]{0,2}", re.ASCII)
PLAIN: Final = ShapePlace()


def _is(*values: str, many: bool = False) -> ShapePlace:
    return ShapePlace(only=frozenset(values), many=many)


def _a(*kinds: str) -> ShapePlace:
    return ShapePlace(kinds)


def _many(*kinds: str, mixed: bool = False) -> ShapePlace:
    return ShapePlace(kinds, many=True, mixed=mixed)


def _stream(*optional: str, **entries: ShapePlace) -> ShapeKind:
    own = {f"/{key}": place for key, place in entries.items()}
    coded = {"/Length": PLAIN, "/Filter": _is("/FlateDecode")}
    return ShapeKind({**own, **coded}, frozenset(optional), stream=True)


def _kind(*optional: str, **entries: ShapePlace) -> ShapeKind:
    return ShapeKind({f"/{key}": place for key, place in entries.items()}, frozenset(optional))


KINDS: Final[Mapping[str, ShapeKind]] = {
    "catalog": _kind(
        "/Extensions",  # qpdf's, in a transfer copy
        Type=_is("/Catalog"), Pages=_a("pages"), AF=_many("file"), AcroForm=_a("form"), Lang=PLAIN,
        MarkInfo=_a("marked"), Metadata=_a("metadata"), Names=_a("names"), Extensions=_a("extensions"),
        OutputIntents=_many("intent"), PageMode=_is("/UseNone"), Perms=_a("permissions"),
        StructTreeRoot=_a("tree"), ViewerPreferences=_a("viewer"),
    ),
    "information": _kind(Title=PLAIN, CreationDate=PLAIN, ModDate=PLAIN),
    "marked": _kind(Marked=_is("True")),
    "viewer": _kind(DisplayDocTitle=_is("True")),
    "extensions": _kind(ADBE=_a("extension")),
    "extension": _kind(BaseVersion=_is("/1.7"), ExtensionLevel=_is("8")),
    "metadata": _stream("/Filter", Type=_is("/Metadata"), Subtype=_is("/XML")),
    "intent": _kind(
        Type=_is("/OutputIntent"), S=_is("/GTS_PDFA1"), DestOutputProfile=_a("profile"),
        Info=PLAIN, OutputConditionIdentifier=PLAIN,
    ),
    "profile": _stream(N=_is("3")),
    # The record.
    "names": _kind(EmbeddedFiles=_a("files")),
    "files": _kind(Names=_many("file", mixed=True)),
    "file": _kind(
        "/Desc",  # the recipient; not in 0.1
        Type=_is("/Filespec"), AFRelationship=_is("/Data"), EF=_a("streams"), F=PLAIN, UF=PLAIN,
        Desc=PLAIN,
    ),
    "streams": _kind(F=_a("record"), UF=_a("record")),
    "record": _stream(Type=_is("/EmbeddedFile"), Subtype=PLAIN, Params=_a("parameters")),
    "parameters": _kind(CheckSum=PLAIN, CreationDate=PLAIN, ModDate=PLAIN, Size=PLAIN),
    # The pages.
    "pages": _kind(Type=_is("/Pages"), Count=PLAIN, Kids=_many("page")),
    "page": _kind(
        "/Annots",
        Type=_is("/Page"), Parent=_a("pages"), MediaBox=PLAIN, Rotate=_is("0"), Tabs=_is("/S"),
        StructParents=PLAIN, Contents=_a("drawing"), Resources=_a("resources"), Annots=_many("widget"),
    ),
    "drawing": _stream(),
    "resources": _kind(
        Font=_a("fonts"), ProcSet=_is("/PDF", "/Text", "/ImageB", "/ImageC", "/ImageI", many=True)
    ),
    "fonts": ShapeKind({}, fonts=_a("font")),
    "font": _kind(
        Type=_is("/Font"), Subtype=_is("/Type0"), Encoding=_is("/Identity-H"), BaseFont=PLAIN,
        DescendantFonts=_many("outlines"), ToUnicode=_a("map"),
    ),
    "outlines": _kind(
        Type=_is("/Font"), Subtype=_is("/CIDFontType2"), CIDToGIDMap=_is("/Identity"), BaseFont=PLAIN,
        CIDSystemInfo=_a("system"), FontDescriptor=_a("descriptor"), DW=PLAIN, W=PLAIN,
    ),
    "system": _kind(Registry=_is("Adobe"), Ordering=_is("Identity"), Supplement=_is("0")),
    "descriptor": _kind(
        Type=_is("/FontDescriptor"), FontName=PLAIN, Flags=PLAIN, FontBBox=PLAIN, ItalicAngle=PLAIN,
        Ascent=PLAIN, Descent=PLAIN, CapHeight=PLAIN, StemV=PLAIN, FontFile2=_a("program"),
    ),
    "program": _stream(Length1=PLAIN),
    "map": _stream(),
    # The structure tree.
    "tree": _kind(
        Type=_is("/StructTreeRoot"), K=_a("element"), ParentTree=_a("numbers"), ParentTreeNextKey=PLAIN
    ),
    "numbers": _kind(Nums=_many("element", mixed=True)),
    "element": _kind(
        "/Lang", "/A",
        Type=_is("/StructElem"), S=PLAIN, P=_a("element", "tree"), K=_many("element", "mark"),
        Lang=PLAIN, A=_a("scope"),
    ),
    "mark": _kind(Type=_is("/MCR"), MCID=PLAIN, Pg=_a("page")),
    "scope": _kind(O=_is("/Table"), Scope=_is("/Row", "/Column")),
    # The signature.
    "form": _kind(Fields=_many("widget"), SigFlags=_is("3")),
    "widget": _kind(
        Type=_is("/Annot"), Subtype=_is("/Widget"), FT=_is("/Sig"), F=PLAIN, P=_a("page"),
        Rect=_is("0", many=True), T=PLAIN, V=_a("signature"),
    ),
    "permissions": _kind(DocMDP=_a("signature")),
    "signature": _kind(
        Type=_is("/Sig"), Filter=_is("/Adobe.PPKLite"), SubFilter=_is("/ETSI.CAdES.detached"),
        ByteRange=PLAIN, Contents=PLAIN, M=PLAIN, Reference=_many("reference"),
    ),
    "reference": _kind(
        Type=_is("/SigRef"), TransformMethod=_is("/DocMDP"), TransformParams=_a("rule")
    ),
    "rule": _kind(Type=_is("/TransformParams"), P=_is("1"), V=_is("/1.2")),
    # A transfer copy.
    "encryption": _kind(
        Filter=_is("/Standard"), V=_is("5"), R=_is("6"), Length=_is("256"), P=PLAIN, O=PLAIN, OE=PLAIN,
        U=PLAIN, UE=PLAIN, Perms=PLAIN, CF=_a("filters"), StmF=_is("/StdCF"), StrF=_is("/StdCF"),
    ),
    "filters": _kind(StdCF=_a("filter")),
    "filter": _kind(AuthEvent=_is("/DocOpen"), CFM=_is("/AESV3"), Length=_is("32")),
}  # fmt: skip
TRAILER: Final = frozenset({"/Root", "/Info", "/Size", "/ID"})


def check_shape(reader: PdfFileReader) -> None:
    """Raise Rejected ("unknown_content", "encryption_form", "malformed")."""
    walk = _Walk()
    try:
        if reader.encrypted:
            walk.run(reader.trailer.raw_get("/Encrypt"), _a("encryption"))
    except _Unlisted as found:
        raise Rejected("encryption_form") from found
    try:
        for trailer in _trailers(reader):
            walk.run(trailer.raw_get("/Root"), _a("catalog"))
            walk.run(trailer.raw_get("/Info"), _a("information"))
    except _Unlisted as found:
        raise Rejected("unknown_content") from found
    if ("/Extensions" in reader.root) != reader.encrypted or not _listed(reader) <= walk.seen:
        raise Rejected("unknown_content")


def _trailers(reader: PdfFileReader) -> Iterator[Any]:
    """Yield the trailer of each revision: the same roots, and no key that we do not write."""
    own = TRAILER | ({"/Encrypt"} if reader.encrypted else set())
    number = reader.total_revisions
    for trailer in reader.trailer._trailer_revisions:  # noqa: SLF001 the merged view hides the older ones
        number -= 1
        if trailer.keys() != own | ({"/Prev"} if number else set()):
            raise _Unlisted
        for key in own & {"/Root", "/Info", "/Encrypt"}:
            if trailer.raw_get(key) != reader.trailer.raw_get(key):
                raise _Unlisted
        yield trailer


def _listed(reader: PdfFileReader) -> set[Any]:
    """Every object that the cross references list."""
    revisions = range(reader.total_revisions)
    return {
        reference
        for number in revisions
        for reference in reader.xrefs.explicit_refs_in_revision(number)
    }


class _Unlisted(Exception):
    """Something that our writer never writes."""


class _Walk:
    """One walk over a file, without recursion; each object is seen once, as one kind."""

    def __init__(self) -> None:
        self._kinds: dict[Any, str] = {}
        self._left = MAX_OBJECTS

    @property
    def seen(self) -> set[Any]:
        return set(self._kinds)

    def run(self, start: Any, place: ShapePlace) -> None:  # noqa: ANN401 pyHanko's objects
        """Walk from ``start``. Raises _Unlisted, and Rejected("malformed") for too many objects."""
        queue = [(start, place, 0)]
        while queue:
            self._left -= 1
            if self._left < 0:
                raise Rejected("malformed")
            queue += self._step(*queue.pop())

    def _step(
        self,
        thing: Any,  # noqa: ANN401
        place: ShapePlace,
        depth: int,
    ) -> Iterator[tuple[Any, ShapePlace, int]]:
        from pyhanko.pdf_utils import generic  # noqa: PLC0415 0.9 s cold, child only

        reference = None
        if isinstance(thing, generic.IndirectObject):
            reference = thing.reference
            if reference in self._kinds:
                self._again(reference, place)
                return
            thing = thing.get_object()
            self._kinds[reference] = ""
        if isinstance(thing, generic.ArrayObject):
            if depth > DEPTH or not (place.many or place == PLAIN):
                raise _Unlisted
            yield from ((thing.raw_get(at), place, depth + 1) for at in range(len(thing)))
        elif isinstance(thing, generic.DictionaryObject):
            name = self._kind(thing, place, stream=isinstance(thing, generic.StreamObject))
            if reference is not None:
                self._kinds[reference] = name
            yield from self._entries(thing, KINDS[name])
        else:
            self._scalar(thing, place, inside=depth > 0)

    def _again(self, reference: Any, place: ShapePlace) -> None:  # noqa: ANN401 pyHanko's reference
        """An object that is met once more must be what may stand here, too; only dictionaries are shared."""
        if self._kinds[reference] not in place.kinds:
            raise _Unlisted

    def _kind(self, thing: Any, place: ShapePlace, *, stream: bool) -> str:  # noqa: ANN401 pyHanko's
        for name in place.kinds:
            if KINDS[name].fits(thing, stream=stream):
                return name
        raise _Unlisted

    @staticmethod
    def _entries(thing: Any, kind: ShapeKind) -> Iterator[tuple[Any, ShapePlace, int]]:  # noqa: ANN401
        for key in thing:
            place = kind.place(key)
            # A signature's own bytes are never encrypted and were compared as bytes (`byterange`).
            if place is not None and not (key == "/Contents" and "/ByteRange" in thing):
                yield thing.raw_get(key), place, 0

    def _scalar(self, thing: Any, place: ShapePlace, *, inside: bool) -> None:  # noqa: ANN401 pyHanko's
        from pyhanko.pdf_utils import generic  # noqa: PLC0415 child only

        wanted = not place.kinds or (place.mixed and inside)
        if not wanted or isinstance(thing, generic.NullObject):
            raise _Unlisted
        if place.only and str(thing) not in place.only:
            raise _Unlisted

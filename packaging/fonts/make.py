#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make `resources/fonts` from the packages named in `sources.toml`.

Run by hand when a font is added or renewed, never at build or run time: the fonts are in the tree.
Needs `npm` and fontTools. The packages are checked against the SHA-256 in `sources.toml`; whole
fonts are copied as they are, the large Chinese, Japanese and Korean ones are cut to character sets
that hold personal names: GB 2312 lacks 喆 and 镕, JIS X 0208 lacks 鷗, JIS X 0213 lacks 𠮷.
The same packages and the same fontTools give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *range(0x2010, 0x2040),
    *range(0x3000, 0x3100),
    *range(0xFF00, 0xFFF0),
    *(0x20AC, 0x2122, 0x2103, 0x2190, 0x2191, 0x2192, 0x2193, 0x25A1, 0x2610, 0x2611, 0x2713),
)
"""Beside every set: what names, numbers and our own layout use in any of these fonts."""

FEATURES = ("ccmp", "locl", "kern", "liga", "mark", "mkmk", "palt", "ljmo", "vjmo", "tjmo")
HANGUL = (*range(0xAC00, 0xD7A4), *range(0x1100, 0x1200), *range(0x3130, 0x3190))
IDEOGRAPHS = (*range(0x4E00, 0xA000), *range(0xF900, 0xFB00))
"""Left out of the Korean subset: hanja are drawn with the Chinese or Japanese font."""

BIG5_LEVEL_1 = (0xA140, 0xC67E)
"""First and last code of Big5's symbols and 5,401 frequent characters."""


def multibyte(codec: str) -> set[int]:
    """Return every code point that a double- or triple-byte code of ``codec`` stands for."""
    found: set[int] = set()
    prefixes = (b"", b"\x8f") if codec.startswith("euc_ji") else (b"",)
    for prefix in prefixes:
        for high in range(0x80, 0x100):
            for low in range(0x30, 0x100):
                try:
                    found.update(map(ord, (prefix + bytes((high, low))).decode(codec)))
                except UnicodeDecodeError:
                    continue
    return found


def big5_level_1() -> set[int]:
    first, last = BIG5_LEVEL_1
    found: set[int] = set()
    for code in range(first, last + 1):
        try:
            found.update(map(ord, code.to_bytes(2, "big").decode("big5")))
        except UnicodeDecodeError:
            continue
    return found


def charset(names: list[str]) -> set[int]:
    """Return the union of the named character sets with `LATIN`."""
    found = set(LATIN)
    for name in names:
        if name == "hangul":
            found.update(HANGUL)
        elif name == "big5-level1":
            found |= big5_level_1()
        elif name == "names":
            found |= {*range(0x20000, 0x30000), *range(0xF900, 0xFB00)}
        elif name == "ksx1001-no-hanja":
            found |= multibyte("euc_kr").difference(IDEOGRAPHS)
        else:
            found |= multibyte(name)
    return found


def fetch(package: str, version: str, sha256: str, into: Path) -> tarfile.TarFile:
    """Return the package as an open archive. Raises SystemExit when it is not the one we pinned."""
    run = subprocess.run(  # noqa: S603 names from our own sources.toml
        ["npm", "pack", "--silent", f"{package}@{version}"],  # noqa: S607 npm of the machine
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    data = (into / run.stdout.strip().splitlines()[-1]).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        message = f"{package} {version} is not the pinned package"
        raise SystemExit(message)
    return tarfile.open(fileobj=io.BytesIO(data))


def member(archive: tarfile.TarFile, path: str) -> bytes:
    found = archive.extractfile(f"package/{path}")
    if found is None:
        raise FileNotFoundError(path)
    return found.read()


def cut(data: bytes, codepoints: set[int]) -> bytes:
    """Return the font with the glyphs of ``codepoints`` only, without hinting."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codepoints)
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def build_family(
    source: dict[str, Any], archive: tarfile.TarFile, out: Path
) -> list[dict[str, Any]]:
    """Write the files of one family and its licence; return its rows of the manifest."""
    licence = f"licences/{source['stem']}.txt"
    (out / licence).write_bytes(member(archive, "LICENSE_FONT"))
    rows = []
    for weight in source["weights"]:
        style = {"regular": "400Regular", "bold": "700Bold"}[weight]
        origin = f"{style}/{source['stem']}_{style}.ttf"
        data = member(archive, origin)
        sets = source.get(weight)
        made = cut(data, charset(sets)) if sets else data
        name = f"{source['stem']}-{weight.title()}.ttf"
        (out / name).write_bytes(made)
        rows.append(
            {
                "file": name,
                "family": source["family"],
                "weight": weight,
                "scripts": source["scripts"],
                "languages": source["languages"],
                "sha256": hashlib.sha256(made).hexdigest(),
                "subset": sets,
                "package": source["package"],
                "version": source["version"],
                "origin": origin,
                "licence": "OFL-1.1",
                "licence_file": licence,
            }
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "fonts")
    out: Path = parser.parse_args().out
    (out / "licences").mkdir(parents=True, exist_ok=True)
    sources = tomllib.loads((HERE / "sources.toml").read_text("utf-8"))["font"]
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for source in sources:
            with fetch(
                source["package"], source["version"], source["sha256"], Path(folder)
            ) as archive:
                rows += build_family(source, archive, out)
    manifest = json.dumps({"fonts": rows}, ensure_ascii=False, indent=1) + "\n"
    (out / "fonts.json").write_text(manifest, "utf-8")


if __name__ == "__main__":
    main()

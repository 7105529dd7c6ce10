# SPDX-License-Identifier: MIT
"""Keeps the catalogues of the program's own words: see `packaging/words`.

The officer's words are literals in ``tr("…")``, ``gettext("…")`` or ``mark("…")``; the person's in
``tr_person("…")``, beside a fixed list that views read from tables: it is only ever added to. Files are
written without dates, so that the same words give the same bytes.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
_ONE, _MANY = None, (1, 2)
# Stands above every translation of ours until a person has read it.
DRAFT = "status: draft-machine"
KEYWORDS: Mapping[str, Mapping[str, tuple[int, ...] | None]] = {
    "officer": {
        "tr": _ONE, "_tr": _ONE, "_words": _ONE, "tr_officer": _ONE, "gettext": _ONE, "mark": _ONE,
        "ngettext": _MANY, "tr_many": _MANY,
    },
    "person": {
        "tr_person": _ONE, "_tr_person": _ONE, "mark_person": _ONE,
    },
}  # fmt: skip


def extract(domain: str, root: Path = ROOT) -> Catalog:
    """Return the msgids that the program's source holds for a domain, with where each is seen."""
    template = Catalog(fuzzy=False)
    keywords = dict(KEYWORDS[domain])
    for package in ("app", "ui"):
        for file, line, message, comments, context in extract_from_dir(
            root / package, [("**.py", "python")], keywords=keywords, comment_tags=("translators:",)
        ):
            template.add(
                message,
                None,
                [(f"{package}/{file}", line)],
                auto_comments=comments,
                context=context,
            )
    return template


def catalogues(domain: str = "*", root: Path = LOCALES) -> Iterator[Path]:
    """Yield every ``.po`` of the two domains that gettext reads (content and directory go into packs)."""
    for path in sorted(root.glob(f"*/LC_MESSAGES/{domain}.po")):
        if path.stem in KEYWORDS:
            yield path


def read(path: Path) -> Catalog:
    """Read one ``.po``. Raises babel's PoFileError for a broken one."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def compiled(catalog: Catalog) -> bytes:
    """Return the bytes of the ``.mo``."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def _update(path: Path, template: Catalog) -> None:
    """Write the file anew when its words are others than the program's; the header stays as it is."""
    catalog = read(path)
    wanted = {m.id for m in template if m.id}
    have = {m.id for m in catalog if m.id}
    if path.stem == "person":
        wanted |= have
    if wanted != have:
        fresh = Catalog(fuzzy=False)
        for message in (*catalog, *template):
            if message.id in wanted and message.id not in fresh:
                fresh.add(
                    message.id,
                    message.string,
                    auto_comments=message.auto_comments,
                    user_comments=message.user_comments or (DRAFT,),
                )
        out = io.BytesIO()
        write_po(out, fresh, width=100, omit_header=True, sort_output=True, no_location=True)
        header = path.read_text("utf-8").split("\n\n", 1)[0]
        path.write_text(f"{header}\n\n{out.getvalue().decode()}", "utf-8")
        catalog = fresh
    missing = sum(1 for m in catalog if m.id and not _done(m))
    print(f"{path.relative_to(ROOT)}: {len(wanted)} words, {missing} without translation")


def _done(message: Message) -> bool:
    """Tell whether every form has a translation."""
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
    return all(forms)


def main(arguments: list[str]) -> int:
    """Run one of the two commands; return 2 for anything else."""
    if arguments == ["extract"]:
        for domain in KEYWORDS:
            template = extract(domain)
            for path in catalogues(domain):
                _update(path, template)
    elif arguments == ["compile"]:
        for path in catalogues():
            path.with_suffix(".mo").write_bytes(compiled(read(path)))
    else:
        print("packaging/words: extract | compile", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

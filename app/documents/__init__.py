# SPDX-License-Identifier: MIT
"""Adapter for paper: fonts, shaping, pages, finishing, signing and verification of PDFs.

From text to page: `fonts` (which font files there are, and the order in which a language tries
them) -> `shaping` (runs of one script, direction and font; HarfBuzz) and `breaking` (ICU line
breaks) -> `layout` (lines) -> `paragraph` (what ReportLab places) -> `canvas` (content stream,
marked for the structure tree) -> `finish` (PDF/A-3b, before signing).

The documents: `writer` (the port's adapter) -> `pages` (A4 handover: `blocks`, `sections`, `labels`,
`sheet`, `qr`, `running`) or `paper` (the person's A5 sheet) -> `finish` -> `sign`; `pictures` shows them.

From file to record: `verify` (private copy, starts it) -> `reading` (limits, frames) -> `examine`
(the order of checks and the reason codes) -> `byterange`, `cms`, `trust`, `structure`.

Nothing here knows packs, consent or keys: texts come resolved in an `app.domain.document` object.
"""

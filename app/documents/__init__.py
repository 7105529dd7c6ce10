# SPDX-License-Identifier: MIT
"""Adapter for paper: fonts, shaping, pages, finishing, signing and verification of PDFs.

From text to page: `fonts` (which font files there are, and the order in which a language tries
them) -> `shaping` (runs of one script, direction and font; HarfBuzz) and `breaking` (ICU line
breaks) -> `layout` (lines) -> `paragraph` (what ReportLab places) -> `canvas` (content stream,
marked for the structure tree) -> `finish` (PDF/A-3b, before signing).

Nothing here knows packs, consent or keys: texts come resolved in an `app.domain.document` object.
"""

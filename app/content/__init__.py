# SPDX-License-Identifier: MIT
"""Adapter for content: packs on disk become `app.domain.pack.Pack`; lint, build, translators' files."""

from app.content.load import load, load_builtin

__all__ = ["load", "load_builtin"]

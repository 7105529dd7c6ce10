# SPDX-License-Identifier: MIT
"""The checks of a pack's data, one module per kind of thing; each yields `Fault`s, none stops early.

`app.content.lint` runs them all. They read the raw files, so that a pack which cannot be loaded still
gets a list of everything that is wrong with it.
"""

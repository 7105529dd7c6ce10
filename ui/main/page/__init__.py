# SPDX-License-Identifier: MIT
"""How each page of `ui.main.table` is made: one module a page, imported when it is shown."""

# SPDX-License-Identifier: MIT
"""Use cases. They own the ports (`ports`), see no widget, no table and no PDF library."""

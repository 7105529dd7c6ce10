# SPDX-License-Identifier: MIT
"""The windows: the only package that imports PySide6. It sees services and view models, never a row."""

# SPDX-License-Identifier: MIT
"""Screens: one folder each. A screen draws its view model and asks it; it never imports another screen."""

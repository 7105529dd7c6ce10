# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "9b9ae2806b09359e9e3f6a5d3189caa94ec6102ec8d2f97e57c440dc128abca2"

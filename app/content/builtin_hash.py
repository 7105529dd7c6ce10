# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "5e130ae2f03fb74009a8d3a59b154008f2e57c8b432b8a52e3ca6de7dfa3e3ba"

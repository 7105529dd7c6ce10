# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "63ab936416866cbb2040e9456144b9317d7d1f9520c9660ff6a3869b46389587"

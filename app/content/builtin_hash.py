# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "1062fb735ee63166ddf24c5d057b60ff43b51084ad2180d255d8532f3856787f"

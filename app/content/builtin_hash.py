# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "387d0efc9ac177b4528e21fe3d69d47e1d7ee26a723cf7c42f94067b31b46358"

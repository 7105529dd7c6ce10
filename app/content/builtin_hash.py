# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "4a8505b20890a777e82aa6c353a4156dee39cec6eabbe6ed621625200af2d987"

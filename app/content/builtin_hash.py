# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "076681629e8a87ebebf551e5d222e4bbc1d5968e3ee9fb0d4bcda7a1f65688ed"

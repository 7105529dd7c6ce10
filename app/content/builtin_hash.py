# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "eafbde46b0622703988836a0f6594d115fb590d4a9d4e602a2ed45165542bb97"

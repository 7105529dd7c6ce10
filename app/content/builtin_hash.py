# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "7755323cc1de8b27b86b7d455aed41923e1f483ab95c41d6278dd4ad9271273d"

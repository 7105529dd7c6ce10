# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "7eaef14b906eb5af4324f926fd31f93ec34d9f7983450d003e453ea7b13cd8d6"

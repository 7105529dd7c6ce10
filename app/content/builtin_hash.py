# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "6eb6ee782d68b3f0bedea0faf6547efcc7eea818c6f42ce0f0ba44bf87d36fba"

# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "6a734b87e3b66b7847ee72ff7dfd12d1bff3afedd3953a609a5cd7f97fcfe0fe"

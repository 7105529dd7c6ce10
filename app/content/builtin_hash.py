# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "607240f77fe94c14ef233cc71ace01f3b2fb0d5076de62b7f199cff04e38341e"

# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "6ca0493e6ffe3b363fc0ed58e78801a8f75238925a45b1d052514032322c2dce"

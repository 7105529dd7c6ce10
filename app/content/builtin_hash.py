# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "1f10958476753be8ebf03d46105863423da535fd439ac7470df4639cb0ef29b6"

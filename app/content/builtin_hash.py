# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "c25fdab2d57b187330372bd8d45ebda4b42d3ce2f5b9ed98ed0ebd88dd42a697"

# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "83986578b6cdfeeec19e60d9bb024993a4ca20d0fd63faf4ab2cc8077fa14ea3"

# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "385c8043f2d3596c9874b061a66de8a90e98aa936225b4fd6d637d0bdffe07e5"

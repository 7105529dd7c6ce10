# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "8ab8d3e36c28fda405d6b6e701648af901d0cd732bbb409ba084374338afb453"

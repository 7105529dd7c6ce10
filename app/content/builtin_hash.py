# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "f072f9a18892ee8af536cad98c7854c7b03bb21d935f1fcdc245509b33a72eed"

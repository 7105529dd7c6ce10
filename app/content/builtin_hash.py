# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "78c827b900487020b4d5735bf116a9149c73a43504d270ba6cf78ec06afd1718"

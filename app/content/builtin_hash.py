# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "a03a9d8e9ac082321d40f05ee6dbaf1cb89de522113573a78a63c9e8cda9d370"

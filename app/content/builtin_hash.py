# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "18436b102657f39ff52448ee005487a4631ec760a3ee3705fc735bb00ef9ea95"

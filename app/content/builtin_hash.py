# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "3dff78a1807d267cd0dfd3b4b8735dad5b412200cbe1f05b30aeb232d635e41f"

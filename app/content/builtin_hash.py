# SPDX-License-Identifier: MIT
"""Written by `kakehashi pack build`: the hash that makes the built-in pack trusted."""

BUILTIN_SHA256 = "33059b05a419d1e4ef42b8a74d0b0f16f84d202911489bb20710771dfa1fd725"

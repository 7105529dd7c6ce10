# SPDX-License-Identifier: MIT
"""The reusable kit that all screens are made of. It knows the theme, never the domain or a service."""

# SPDX-License-Identifier: MIT
"""View models: what a screen shows and may ask for, as QObjects with signals and without widgets."""

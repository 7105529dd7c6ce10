# SPDX-License-Identifier: MIT
"""The words of the field as frozen dataclasses: pack, answers, events, interview, disclosure. No I/O."""

# SPDX-License-Identifier: MIT
"""The walk through every path of every script (DECISIONS.md §4).

A script is finite once answers are put into classes: two answers are of one class when no condition of
the flow can tell them apart. `answers` finds the classes with the product's own evaluator, `machine`
is the script as a machine over them, `explore` visits every state of it and proves what must hold, and
`compare` drives the real engine along random paths to show that the machine is the engine.
"""

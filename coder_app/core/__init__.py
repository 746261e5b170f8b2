# SPDX-License-Identifier: MIT
"""Positions, text, words and errors; the standard library and nothing of ours."""

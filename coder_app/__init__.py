# SPDX-License-Identifier: MIT
"""Coder App: code interview transcripts with others, and know how well you agree."""

__version__ = "0.1.0"

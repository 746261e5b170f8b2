# SPDX-License-Identifier: MIT
"""Codebooks as files: TOML, tables, appendices, and the rules that a codebook keeps to."""

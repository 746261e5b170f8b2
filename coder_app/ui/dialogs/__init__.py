# SPDX-License-Identifier: MIT
"""Dialogs."""

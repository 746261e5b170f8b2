# SPDX-License-Identifier: MIT
"""The commands, for scripts and CI: the same operations as the windows, and no window."""

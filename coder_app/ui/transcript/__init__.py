# SPDX-License-Identifier: MIT
"""The transcript view."""

# SPDX-License-Identifier: MIT
"""The exchange standard REFI-QDA, read and written."""

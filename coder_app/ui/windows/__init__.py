# SPDX-License-Identifier: MIT
"""Windows of their own."""

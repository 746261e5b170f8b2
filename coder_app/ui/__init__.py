# SPDX-License-Identifier: MIT
"""The windows."""

# SPDX-License-Identifier: MIT
"""Numbers from ratings: arrays in, dataclasses out."""

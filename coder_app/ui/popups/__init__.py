# SPDX-License-Identifier: MIT
"""What floats over the transcript."""

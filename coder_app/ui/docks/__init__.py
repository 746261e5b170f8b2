# SPDX-License-Identifier: MIT
"""The panels beside the transcript."""

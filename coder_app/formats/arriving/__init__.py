# SPDX-License-Identifier: MIT
"""What happens to transcripts on their way in: looked at, mended, split, taken from tables."""

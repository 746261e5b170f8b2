# SPDX-License-Identifier: MIT
"""Files of transcripts → drafts: a reader a kind of file, and what they share."""

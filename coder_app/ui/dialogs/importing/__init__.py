# SPDX-License-Identifier: MIT
"""Adding transcripts: files looked at before they go in, pseudonyms on the way."""

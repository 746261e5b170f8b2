# SPDX-License-Identifier: MIT
"""Names and their pseudonyms: the key, the places, and what would leave by accident."""

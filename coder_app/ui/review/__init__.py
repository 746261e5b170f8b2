# SPDX-License-Identifier: MIT
"""Review: settling what coders differ on; here a transcript, a list and rules meet."""

# SPDX-License-Identifier: MIT
"""Taking data out: what, whose, how, and what the file will hold."""

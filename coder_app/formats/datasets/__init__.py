# SPDX-License-Identifier: MIT
"""What leaves for statistics and for reading: tables and reports, a writer a kind of file."""

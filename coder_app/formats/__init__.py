# SPDX-License-Identifier: MIT
"""Foreign files to records and back; knows no database."""

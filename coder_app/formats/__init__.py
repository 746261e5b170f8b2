# SPDX-License-Identifier: MIT
"""Foreign files ↔ records: a door a kind (`transcript_files` …), readers and writers behind."""

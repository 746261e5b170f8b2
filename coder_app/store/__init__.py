# SPDX-License-Identifier: MIT
"""The project file: tables, connection, transactions, history."""

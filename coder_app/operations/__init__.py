# SPDX-License-Identifier: MIT
"""One function for each thing a person can do."""

# SPDX-License-Identifier: MIT
"""Item models: records in, cells out."""

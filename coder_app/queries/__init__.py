# SPDX-License-Identifier: MIT
"""Questions to a project: functions that read rows and give records."""

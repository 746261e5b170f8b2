# SPDX-License-Identifier: MIT
"""Other programs' projects: what they hold, as a picture of a project here."""

# SPDX-License-Identifier: MIT
"""Things a person can do to a project: one function each, run by `Project.run`."""

# SPDX-License-Identifier: MIT
"""One function for each question; a viewer is named where blindness matters."""

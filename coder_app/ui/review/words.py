# SPDX-License-Identifier: MIT
"""What a review says around its passages: what holds, why nothing is shown, why nothing goes."""

from __future__ import annotations

from coder_app.core.places import tr
from coder_app.core.records import ReviewItem
from coder_app.ui.review.state import ReviewState


def why_empty(state: ReviewState | None) -> tuple[str, str, str, str]:
    """Say why there is no passage: icon, strong line, small line, link."""
    if state is None:
        return "hourglass", tr("Looking for what coders differ on …"), "", ""
    if state.off:
        return "scale", tr("This project does without agreement"), state.off, ""
    if state.hidden and not state.is_lead:
        said = tr("Review opens when a lead closes the round or shows you what others coded.")
        return "eye-off", tr("You still code blind"), said, ""
    said = tr("Where two coders or more are done with a transcript, they differ nowhere.")
    return "git-compare", tr("Nothing to settle"), said, tr("Look at agreement")


def heading(state: ReviewState, item: ReviewItem) -> tuple[str, str]:
    """Say whether the figures behind a passage are frozen: sentence, icon."""
    if item.document in state.rounds:
        said = tr(
            "Figures are frozen. What you settle here goes to Consensus; nobody’s own codings "
            "change."
        )
        return said, "lock"
    said = tr("{0} is in no closed round: its figures are not frozen yet.")
    return said.format(item.document_name), "info"


def why_locked(state: ReviewState, item: ReviewItem) -> tuple[str, str]:
    """Say why a passage cannot be settled, and what to do."""
    if item.document in state.rounds:
        said = tr("Leads settle what coders differ on")
        return said, tr("You can look, and talk it over.")
    why = tr(
        "Whoever talks before the figures are kept measures the talk. Close the round, then settle."
    )
    return tr("This can be looked at, not settled"), why


def may_close(state: ReviewState, item: ReviewItem) -> bool:
    """Tell whether closing the round is what helps."""
    return state.is_lead and item.document not in state.rounds

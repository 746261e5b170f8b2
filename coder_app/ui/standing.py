# SPDX-License-Identifier: MIT
"""Whether the coder at work may compare coders now, and if not, why: blind, or switched off."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from coder_app.core.places import tr
from coder_app.core.records import CoderRole
from coder_app.queries import lists, visibility
from coder_app.ui.models.assignments import is_blind
from coder_app.ui.workspace import Workspace

AGREEMENT = "agreement"  # setting of the project: why agreement is off; empty is on


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one coder stands to the work of others in the open transcript."""

    is_blind: bool = False
    why_not: str = ""  # why nobody is compared for her now; empty: she may compare


def standing(workspace: Workspace, document: UUID | None) -> Standing:
    """Tell whether she codes blind there, and whether agreement is open to her.

    Only for the buttons: what she may see is guarded where codings are read.
    """
    blind = document is not None and _is_blind(workspace, document)
    off = workspace.ask(lists.why_no_agreement)
    if off:
        return Standing(is_blind=blind, why_not=off)
    if blind and not _is_trusted_elsewhere(workspace):
        why = tr(
            "You code this transcript blind. Agreement and review open when the round is closed "
            "or a lead shows you what others coded."
        )
        return Standing(is_blind=True, why_not=why)
    return Standing(is_blind=blind)


def _is_blind(workspace: Workspace, document: UUID) -> bool:
    assignments = workspace.ask(lists.assignments)
    hers = [a for a in assignments if (a.coder, a.document) == (workspace.viewer, document)]
    return is_blind(hers)


def _is_trusted_elsewhere(workspace: Workspace) -> bool:
    viewer = workspace.viewer
    coders = workspace.ask(lists.coders)
    leads = any(c.guid == viewer and c.role is CoderRole.LEAD for c in coders)
    return leads and bool(workspace.ask(visibility.seen_documents, viewer))

# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.queries import agreed


@pytest.fixture
def alike(study):
    study.apply("A baker 🥖 from my town.", "closeness", coder="Mia")
    study.apply("from my town. She answers", "closeness", coder="Noa")
    study.apply("I trust her like", "trust", coder="Mia")
    study.done("Mia", "Noa")
    return study


def found(study, viewer=None):
    told = {"documents": study.documents, "coders": list(study.coders.values())}
    return study.project.ask(agreed.agreed, viewer or study.lead, **told)


def test_only_what_everybody_marked_in_a_closed_round_is_agreed(alike) -> None:
    assert found(alike) == []

    alike.close()

    (one,) = found(alike)
    assert one.span.text_of(alike.text()) == "from my town."
    assert (one.document, one.code, one.weight) == (
        alike.documents[0],
        alike.code("closeness"),
        None,
    )
    assert one.wording == alike.open().wording
    told = {"documents": alike.documents, "coders": list(alike.coders.values())}
    assert alike.project.ask(agreed.to_take, alike.lead, **told) == {alike.documents[0]: 1}


def test_a_blind_viewer_is_told_of_nothing(alike) -> None:
    alike.close()
    alike.give("Mia", purpose="reliability")

    assert found(alike, alike.coders["Mia"]) == []


def test_white_space_alone_is_no_passage(study) -> None:
    study.apply("A baker 🥖 ", "closeness", coder="Mia")
    study.apply(" from my town.", "closeness", coder="Noa")
    study.done("Mia", "Noa")
    study.close()

    assert found(study) == []

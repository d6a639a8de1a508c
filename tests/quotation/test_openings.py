"""Where a content behind its cue begins."""

import pytest
from pytest import param


@pytest.mark.parametrize(
    "text, content",
    [
        param("Port officials said this week they will close the dock.", "they will close the dock", id="time"),
        param("The firm said in March there was no danger.", "there was no danger", id="month"),
        param("The union said this week was the worst.", "this week was the worst", id="the time is the subject"),
        param("The judge ordered the firm to pay its workers.", "to pay its workers", id="addressee"),
        param("The army warned villagers against crossing the river.", "against crossing the river", id="against"),
        param("The mayor invited the rebels not to leave.", "not to leave", id="negated infinitive"),
        param(
            "Ana Ruiz said if the rain went on, the farmers would leave.",
            "if the rain went on, the farmers would leave",
            id="condition",
        ),
        param(
            "The mayor said although he was tired, he was ready to talk.",
            "although he was tired, he was ready to talk",
            id="concession",
        ),
    ],
)
def test_content(quoted, text, content):
    ((_, *found),) = quoted(text)
    assert found == [content]

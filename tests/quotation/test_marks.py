"""Quotation marks: what stands between them in any typography, on hostile marks too, in linear time."""

import time

import pytest

from onrecord.quotation.marks import find_enclosures


def enclosed(text):
    return [text[e.start : e.end] for e in find_enclosures(text)]


@pytest.mark.parametrize(
    "text, found",
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said “yes” and ‘no’.", ["“yes”", "‘no’"]),
        ("He said «yes» and „no“.", ["«yes»", "„no“"]),
        ("He said ``yes'' and ''no''.", ["``yes''", "''no''"]),
        ("He said 'no' in the '90s.", ["'no'"]),
        ("The boys' toys weren't theirs.", []),
        ("It's the farmers' 'last stand', he said.", ["'last stand'"]),
        ("Rock 'n' roll isn't dead.", []),
        ("\"He said 'go' twice.\"", ["\"He said 'go' twice.\"", "'go'"]),
        ("‘He said “go” twice.’", ["‘He said “go” twice.’", "“go”"]),
        ('"One.\n\n"Two."', ['"One.', '"Two."']),
        ('An inch is 2.54 cm, 5" is more.', []),
        ("", []),
    ],
)
def test_enclosures(text, found):
    assert enclosed(text) == found


def test_reopened_paragraphs_share_a_group():
    first, second, other = find_enclosures('"One.\n\n"Two."\n\nHe left. "Three."')
    assert first.group == second.group != other.group


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        '" ',
        '"a" ',
        "“a ",
        "“a ‘b ",
        "” ",
        "'a ",
        "«a ",
        "``a ",
        "''",
        '"We go," said Ode. ',
        '"We go.\n\n',
        "\"'“‘«`„ ",
    ],
)
@pytest.mark.filterwarnings("ignore:onrecord_quotes")
def test_ten_thousand_marks_in_linear_time(blank, unit):
    stage = blank.add_pipe("onrecord_quotes")

    def seconds(count):
        doc = blank.make_doc(unit * count)
        times = []
        for _ in range(3):  # the least: a pause of the garbage collector is not the stage's
            start = time.process_time()
            stage(doc)
            times.append(time.process_time() - start)
        return min(times)

    seconds(100)
    assert seconds(10_000) < 20 * seconds(1_000) + 0.3

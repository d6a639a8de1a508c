"""What the tagger proposes hangs together."""

import pytest

from onrecord.neural.tagger import GAP, connected
from onrecord.neural.tagsets import TagSpan


@pytest.mark.parametrize(
    "spans, kept",
    [
        ([(0, 40), (42, 60)], [(0, 40), (42, 60)]),
        ([(41, 60), (61 + GAP, 90 + GAP)], [(41, 60), (61 + GAP, 90 + GAP)][:1]),
        ([(41, 60), (60 + GAP, 90 + GAP)], [(41, 60), (60 + GAP, 90 + GAP)]),
        ([(0, 3)], []),
        ([], []),
    ],
)
def test_connected(spans, kept):
    found = connected([TagSpan(s, e, "content", 1.0) for s, e in spans], 40, 41)
    assert [(s.start, s.end) for s in found] == kept

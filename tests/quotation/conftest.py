"""What the tests of the quotation rules share."""

import pytest

import onrecord


@pytest.fixture(scope="session")
def quoted(nlp):
    """From a text to its quotes through the trained pipeline: source, then the contents."""

    def quotes_of(text):
        record = onrecord.annotate(text, nlp)
        return [(q.source.text if q.source else None, *(c.text for c in q.content)) for q in record.quotes]

    return quotes_of

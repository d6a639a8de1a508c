import pytest
from pytest import param

from onrecord.decoding import declared_charset, decode

SAID = "“Nine,” said Zoë at the café"


@pytest.mark.parametrize(
    "data, text",
    [
        param(SAID.encode(), SAID, id="utf-8"),
        param(b"\xef\xbb\xbf" + SAID.encode(), SAID, id="the-mark-is-no-text"),
        param(SAID.encode("utf-16"), SAID, id="utf-16"),
        param(SAID.encode("utf-32"), SAID, id="utf-32"),
        param("They said 4 left.".encode("utf-16-be"), "They said 4 left.", id="utf-16-without-mark"),
        param("A £5 “fee”".encode("cp1252"), "A £5 “fee”", id="cp1252-pounds"),
        param(SAID.encode() * 5 + b"\xff", SAID * 5 + "\ufffd", id="one-broken-byte"),
        param(SAID.encode() * 5 + b"\xe2\x80", SAID * 5 + "\ufffd", id="cut-inside-a-character"),
        param(b"a\r\nb\rc\n\x85d", "a\r\nb\rc\n\u2026d", id="line-breaks-stay"),
        param(b"two\x00boats were seen", "two\x00boats were seen", id="a-NUL-stays"),
        param(b"", "", id="empty"),
    ],
)
def test_decode(data, text):
    assert decode(data) == text


@pytest.mark.parametrize(
    "data, message",
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG"),
        (b"\x1f\x8b\x08\x00", "name it .gz"),
        (bytes(range(256)) * 4, "binary"),
        (bytes(300), "binary"),
    ],
)
def test_what_is_no_text(data, message):
    with pytest.raises(ValueError, match=message):
        decode(data)


@pytest.mark.parametrize(
    "page, charset",
    [
        (b'<meta charset="windows-1251">', "cp1251"),
        (b'<META http-equiv=x content="text/html; charset=ISO-8859-2">', "iso8859-2"),
        (b"<?xml version='1.0' encoding='shift_jis'?>", "shift_jis"),
        (b'<meta charset="no-such">', None),
        (b"charset=utf-8", None),
    ],
)
def test_declared_charset(page, charset):
    assert declared_charset(page) == charset


def test_a_page_is_read_in_the_charset_it_declares():
    page = '<meta charset="windows-1251"><p>мост</p>'
    assert decode(page.encode("cp1251"), markup=True) == page

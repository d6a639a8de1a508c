"""Decoding: the bytes of a file to text, in the order that mistakes are least likely.

A byte order mark, UTF-16 without a mark, strict UTF-8, UTF-8 with a few broken bytes,
the charset the file declares, cp1252, and a guesser last. Nothing else is changed: line
breaks, tabs and NULs stay as they are. A byte order mark is no part of the text.
"""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b", "gzip-compressed; name it .gz"),
    (b"\x28\xb5\x2f\xfd", "zstandard-compressed; name it .zst"),
    (b"BZh", "bzip2-compressed"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "Parquet; name it .parquet"),
    (b"SQLite format 3\x00", "a database"),
)
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27} | {127}
MAX_CONTROLS = 0.1
"""Text with a larger share of control characters is no text."""

MIN_VALID = 0.9
"""Share of the non-ASCII sequences that must be valid for broken UTF-8 to pass as UTF-8."""

GUESS_BYTES = 200_000

_VALID_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)


def decode(data: bytes, *, markup: bool = False) -> str:
    """The text that bytes stand for; `markup` says that the file may declare its charset.

    Raises ValueError where the bytes are no text.
    """
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise ValueError(f"the file is not text but {kind}")
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    if wide := _wide_without_bom(data):
        text = data.decode(wide, "replace")
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = _decode_other(data, markup)
    if _is_noise(text):
        raise ValueError("the file is binary, not text (too many control characters)")
    return text


def declared_charset(data: bytes) -> str | None:
    """The charset that HTML or XML names in its first 4,096 bytes, where Python knows it."""
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    try:
        return codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_other(data: bytes, markup: bool) -> str:
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    if data.count(0) > 0:
        raise ValueError("the file is binary, not text (it has NUL bytes and is not UTF-8 or UTF-16)")
    for encoding in (declared_charset(data) if markup else None, "cp1252"):
        if encoding is not None:
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return _guess(data)


def _mostly_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 but for some damage: a cut end, a stray byte pasted in."""
    valid = _VALID_SEQUENCE.findall(data)
    if not valid:
        return False
    high = sum(1 for byte in data if byte >= 0x80)
    return sum(map(len, valid)) / high >= MIN_VALID


def _wide_without_bom(data: bytes) -> str | None:
    """UTF-16 that lacks its mark: English text has a NUL in every other byte."""
    sample = data[:4096]
    half = max(len(sample) // 2, 1)
    odd, even = sample[1::2].count(0) / half, sample[::2].count(0) / half
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:GUESS_BYTES]).best()
    if best is None:
        raise ValueError("the file is in no known encoding; save it as UTF-8")
    return data.decode(best.encoding, "replace")


def _is_noise(text: str) -> bool:
    sample = text[:20_000]
    return len(sample) > 8 and sum(ord(c) in CONTROLS for c in sample) / len(sample) > MAX_CONTROLS

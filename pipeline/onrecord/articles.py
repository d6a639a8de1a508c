"""Articles: one article as it was read, and what can go wrong with it.

`sources.py` finds articles, `formats.py` opens the files that hold them, this module
reads one of them to its text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_BYTES = 200_000_000
MAX_CHARS = 5_000_000
_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True)
class Article:
    """One article: its text exactly as decoded, and what its file says about it.

    `source` is the path or place it came from; `input_sha256` is of the bytes it was read from.
    """

    id: str
    text: str
    source: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    input_sha256: str | None = None


class ArticleError(Exception):
    """An article that cannot be processed. `kind` is the name its failure is counted under."""

    def __init__(self, kind: str, message: str, *, stage: str = "read", input_sha256: str | None = None):
        super().__init__(message)
        self.kind, self.stage, self.input_sha256 = kind, stage, input_sha256


@dataclass(frozen=True)
class Item:
    """Where one article is to be read: a whole file, or a row that a larger file gave.

    `row` has the fields of an Article, text among them; `problem` (kind, message) says why
    the row is none; `sha256` is of the row's bytes.
    """

    id: str
    path: str
    format: str = "text"
    row: dict[str, Any] | None = None
    problem: tuple[str, str] | None = None
    sha256: str | None = None


def read_article(item: Item, *, max_chars: int = MAX_CHARS, max_bytes: int = MAX_BYTES) -> Article:
    """The article an item stands for. Raises ArticleError where it cannot be had."""
    if item.problem is not None:
        raise ArticleError(*item.problem, input_sha256=item.sha256)
    if item.row is not None:
        article = Article(id=item.id, source=item.path, input_sha256=item.sha256, **item.row)
        return _checked(article, max_chars)
    from onrecord.formats import read_bytes

    path = printable(item.path)
    try:
        data = read_bytes(Path(item.path), max_bytes)
    except FileNotFoundError as error:
        raise ArticleError("Vanished", f"{path}: it was listed but is no longer there") from error
    except OSError as error:
        raise ArticleError("Unreadable", f"{path}: {error.strerror or type(error).__name__}") from error
    except ValueError as error:
        raise ArticleError("TooLarge", f"{path}: {error}") from error
    return _checked(article_of_bytes(item, data), max_chars)


def input_sha256(item: Item, *, max_bytes: int = MAX_BYTES) -> str | None:
    """The sha256 of the bytes an article is read from, as they are now; None where they cannot be read."""
    if item.row is not None or item.problem is not None:
        return item.sha256
    from onrecord.formats import read_bytes

    try:
        return hashlib.sha256(read_bytes(Path(item.path), max_bytes)).hexdigest()
    except (OSError, ValueError):
        return None


def article_of_bytes(item: Item, data: bytes) -> Article:
    """The article in the bytes of one file: plain text, HTML, or a JSON object."""
    from onrecord.decoding import decode

    sha256 = hashlib.sha256(data).hexdigest()
    source = printable(item.path)
    try:
        text = decode(data, markup=item.format == "html")
    except ValueError as error:
        raise ArticleError("NotText", f"{source}: {error}", input_sha256=sha256) from error
    if item.format == "html":
        from onrecord.formats import main_text

        try:
            return Article(id=item.id, source=source, input_sha256=sha256, **main_text(text))
        except ValueError as error:
            raise ArticleError("NoMainText", f"{source}: {error}", input_sha256=sha256) from error
    return Article(id=item.id, text=text, source=source, input_sha256=sha256)


def printable(name: str) -> str:
    """A path or name that can be shown and encoded: control characters and undecodable bytes become `%XX`."""
    return _UNSHOWABLE.sub(lambda m: "".join(f"%{b:02X}" for b in _bytes_of(m[0])), name)


def _bytes_of(character: str) -> bytes:
    code = ord(character)
    return bytes([code - 0xDC00]) if 0xDC80 <= code <= 0xDCFF else character.encode("utf-8", "surrogatepass")


def _checked(article: Article, max_chars: int) -> Article:
    if not article.text.strip():
        what = "is empty" if not article.text else "has only white space"
        message = f"{article.source}: the article {what}"
        raise ArticleError("EmptyArticle", message, input_sha256=article.input_sha256)
    if len(article.text) > max_chars:
        message = f"{article.source}: {len(article.text)} characters, more than the limit of {max_chars}"
        raise ArticleError("TooLarge", message, input_sha256=article.input_sha256)
    if lone := _SURROGATE.search(article.text):
        message = (
            f"{article.source}: character {lone.start()} is a lone surrogate, which no encoding can write"
        )
        raise ArticleError("NotText", message, input_sha256=article.input_sha256)
    return article

"""Formats: files that hold articles, opened by their suffix; compressed ones as they are read."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

COMPRESSED = {".gz": "gzip", ".zst": "zstd"}
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
TABLES = ("json", "jsonl", "csv", "tsv", "parquet", "datasets")
"""Formats in which one file holds many articles."""

FORMATS = ("text", "html", *TABLES[:-1])
MAX_LINE = 100_000_000
MAX_HTML = 60_000_000
_HAS_BODY = re.compile(r"<(html|body)\b", re.IGNORECASE)

Row = tuple[dict[str, Any] | None, str | None, str | None]
"""A row's fields, or None; what is wrong with it, or None; the sha256 of its bytes."""


def split_name(name: str) -> tuple[str, str | None]:
    """A file's name without the suffixes known here, and its format; None where no suffix tells."""
    bare = name
    for suffix in COMPRESSED:
        if bare.lower().endswith(suffix) and len(bare) > len(suffix):
            bare = bare[: -len(suffix)]
            break
    dot = bare.rfind(".")
    known = SUFFIXES.get(bare[dot:].lower()) if dot > 0 else None
    return (bare[:dot], known) if known else (name, None)


def open_bytes(path: Path) -> IO[bytes]:
    """Opens a file for reading bytes, decompressed where its suffix says that it is compressed."""
    kind = COMPRESSED.get(path.suffix.lower())
    if kind == "gzip":
        import gzip

        return gzip.open(path, "rb")  # type: ignore[return-value]
    if kind == "zstd":
        import pyarrow

        return io.BufferedReader(pyarrow.input_stream(path, compression="zstd"))
    return path.open("rb")


def read_bytes(path: Path, limit: int) -> bytes:
    """All bytes of a file. Raises ValueError past `limit`, so that a gzip bomb stays small; else OSError."""
    if not path.is_file() and path.exists():
        raise OSError(22, "not a regular file")
    try:
        with open_bytes(path) as file:
            data = file.read(limit + 1)
    except EOFError as error:
        raise OSError(5, "the compressed file ends too early") from error
    except (UnicodeError, ArithmeticError) as error:
        raise OSError(5, f"damaged ({error})") from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise OSError(5, f"the compressed file is damaged ({error})") from error
        raise
    if len(data) > limit:
        raise ValueError(f"more than {limit} bytes")
    return data


def main_text(html: str) -> dict[str, Any]:
    """The main text of a page with its title, date, address and language, as fields of an Article.

    Raises ValueError where the page is too large or has no main text.
    """
    if len(html) > MAX_HTML:
        raise ValueError(f"the page has {len(html)} characters, more than the limit of {MAX_HTML}")
    import trafilatura
    from trafilatura.settings import use_config

    if not _HAS_BODY.search(html):
        html = f"<html><body>{html}</body></html>"  # a fragment, as feeds have it
    config = use_config()
    config.set("DEFAULT", "MAX_FILE_SIZE", str(MAX_HTML))
    page: Any = trafilatura.bare_extraction(
        html.replace("\x00", ""),  # a NUL ends the page for the parser, and what follows would be lost
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        config=config,
    )
    text = getattr(page, "text", None)
    if not text:
        raise ValueError("no main text was found on the page")
    fields = {"title": page.title, "published": page.date, "url": page.url, "language": page.language}
    return {"text": text, **{name: value or None for name, value in fields.items()}}


def rows(path: Path, kind: str, stream: IO[bytes] | None = None) -> Iterator[Row]:
    """Yields the rows of a file that holds many articles. Raises OSError or ValueError where that fails."""
    if kind == "parquet":
        yield from _parquet_rows(path)
        return
    with stream or open_bytes(path) as file:
        if kind == "jsonl":
            yield from _jsonl_rows(file)
        elif kind == "json":
            yield from _json_rows(file.read(MAX_LINE + 1))
        else:
            yield from _csv_rows(file, "\t" if kind == "tsv" else ",")


def _jsonl_rows(file: IO[bytes]) -> Iterator[Row]:
    number = 0
    while line := file.readline(MAX_LINE):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        line = line.rstrip(b"\r\n")
        if not line.strip():
            continue
        yield _object(line, f"line {number}")


def _object(data: bytes, where: str) -> Row:
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        return None, f"{where}: not JSON ({reason}); one object a line is needed", sha256
    if not isinstance(value, dict):
        return None, f"{where}: {type(value).__name__}, not an object", sha256
    return value, None, sha256


def _json_rows(data: bytes) -> Iterator[Row]:
    """One object, or a list of objects."""
    if len(data) > MAX_LINE:
        raise ValueError(f"more than {MAX_LINE} bytes in one JSON value; make it .jsonl")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if not data.lstrip().startswith(b"["):
        yield _object(data, "line 1")
        return
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield None, f"not JSON ({error})", hashlib.sha256(data).hexdigest()
        return
    for number, value in enumerate(values, 1):
        yield _object(json.dumps(value, sort_keys=True).encode(), f"item {number}")


def _csv_rows(file: IO[bytes], delimiter: str) -> Iterator[Row]:
    csv.field_size_limit(MAX_LINE)
    reader = csv.DictReader(_csv_lines(file), delimiter=delimiter, strict=False)
    for row in reader:
        row.pop(None, None)  # type: ignore[call-overload]
        yield row, None, _row_sha256(row)


def _csv_lines(file: IO[bytes]) -> Iterator[str]:
    """Lines in UTF-8, or in cp1252 where one is not; line breaks inside a field stay."""
    for number, line in enumerate(file):
        data = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
        try:
            yield data.decode("utf-8").replace("\x00", "")
        except UnicodeDecodeError:
            yield data.decode("cp1252", "replace").replace("\x00", "")


def _parquet_rows(path: Path) -> Iterator[Row]:
    import pyarrow
    import pyarrow.parquet

    packed = path.suffix.lower() in COMPRESSED  # over its own compression, as archives do; it is read from its end
    try:
        with (
            open_bytes(path) as file,
            pyarrow.parquet.ParquetFile(io.BytesIO(file.read()) if packed else file) as table,
        ):
            for batch in table.iter_batches(batch_size=256):
                for row in batch.to_pylist():
                    yield row, None, _row_sha256(row)
    except pyarrow.ArrowInvalid as error:
        raise ValueError(f"not a readable Parquet file ({error})") from error


def dataset_rows(name: str, split: str) -> Iterator[Row]:
    """Yields the rows of a Hugging Face dataset: a hub name, a script-free folder, or one saved to disk."""
    import datasets

    folder = Path(name)
    if (folder / "state.json").exists() or (folder / "dataset_dict.json").exists():
        loaded = datasets.load_from_disk(name)
        table = loaded[split] if isinstance(loaded, datasets.DatasetDict) else loaded
    else:
        table = datasets.load_dataset(name, split=split, streaming=True)
    for row in table:
        yield row, None, _row_sha256(row)


def _row_sha256(row: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True, default=str).encode()).hexdigest()

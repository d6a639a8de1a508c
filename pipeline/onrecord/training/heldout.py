"""Held out: labelled texts of the silver corpus that no training sees, set out for `onrecord evaluate`.

`python -m onrecord.training.heldout CORPORA LABELS FILE FOLDER` writes `FOLDER/labels.jsonl` and `FOLDER/texts/` from a
standoff file. Quotes and claims are what such a file has; who speaks and what a number comes to is not labelled in it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onrecord.records import sha256_of
from onrecord.training.corpora.standoff import read_standoff

UNLABELLED = frozenset({"speaker", "speaker_name"})


def set_out(path: Path, corpora: Path, labels: Path, folder: Path) -> Iterator[dict[str, Any]]:
    """Writes the texts; yields the label lines. Raises ValueError where a text is not the one that was labelled."""
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for example in read_standoff(path, corpora, labels):
        (folder / "texts" / f"{example.id}.txt").write_text(example.text, encoding="utf-8")
        quotes = [{k: v for k, v in quote.items() if k not in UNLABELLED} for quote in example.quotes or ()]
        yield {
            "id": example.id, "sha256": sha256_of(example.text), "quotes": quotes, "claims": list(example.claims or ()),
        }  # fmt: skip


def main(arguments: list[str]) -> int:
    """Prints how many texts were set out."""
    corpora, labels, path, folder = map(Path, arguments)
    lines = [json.dumps(line) + "\n" for line in set_out(path, corpora, labels, folder)]
    (folder / "labels.jsonl").write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} texts -> {folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

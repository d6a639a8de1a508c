"""Writes a corpus of more than 300 articles that break other programs.

    python tests/hostile.py FOLDER [--big] > expected.json
    python tests/hostile.py FOLDER --check records.jsonl < expected.json

Prints JSON: each path, relative to the folder, and what is expected of it: "record",
"failure", or "either". Nothing here is drawn at random. `--check` says which articles of a run
over the folder have no line, two, or one of the wrong kind; exit code 1 where there are any.
"""

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from onrecord.batch.ledger import beside
from onrecord.jsonl import read_objects, read_records

PLAIN = "Two boats sank off Port Ellis on Monday. “We saw nine people,” said Mayor Ina Holt.\n"
BREAKS = {
    "lf": "\n",
    "crlf": "\r\n",
    "cr": "\r",
    "nel": "\x85",
    "ls": "\u2028",
    "ps": "\u2029",
    "vt": "\x0b",
    "ff": "\x0c",
}
ODD = {
    "emoji": "Rescuers 🚒👩‍🚒 freed 4 men 🇺🇳 in Tal.",
    "rtl": "The sign read \u202bخروج\u202c, said a guard.",
    "hebrew": "Officials (משרד) said 12 were hurt.",
    "nfd": "Cafe\u0301 owner Rene\u0301 Ma\u0308rz said 3 fled.",
    "zero-width": "Six\u200b peo\u200dple\ufeff died\u2060 there.",
    "combining": "A" + "\u0301" * 2000 + " said no.",
    "nul": "Nine\x00 ships left, the port said.",
    "nul-many": "The\x00port\x00said\x00two\x00ships\x00left at once today and no one saw them go.",
    "controls": "He said\x01 \x02 that 5\x07 left, and that the rest of them would be following on later.",
    "replacement": "They \ufffd said 4 \ufffd\ufffd.",
    "astral": "𝐓𝐡𝐞 𝐦𝐚𝐲𝐨𝐫 said 𝟗 fled.",
    "noncharacter": "Odd \uffff and \U0010ffff said 3.",
    "private": "Logo \ue000 said 3 left.",
    "tabs": "a\tb\t12\tkilled\n\n\n\t\tX said.",
    "html-in-text": "<script>alert(1)</script> said 3 <b>men</b> &amp; 4.",
    "formula": "=cmd|' /C calc'!A0 said 4 left.",
    "path": "../../etc/passwd said 3.",
    "template": "{{ 7*7 }} ${jndi:ldap://x} %s %n said 4.",
    "one-letter": "A",
    "dot": ".",
    "quote-only": "“",
    "digits": "1" * 400,
    "huge-number": f"They counted {'9' * 350} and 1e999 dead.",
    "zalgo": "H" + "".join(chr(0x300 + i % 100) for i in range(500)) + "i said.",
}
BYTES = {
    "cp1252": ("He paid £5 at the café – “no”, he said.".encode("cp1252"), "record"),
    "latin-1": ("Zoë said 4 fled to Málaga.".encode("latin-1"), "record"),
    "utf-8-sig": (b"\xef\xbb\xbf" + PLAIN.encode(), "record"),
    "utf-16": (PLAIN.encode("utf-16"), "record"),
    "utf-16-be": (b"\xfe\xff" + PLAIN.encode("utf-16-be"), "record"),
    "utf-16-no-bom": (PLAIN.encode("utf-16-le"), "record"),
    "utf-32": (PLAIN.encode("utf-32"), "record"),
    "torn-utf-8": (PLAIN.encode()[:-5] + "”".encode()[:2], "record"),
    "stray-byte": (PLAIN.encode() * 20 + b"\xff then more.", "record"),
    "invalid": (b"\xff\xfe\xfd\xfc said \x81\x8d\x8f\x90\x9d 4", "either"),
    "surrogate-bytes": (b"They \xed\xa0\x80 said 4 left.", "either"),
    "overlong": (b"They \xc0\xaf said 4 left.", "either"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "failure"),
    "pdf": (b"%PDF-1.4\n" + bytes(range(256)) * 8, "failure"),
    "zip": (b"PK\x03\x04" + bytes(range(256)) * 8, "failure"),
    "elf": (b"\x7fELF" + bytes(500), "failure"),
    "gzip": (gzip.compress(PLAIN.encode(), mtime=0), "failure"),
    "noise": (bytes((i * 197 + 31) % 256 for i in range(4000)), "failure"),
    "zeros": (bytes(4000), "failure"),
    "empty": (b"", "failure"),
    "spaces": (b" \t\r\n  ", "failure"),
    "no-break-spaces": ("\u00a0\u2003\u3000\n".encode(), "failure"),
    "bom-only": (b"\xef\xbb\xbf", "failure"),
    "bom16-only": (b"\xff\xfe", "failure"),
}
PAIRS = {
    "straight": '""',
    "curly": "“”",
    "single": "‘’",
    "latex": ("``", "''"),
    "guillemets": "«»",
    "round": "()",
    "square": "[]",
    "low": "„“",
}
PAGES = {
    "empty": ("", "failure"),
    "no-body": ("<html></html>", "failure"),
    "unclosed": ("<html><body><p>" + PLAIN * 6 + "<div><p>" + PLAIN * 6, "record"),
    "crossed": ("<p><b>" + PLAIN * 6 + "</p></b></html></html>" + "<p>" + PLAIN * 6, "either"),
    "script": ("<script>while(1){}</script><p>" + PLAIN * 8 + "</p>", "record"),
    "deep": ("<div>" * 3000 + "<p>" + PLAIN * 8, "either"),
    "entities": ("<p>" + "&amp;&#x110000;&#0;&nosuch; " * 50 + PLAIN * 8, "either"),
    "doctype": ('<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><p>' + PLAIN * 8 + "&c;", "either"),
    "declared": ('<meta charset="x-no-such"><p>' + PLAIN * 8, "record"),
    "nul": ("<p>\x00" + PLAIN * 8 + "\x00", "record"),
    "only-tags": ("<br>" * 5000, "failure"),
    "comment": ("<!-- " + PLAIN * 20, "failure"),
}


def build(folder: Path, big: bool = False) -> dict[str, str]:
    """Writes the corpus; returns what is expected of each file."""
    expected: dict[str, str] = {}

    def put(name: str, data: bytes | str, outcome: str) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
        expected[name] = outcome

    for name, text in ODD.items():
        for ending, mark in BREAKS.items():
            put(f"odd/{name}-{ending}.txt", f"{text}{mark}{mark}{PLAIN.strip()}{mark}", "record")
    for name, (data, outcome) in BYTES.items():
        put(f"bytes/{name}.txt", data, outcome)
        if outcome == "record":
            put(f"bytes/{name}-packed.txt.gz", gzip.compress(data, mtime=0), outcome)
    put("bytes/not-gzip.txt.gz", b"plain bytes, no gzip", "failure")
    put("bytes/torn.txt.gz", gzip.compress(PLAIN.encode() * 90, mtime=0)[:-12], "failure")
    for name, pair in PAIRS.items():
        for count in (1, 7, 500):
            put(f"pairs/{name}-open-{count}.txt", f"{pair[0] * count}We left, said Ina Holt. ", "record")
            put(f"pairs/{name}-close-{count}.txt", f"We left{pair[1] * count} said Ina Holt.", "record")
            put(
                f"pairs/{name}-nested-{count}.txt",
                f"{pair[0] * count}No{pair[1] * count}, said Ina Holt.",
                "record",
            )
    for name, (page, outcome) in PAGES.items():
        put(f"pages/{name}.html", page, outcome)
    _names(folder, put)
    _rows(put)
    _links(folder, expected)
    _large(put, big)
    return expected


def _names(folder: Path, put) -> None:
    for name in (
        "a b",
        "semi;colon",
        "$(touch x)",
        "`id`",
        "-rf",
        "dots..",
        "ünïcode",
        "🚒",
        "new\nline",
        "q'uo\"te",
        "p%20q",
        "#x",
        "x" * 200,
    ):
        put(f"names/{name}.txt", PLAIN, "record")
    for name in ("Case", "case", "CASE", "e\u0301", "\u00e9", "twin.a", "twin.b"):
        put(f"names/{name}.txt", PLAIN, "record")
    for suffix in ("txt", "html", "txt.gz"):
        page = f"<p>{PLAIN * 8}</p>" if suffix == "html" else PLAIN
        put(
            f"names/same.{suffix}",
            gzip.compress(page.encode(), mtime=0) if suffix.endswith("gz") else page,
            "record",
        )
    put(os.fsdecode(b"names/not-utf8-\xff\xe9.txt"), PLAIN, "record")
    deep = "/".join(["d" * 60] * 12)
    put(f"{deep}/deep.txt", PLAIN, "record")


def _rows(put) -> None:
    lines = [
        json.dumps({"text": PLAIN, "id": "twin"}),
        json.dumps({"text": PLAIN, "id": "twin"}),
        json.dumps({"text": PLAIN, "id": "../../up"}),
        json.dumps({"text": PLAIN, "id": "a\x00b\nc\ud800"}),
        json.dumps({"text": PLAIN, "id": 12, "title": ["x"], "published": 2024}),
        json.dumps({"text": PLAIN, "id": "long" * 1000}),
        '{"text": "half a pair \\ud83d said 4."}',
        '{"text": 5}',
        '{"text": null}',
        "{}",
        "[]",
        "5",
        '{"text": "torn',
        "{" * 5000,
        "[" * 100_000,
        "\ufeff",
        json.dumps({"text": ""}),
    ]
    put("rows/mixed.jsonl", "\n".join(lines) + "\n\n  \n", "rows:17")
    put("rows/bad-bytes.jsonl", b'{"text": "caf\xe9 said 4"}\n{"text": "He said 4."}', "rows:2")
    put("rows/object.json", json.dumps({"text": PLAIN}), "rows:1")
    put("rows/list.json", json.dumps([{"text": PLAIN}, 4]), "rows:2")
    put("rows/broken.json", '[{"text": "x"}', "rows:1")
    put("rows/table.csv", 'id,text\n1,"He said\r\n""4"" left."\n2,\n3,"=1+1 said 5"\n', "rows:3")


def _links(folder: Path, expected: dict[str, str]) -> None:
    links = folder / "links"
    links.mkdir()
    (links / "loop").symlink_to(links)
    (links / "up").symlink_to(folder)
    (links / "dangling.txt").symlink_to(folder / "nowhere.txt")
    expected["links/dangling.txt"] = "failure"
    (links / "self.txt").symlink_to(links / "self.txt")
    expected["links/self.txt"] = "failure"
    os.mkfifo(links / "pipe.txt")
    expected["links/pipe.txt"] = "failure"


def _large(put, big: bool) -> None:
    put("large/token.txt", "x" * 200_000 + " said Ina Holt.", "record")
    put("large/one-line.txt", PLAIN.replace("\n", " ") * 3000, "record")
    put("large/breaks.txt", "\n" * 20_000 + PLAIN, "record")
    if big:
        put("large/million.txt", PLAIN * 14_000, "record")
        put("large/nested.txt", "“" * 10_000 + "No" + "”" * 10_000 + " said Ina Holt.", "either")
        put("large/brackets.txt", "(" * 10_000 + "No" + ")" * 10_000 + " said Ina Holt.", "either")
        put("large/page.html", "<p>" + f"<div class=x><p>{PLAIN}" * 480_000, "either")
        put("large/bomb.txt.gz", gzip.compress(b" " * 400_000_000, 9, mtime=0), "failure")


def unexpected(expected: dict[str, str], folder: Path, output: Path) -> Iterator[str]:
    """What is not as it should be in the records and failures of a run over the corpus."""
    outcome: Counter[tuple[str, str]] = Counter()
    for record in read_records(output):
        outcome[str(record.source).removeprefix(f"{folder}/"), "record"] += 1
    for failure in read_objects(beside(output, ".failures.jsonl")):
        outcome[failure["path"].removeprefix(f"{folder}/"), "failure"] += 1
    for name, wanted in expected.items():
        shown = name.replace("\n", "%0A").replace("\udcff\udce9", "%FF%E9")
        records, failures = outcome[shown, "record"], outcome[shown, "failure"]
        if wanted.startswith("rows:"):
            rows = sum(count for (path, _), count in outcome.items() if path.startswith(shown + "#"))
            if rows != int(wanted[5:]):
                yield f"{shown}: {rows} lines, not {wanted[5:]}"
        elif records + failures != 1 or (wanted != "either" and not outcome[shown, wanted]):
            yield f"{shown}: {records} records and {failures} failures, expected {wanted}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--check", type=Path, metavar="RECORDS")
    wanted = parser.parse_args()
    if wanted.check is None:
        print(json.dumps(build(wanted.folder, wanted.big)))
    else:
        wrong = list(unexpected(json.load(sys.stdin), wanted.folder, wanted.check))
        print("\n".join(wrong) or "every article has the one line expected of it")
        sys.exit(bool(wrong))

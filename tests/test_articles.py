import datetime
import gzip
import hashlib
import io
import json
import os

import pyarrow
import pyarrow.parquet
import pytest
from pytest import param

from onrecord.articles import ArticleError, Item, input_sha256, read_article
from onrecord.formats import split_name
from onrecord.sources import check_sources, count_items, find_items
from onrecord.tables import Reading, SourceError, safe_id

TEXT = "Two boats sank, said Mayor Ina Holt."
BODY = f"<body><nav>Home</nav><article>{f'<p>{TEXT}</p>' * 8}</article></body>"
PAGE = f"<html><head><title>Boats</title></head>{BODY}</html>"


def put(folder, **files):
    for name, data in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def ids(*sources, **settings):
    return [item.id for item in find_items([str(s) for s in sources], Reading(**settings))]


def test_a_folder_by_name_level_by_level(tmp_path):
    put(tmp_path, b_txt=TEXT, a__z_txt=TEXT, a__b__c_html=PAGE, c_png=b"x", d_jsonl='{"text": "x"}')
    assert ids(tmp_path) == ["a/b/c", "a/z", "b", "d#1"]
    assert count_items([str(tmp_path / "a")], Reading()) == 2
    assert count_items([str(tmp_path)], Reading()) is None


def test_sources_in_the_order_given(tmp_path):
    put(tmp_path, b_txt=TEXT, a_txt=TEXT)
    assert ids(tmp_path / "b.txt", tmp_path / "a.txt") == ["b", "a"]


def test_ids_are_unique_and_twins_get_their_suffix_back(tmp_path):
    put(tmp_path, a_html=PAGE, a_txt=TEXT, a_txt_gz=gzip.compress(TEXT.encode()), Case_txt=TEXT, case_txt=TEXT)
    assert ids(tmp_path) == ["Case", "a", "a.txt", "a.txt.gz", "case"]
    assert ids(tmp_path / "a.txt", tmp_path / "a.txt", tmp_path / "a.txt") == ["a", "a.txt", "a~2"]


def test_a_glob_is_relative_to_its_fixed_part(tmp_path):
    put(tmp_path, x__1_txt=TEXT, y__2_txt=TEXT, y__z__3_txt=TEXT)
    assert ids(tmp_path / "*/*.txt") == ["x/1", "y/2"]
    assert ids(tmp_path / "y/**/*.txt") == ["2", "z/3"]


def test_links_are_followed_but_not_in_circles(tmp_path):
    put(tmp_path, real__a_txt=TEXT)
    (tmp_path / "real/loop").symlink_to(tmp_path)
    (tmp_path / "to").symlink_to(tmp_path / "real")
    assert ids(tmp_path) == ["real/a"]


def test_the_run_does_not_read_its_own_output(tmp_path):
    put(tmp_path, a_txt=TEXT, out_jsonl='{"text": "x"}')
    assert ids(tmp_path, leave_out=frozenset({os.path.realpath(tmp_path / "out.jsonl")})) == ["a"]


@pytest.mark.parametrize(
    "name, bare, kind",
    [
        ("a.txt", "a", "text"),
        ("U.S. troops.txt", "U.S. troops", "text"),
        ("a.HTML.GZ", "a", "html"),
        ("a.jsonl.zst", "a", "jsonl"),
        ("a.gz", "a.gz", None),
        (".txt", ".txt", None),
        ("a.md", "a.md", None),
    ],
)
def test_split_name(name, bare, kind):
    assert split_name(name) == (bare, kind)


@pytest.mark.parametrize(
    "name, safe",
    [
        ("2024/a b", "2024/a b"),
        ("50% off", "50% off"),
        ("a\nb\x00", "a%0Ab%00"),
        ("caf\udce9", "caf%E9"),
        ("\ud83d", "%ED%A0%BD"),
        ("", "article"),
    ],
)
def test_safe_id(name, safe):
    assert safe_id(name) == safe


def test_a_long_id_is_cut_and_stays_unique():
    long = [safe_id("x" * 500 + end) for end in "ab"]
    assert len(long[0]) == 400 and long[0] != long[1]


@pytest.mark.parametrize(
    "rows, texts",
    [
        param('{"text": "A", "id": "x"}\n\n{"text": "B"}\n', ["x", "t#2"], id="own-id-or-number"),
        param('{"text": "A", "id": 7}', ["7"], id="number-as-id"),
        param('{"text": "A", "id": "x"}\n{"text": "B", "id": "x"}', ["x", "x~2"], id="twins"),
    ],
)
def test_jsonl_ids(tmp_path, rows, texts):
    put(tmp_path, t_jsonl=rows)
    assert ids(tmp_path / "t.jsonl") == texts


def test_rows_keep_their_fields_and_their_line_breaks(tmp_path):
    put(tmp_path, t_csv='story,body,title,published\n7,"One\r\ntwo, ""three"".",Boats,2024-03-01\n')
    [item] = find_items([str(tmp_path / "t.csv")], Reading(columns={"text": "body", "id": "story"}))
    article = read_article(item)
    assert (article.id, article.text, article.title) == ("7", 'One\r\ntwo, "three".', "Boats")
    assert article.source == f"{tmp_path / 't.csv'}#1" and article.published == "2024-03-01"


def test_parquet_and_saved_datasets(tmp_path):
    import datasets

    rows = [
        {"text": TEXT, "id": "p1", "published": datetime.date(2024, 3, 1)},
        {"text": "B", "id": "p2", "published": None},
    ]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "t.parquet")
    datasets.Dataset.from_list(rows).save_to_disk(tmp_path / "saved")
    (tmp_path / "u.parquet.gz").write_bytes(gzip.compress((tmp_path / "t.parquet").read_bytes()))
    for source in (str(tmp_path / "t.parquet"), str(tmp_path / "u.parquet.gz"), f"hf:{tmp_path / 'saved'}"):
        first, second = map(read_article, find_items([source]))
        assert (first.id, first.text, first.published, second.published) == ("p1", TEXT, "2024-03-01", None)


def test_packed_files(tmp_path):
    put(tmp_path, a_txt_gz=gzip.compress(TEXT.encode()))
    with pyarrow.output_stream(tmp_path / "b.txt.zst", compression="zstd") as out:
        out.write(TEXT.encode())
    assert [read_article(item).text for item in find_items([str(tmp_path)])] == [TEXT, TEXT]


def test_a_page_gives_its_main_text_and_title(tmp_path):
    put(tmp_path, a_html=PAGE)
    article = read_article(Item("a", str(tmp_path / "a.html"), "html"))
    assert article.title == "Boats" and "Home" not in article.text and article.text.count(TEXT) >= 1


def test_standard_input():
    [item] = find_items(["-"], stdin=io.BytesIO(TEXT.encode()))
    assert (item.id, read_article(item).text) == ("stdin", TEXT)
    rows = io.BytesIO(b'{"text": "A"}\n{"text": "B", "id": "b"}')
    assert [i.id for i in find_items(["-"], Reading(format="jsonl"), rows)] == ["stdin#1", "b"]


def test_the_sha256_is_of_the_bytes(tmp_path):
    put(tmp_path, a_txt=b"\xef\xbb\xbfHe said 4.")
    item = Item("a", str(tmp_path / "a.txt"))
    digest = hashlib.sha256(b"\xef\xbb\xbfHe said 4.").hexdigest()
    assert read_article(item).input_sha256 == digest == input_sha256(item)


@pytest.mark.parametrize(
    "name, data, kind",
    [
        ("a.txt", b"", "EmptyArticle"),
        ("a.txt", b" \r\n\t", "EmptyArticle"),
        ("a.txt", b"%PDF-1.4", "NotText"),
        ("a.txt", b"x" * 101, "TooLarge"),
        ("a.txt", b"x" * 60, "TooLarge"),
        ("a.txt.gz", b"not gzip", "Unreadable"),
        ("a.txt.gz", gzip.compress(b"x" * 40, mtime=0)[:-6], "Unreadable"),
        ("a.html", b"<p></p>", "NoMainText"),
        ("a.jsonl", b"nope", "NotJson"),
        ("a.jsonl", b"[1]", "NotJson"),
        ("a.jsonl", b'{"text": 5}', "NoText"),
        ("a.jsonl", b'{"title": "x"}', "NoText"),
        ("a.jsonl", b'{"text": "\\ud800"}', "NotText"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, data, kind):
    (tmp_path / name).write_bytes(data)
    [item] = find_items([str(tmp_path)])
    with pytest.raises(ArticleError) as caught:
        read_article(item, max_bytes=100, max_chars=50)
    assert caught.value.kind == kind and "a." in str(caught.value)


def test_vanished(tmp_path):
    with pytest.raises(ArticleError) as caught:
        read_article(Item("a", str(tmp_path / "gone.txt")))
    assert caught.value.kind == "Vanished"


def test_a_damaged_table_gives_its_rows_and_one_failure(tmp_path):
    lines = "".join(json.dumps({"text": f"{TEXT} {os.urandom(99).hex()}"}) + "\n" for _ in range(2000))
    (tmp_path / "t.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-2000])
    items = list(find_items([str(tmp_path)]))
    assert len(items) > 100 and items[-1].problem[0] == "Unreadable"


@pytest.mark.parametrize("source", ["nowhere", "nowhere/*.txt"])
def test_sources_that_are_not_there(tmp_path, source):
    with pytest.raises(SourceError, match="no such file"):
        check_sources([str(tmp_path / source)])


def test_an_empty_folder_is_wrong_use(tmp_path):
    with pytest.raises(SourceError, match="no articles"):
        check_sources([str(tmp_path)])


def test_a_table_without_the_column_is_wrong_use(tmp_path):
    put(tmp_path, t_csv="story,body\n1,A\n")
    with pytest.raises(SourceError, match="--column text=NAME"):
        list(find_items([str(tmp_path / "t.csv")]))

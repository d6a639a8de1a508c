"""Store: the gazetteer's file, its keys and what it costs."""

import pytest

from onrecord.gazetteer.keys import fold, key_of, keys_of
from onrecord.gazetteer.store import Gazetteer, Place, kinds_of_place, shipped, write_store

ROWS = [
    (Place("country", "XX", "", 1.0, 2.0, 100, 7), ["Xland", "Republic of Xland"]),
    (Place("city", "XX", "01", 1.5, 2.5, 5000, 8, 3), ["Al Zarqá", "Zarka"]),
]


@pytest.mark.parametrize(
    "name, folded",
    [("São Tomé", "sao tome"), ("Łódź", "lodz"), ("Deir ez-Zor", "deir ez zor"), ("Al-Qa’im", "al qaim")],
)
def test_fold(name, folded):
    assert fold(name) == folded


def test_keys_try_the_spellings_of_one_name():
    assert "raqqa" in set(keys_of("al-Raqqah")) | {k.rstrip("h") for k in keys_of("al-Raqqah")}
    assert key_of("The Hague") == "hague"


def test_written_and_read_again(tmp_path):
    path = tmp_path / "places.bin"
    size = write_store(path, ROWS, {"XX": ["YY"]})
    assert size == path.stat().st_size
    gazetteer = Gazetteer(path)
    assert gazetteer.neighbours == {"XX": ["YY"]}
    assert [f.place for f in gazetteer.find("al-Zarqa")] == [ROWS[1][0]]
    assert [f.own for f in gazetteer.find("Zarka")] == [False]
    assert gazetteer.find("the Republic of Xland")[0].place == ROWS[0][0]
    assert gazetteer.find("Nowhere") == [] and gazetteer.find("") == []


def test_the_same_rows_give_the_same_bytes(tmp_path):
    a, b = tmp_path / "a", tmp_path / "b"
    write_store(a, ROWS, {})
    write_store(b, ROWS, {})
    assert a.read_bytes() == b.read_bytes()


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "places.bin"
    path.write_bytes(b"something else")
    with pytest.raises(ValueError, match="not a gazetteer"):
        Gazetteer(path)


def test_the_shipped_file_is_small_and_names_its_source():
    from importlib.resources import files

    data = files("onrecord.data")
    assert len(data.joinpath("gazetteer.bin").read_bytes()) < 10_000_000
    assert "GeoNames" in data.joinpath("ATTRIBUTION.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name, kind", [("France", "country"), ("Lyon", "city"), ("Bavaria", "region")])
def test_kinds(name, kind):
    assert kind in kinds_of_place(name)


def test_every_country_is_found():
    for code, capital in [("AF", "Kabul"), ("SS", "Juba"), ("TL", "Dili"), ("XK", "Pristina"), ("PS", "Ramallah")]:
        assert any(f.place.country == code for f in shipped().find(capital))

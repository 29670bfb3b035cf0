"""GDELT 2.0 Events: 61 columns in its order, codes of its own systems, and its own reader reads them."""

import csv
import io
import json
import sys
import zipfile
from dataclasses import replace
from datetime import date
from importlib.metadata import files

import pytest
from exported import ADDED, TAKEN, at, cells, dicts, written
from made import BACKING, CONGO, FARDC, M23, RWANDA, SEIZURE, UN, UNKNOWN

from tocsin.base.model import Actor, Status
from tocsin.base.tables import table
from tocsin.write.crosswalks import goldstein, is_cameo
from tocsin.write.gdelt import SHAPE


@pytest.fixture
def one(tmp_path):
    """Return a function that gives the only row of incidents as a dictionary."""

    def row(*incidents):
        (found,) = dicts(SHAPE, tmp_path / "x", *incidents, headers=0)
        return found

    return row


def packaged():
    """Return the data files of the package gdelt by name; it looks for them in another place than they are."""
    pytest.importorskip("pandas")
    found = {p.name: p.locate() for p in files("gdelt") or () if p.parent.name == "data"}
    return found or pytest.skip("the package gdelt is not installed with its data")


def test_the_columns_are_those_that_the_package_gdelt_tells():
    with packaged()["events2.csv"].open(encoding="utf-8") as told:
        names = [row["name"] for row in csv.DictReader(told)]
    assert [c.name for c in SHAPE.columns] == names
    assert len(names) == 61


def test_gdelts_own_reader_reads_the_file(tmp_path, monkeypatch):
    path = tmp_path / "x.export.CSV"
    written(SHAPE, path, SEIZURE, TAKEN)
    requests, data = pytest.importorskip("requests"), packaged()

    class Answer:
        status_code = 200

        def __init__(self, content):
            self.content = content

    def get(url, **_):
        """Answer from the package's own files, and with the export where the reader asks for a file of events."""
        if url.endswith("cameoCodes.json"):
            return Answer(data["cameoCodes.json"].read_bytes())
        if "Events_Column_Labels" in url:
            return Answer(data["events2.csv"].read_bytes().replace(b"name", b"tableId", 1))
        zipped = io.BytesIO()
        with zipfile.ZipFile(zipped, "w") as into:
            into.write(path, path.name)
        return Answer(zipped.getvalue())

    monkeypatch.setattr(requests, "get", get)
    for name in [m for m in sys.modules if m.split(".")[0] == "gdelt"]:
        monkeypatch.delitem(sys.modules, name)
    import gdelt  # its import asks the network for a file that it has

    found = gdelt.gdelt(version=2).Search("2025 Feb 1", table="events", coverage=False)
    assert len(found) == 2
    assert list(found.EventCode) == ["195", "192"]
    assert list(found.Actor1Code) == ["CODREB", "CODREB"]
    assert list(found.ActionGeo_CountryCode) == ["CG", "CG"]
    assert not found.CAMEOCodeDescription.isna().any()


def test_every_code_is_one_that_gdelts_table_has():
    codes = json.loads(packaged()["cameoCodes.json"].read_text(encoding="utf-8"))["cameoCode"]
    ours = {r["cameo"] for r in table("ontology.tsv", columns=("cameo",)) if r["cameo"]}
    assert ours - set(codes) == {"176"}  # CAMEO 1.1b3 has it; GDELT's table has not
    assert all(is_cameo(c) and goldstein(c) is not None for c in ours)


def test_the_town_that_was_taken_comes_out_as_the_codebook_example(one):
    row = one(TAKEN)
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("192", "192", "19", "4")
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("CODREB", "COD", "REB")
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == ("4", "CG")
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == (
        "20250127",
        "202501",
        "2025",
        "2025.0740",
    )
    assert (row["GoldsteinScale"], row["AvgTone"]) == ("-9.5", "")
    assert row["DATEADDED"] == f"{ADDED:%Y%m%d%H%M%S}"


def test_ids_are_the_incidents_own_and_no_two_rows_share_one(tmp_path):
    rows = dicts(
        SHAPE, tmp_path / "x", replace(SEIZURE, actors=(M23, RWANDA), recipients=(FARDC, UN, CONGO)), headers=0
    )
    ids = [int(r["GLOBALEVENTID"]) for r in rows]
    assert len(set(ids)) == 6
    assert ids[0] == int(SEIZURE.id.removeprefix("i_"), 16)
    assert max(ids) < 2**48
    assert {(r["Actor1Name"], r["Actor2Code"]) for r in rows} == {
        (a.name.upper(), code) for a in (M23, RWANDA) for code in ("CODMIL", "IGOUNO", "CODGOV")
    }


def test_two_that_do_it_together_are_paired(one):
    row = one(replace(SEIZURE, type="CONSULT", mode="phone", cameo="041", actors=(CONGO, RWANDA), recipients=()))
    assert (row["Actor1CountryCode"], row["Actor2CountryCode"], row["QuadClass"]) == ("COD", "RWA", "1")


@pytest.mark.parametrize(
    ("precision", "more", "kind"),
    [
        ("site", {}, "4"), ("town", {}, "4"), ("town", {"country": "USA"}, "3"), ("district", {}, "4"),
        ("province", {}, "5"), ("province", {"country": "USA"}, "2"), ("country", {}, "1"), ("feature", {}, "5"),
        ("feature", {"admin1": None}, "1"), ("feature", {"admin1": None, "country": None}, ""),
    ],
)  # fmt: skip
def test_the_type_of_a_place_tells_its_precision(one, precision, more, kind):
    assert one(at(SEIZURE, precision, **more))["ActionGeo_Type"] == kind


@pytest.mark.parametrize(
    ("country", "admin1", "fips"),
    [("COD", None, "CG"), ("COG", None, "CF"), ("CAF", None, "CT"), ("SSD", None, "OD"), ("PSE", "Gaza Strip", "GZ"),
     ("PSE", "West Bank", "WE"), ("XKX", None, "KV"), ("DEU", None, "GM"), ("CHE", None, "SZ"), ("AUS", None, "AS")],
)  # fmt: skip
def test_places_have_fips_codes_which_are_not_those_of_iso(one, country, admin1, fips):
    assert one(at(SEIZURE, "town", country=country, admin1=admin1))["ActionGeo_CountryCode"] == fips


def test_coordinates_have_no_more_decimals_than_their_precision_bears(one):
    assert one(SEIZURE)["ActionGeo_Lat"] == "-1.6741"
    assert one(at(SEIZURE, "province"))["ActionGeo_Lat"] == "-1.67"


def test_only_a_place_that_is_a_country_has_the_countrys_code_as_its_own(one):
    assert one(at(SEIZURE, "country"))["ActionGeo_FeatureID"] == "CG"
    assert one(SEIZURE)["ActionGeo_FeatureID"] == ""


def test_an_event_in_the_first_paragraph_is_a_root_event(one):
    first = replace(TAKEN.mentions[0], document="d_000000000001")
    later = replace(first, trigger=replace(first.trigger, start=326, end=330))
    assert one(replace(TAKEN, mentions=(first,)))["IsRootEvent"] == "1"
    assert one(replace(TAKEN, mentions=(later,)))["IsRootEvent"] == "0"


def test_counts_tell_mentions_outlets_and_documents_apart(one):
    row = one(SEIZURE)
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("3", "3", "12")


def test_a_report_without_an_address_is_named_by_its_id_and_never_by_a_path(one):
    assert one(SEIZURE)["SOURCEURL"] == "d_000000000001"


def test_what_did_not_happen_or_has_no_code_is_left_out():
    assert SHAPE.left_out(BACKING) == "told as alleged, not as having happened"
    assert SHAPE.left_out(UNKNOWN) == "withdrawn by whoever told it"
    assert SHAPE.left_out(replace(SEIZURE, type="HAZARD", cameo=None)) == "of a type that CAMEO has no code for"
    assert SHAPE.left_out(replace(SEIZURE, told=Status.DENIED)) == "told as denied, not as having happened"


def test_no_line_is_broken_by_what_a_report_says(tmp_path):
    odd = replace(SEIZURE, actors=(Actor(None, '"The\tmen"\nof the = hill', "COD", "REB"),), recipients=())
    (row,) = cells(SHAPE, tmp_path / "x", odd)
    assert len(row) == 61
    assert row[6] == "'THE MEN' OF THE = HILL"


def test_a_day_that_nobody_tells_is_that_of_the_report(one):
    row = one(
        replace(SEIZURE, start=None, end=None, time_basis=None, time_precision=None, first_reported=date(2025, 12, 31))
    )
    assert (row["SQLDATE"], row["FractionDate"]) == ("20251231", "2025.9890")

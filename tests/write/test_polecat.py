"""POLECAT: 40 columns with a header, PLOVER's own types and modes, a row per actor and recipient."""

from dataclasses import replace

import pytest
from exported import TAKEN, at, cells, context_of, dicts, spoken
from made import BACKING, CONGO, FARDC, M23, RWANDA, SEIZURE, UN

from tocsin.base.model import EventMention, Participant, Status
from tocsin.write import polecat
from tocsin.write.polecat import SHAPE

HEADER = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\t"
    "Primary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\t"
    "Recipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\t"
    "Wikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\t"
    "Raw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\t"
    "Language\tVersion"
)


def test_the_header_is_that_of_its_files(tmp_path):
    assert "\t".join(cells(SHAPE, tmp_path / "x", SEIZURE)[0]) == HEADER
    assert len(HEADER.split("\t")) == 40


def test_a_row_has_plovers_codes_and_both_sides(tmp_path):
    (row,) = dicts(SHAPE, tmp_path / "x", SEIZURE)
    assert (row["Event ID"], row["Event Date"], row["Event Type"]) == ("TCS-0123456789ab", "2025-01-27", "ASSAULT")
    assert (row["Quad Code"], row["Intensity"], row["Contexts"]) == ("MATERIAL CONFLICT", "-9.0", "military; territory")
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"]) == ("March 23 Movement", "COD", "490")
    assert (row["Recipient Sectors"], row["Recipient Title"]) == ("MIL", "None")
    assert (row["City"], row["District"], row["Province"], row["Country"]) == ("Goma", "", "Nord-Kivu", "COD")
    assert (row["GeoNames ID"], row["Feature Type"], row["Publication Date"]) == ("216281", "P", "2025-01-27")


@pytest.mark.parametrize(
    ("type_", "mode", "as_plover"),
    [
        ("REJECT", "deny", ("REJECT", "None")), ("SANCTION", "impose", ("SANCTION", "discontinue")),
        ("ASSAULT", "territory", ("ASSAULT", "None")), ("RETREAT", "return", ("RETREAT", "None")),
        ("ASSAULT", "aerial", ("ASSAULT", "aerial")), ("AGREE", None, ("AGREE", "None")),
    ],
)  # fmt: skip
def test_modes_of_ours_stand_as_plover_has_them(tmp_path, type_, mode, as_plover):
    (row,) = dicts(SHAPE, tmp_path / "x", replace(SEIZURE, type=type_, mode=mode))
    assert (row["Event Type"], row["Event Mode"]) == as_plover


def test_each_pair_has_a_row_and_an_id(tmp_path):
    rows = dicts(SHAPE, tmp_path / "x", replace(SEIZURE, actors=(M23, RWANDA), recipients=(FARDC, CONGO)))
    assert len({r["Event ID"] for r in rows}) == 4
    assert all(r["Event ID"].startswith("TCS-0123456789ab") for r in rows)
    assert rows[0]["Event ID"] == "TCS-0123456789ab"


def test_the_same_pair_keeps_its_id_whoever_is_told_later():
    def ids(*actors):
        made = replace(SEIZURE, actors=(M23, *actors), recipients=(FARDC,))
        return {row[7]: row[0] for row in polecat.rows(made, context_of(made))}

    assert ids(RWANDA)[RWANDA.name] == ids(UN, RWANDA)[RWANDA.name]


def test_the_words_for_an_actor_are_those_of_the_report():
    who = Participant("the rebels", 0, 10, M23.id, M23.name, "COD", "REB")
    told = EventMention(
        TAKEN.mentions[0].mention, "d_000000000001", "ASSAULT", None, (), None, 4, -9.0, Status.ASSERTED, spoken("took"),
        spoken("The rebels took it."), (who,), (), None, None, (), (), None, (), 0.9, (),
    )  # fmt: skip
    context = replace(context_of(TAKEN), mentions={told.id: told})
    (row,) = polecat.rows(TAKEN, context)
    assert row[13] == "the rebels"


def test_a_disaster_and_what_did_not_happen_are_left_out():
    assert SHAPE.left_out(replace(SEIZURE, type="HAZARD", mode="flood")) == "of a type that PLOVER does not have"
    assert SHAPE.left_out(BACKING) == "told as alleged, not as having happened"


def test_nothing_known_is_none_or_empty(tmp_path):
    bare = replace(SEIZURE, mode=None, place=None, actors=(), recipients=(), contexts=(), mentions=())
    (row,) = dicts(SHAPE, tmp_path / "x", bare)
    assert (row["Actor Name"], row["Actor COW"], row["Event Mode"]) == ("", "None", "None")
    assert {row[c] for c in ("Placename", "Latitude", "Source", "Language", "Contexts")} == {""}


def test_a_feature_may_be_of_any_class(tmp_path):
    (row,) = dicts(SHAPE, tmp_path / "x", at(SEIZURE, "feature"))
    assert row["Feature Type"] == ""

import re
from dataclasses import replace
from datetime import date

import pytest
from made import CONGO, CONTROL, GOMA, M23, UN

from tocsin.base.model import Precision
from tocsin.web.holders import colour, hold_legend, hold_map, is_point, letters

BUKAVU = replace(GOMA, name="Bukavu", geonameid=217831, lat=-2.49, lon=28.84)
WAS = replace(
    CONTROL, subject=CONGO, from_earliest=None, from_latest=None, until_latest=date(2025, 1, 28), evidence_for=()
)
HELD = [CONTROL, WAS, replace(CONTROL, place=BUKAVU)]


def test_letters_go_to_who_holds_most_first():
    assert list(letters(HELD).values()) == [("A", "March 23 Movement"), ("B", CONGO.name)]


def test_a_state_and_its_army_are_one_side_named_by_both():
    army = replace(CONGO, id="agency:cd-army", name="Armed Forces of Congo", sector="MIL")
    of_army = [replace(WAS, subject=army, place=replace(GOMA, name=n, lat=-float(i))) for i, n in enumerate("ab")]
    found = list(letters([*of_army, WAS, CONTROL]).values())
    assert found == [("A", f"Armed Forces of Congo, {CONGO.name}"), ("B", "March 23 Movement")]
    made = str(hold_map([*of_army, WAS], date(2025, 1, 27), None))
    assert re.findall(r'data-holder="(\w)"', made) == ["A", "A", "A"]
    assert "Armed Forces of Congo, disputed; " in made


def test_the_twenty_seventh_holder_has_two_letters_and_grey():
    many = [replace(CONTROL, subject=replace(M23, id=f"group:{n:02}")) for n in range(27)]
    assert [letter for letter, _ in letters(many).values()][-1] == "AA"
    assert colour("AA") == "holder-other"


@pytest.mark.parametrize("precision", [Precision.PROVINCE, Precision.COUNTRY, Precision.FEATURE])
def test_what_is_coarser_than_a_district_is_no_point(precision):
    assert is_point(CONTROL)
    assert not is_point(replace(CONTROL, place=replace(GOMA, precision=precision)))
    assert not is_point(replace(CONTROL, place=replace(GOMA, lat=None, lon=None)))


def test_one_town_is_one_pin_with_the_holder_of_the_day():
    made = str(hold_map(HELD, date(2025, 1, 27), None))
    assert made.count("data-pin") == 2
    shown = re.findall(r'data-holder="(\w)"(?! hidden)', made)
    assert shown == ["B"]
    assert re.findall(r'data-holder="(\w)"(?! hidden)', str(hold_map(HELD, date(2025, 2, 1), None))) == ["A", "A"]


def test_a_pin_without_a_holder_on_the_day_is_hidden():
    made = str(hold_map(HELD, date(2025, 1, 27), None))
    assert re.search(r'<a [^>]*hidden[^>]*title="Bukavu"', made)
    assert not re.search(r'<a [^>]*hidden[^>]*title="Goma"', made)


def test_legend_counts_the_day_and_hides_who_holds_nothing():
    made = str(hold_legend(HELD, date(2025, 2, 1)))
    assert "March 23 Movement" in made
    assert 'data-held="A">(2)' in made
    assert re.search(r'data-legend="B" hidden', made)


def test_no_holds_is_said():
    assert "No town" in hold_map([replace(CONTROL, subject=UN, place=replace(GOMA, lat=None))], None, None)

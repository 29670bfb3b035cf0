"""Tellings: one happening, however often it is told, is one mention."""

from datetime import date

from compact import read_of


def assaults(text, tools):
    return [m for m in read_of(text, tools, published=date(2025, 2, 22)).mentions if m.type == "ASSAULT"]


def test_the_same_words_again_are_a_further_telling(tools):
    (mention,) = assaults("Rebels attacked Bunia on Friday. Rebels attacked Bunia on Friday.", tools)
    assert [t.trigger.text for t in mention.also] == ["attacked"]


def test_further_tellings_point_into_the_text(tools):
    text = "Rebels attacked Bunia on Friday. Rebels attacked Bunia on Friday."
    (mention,) = assaults(text, tools)
    (again,) = mention.also
    assert text[again.trigger.start : again.trigger.end] == "attacked"
    assert again.trigger.start > mention.trigger.start


def test_other_days_are_other_happenings(tools):
    assert len(assaults("Rebels attacked Bunia on Friday. Rebels attacked Bunia on Tuesday.", tools)) == 2


def test_other_places_are_other_happenings(tools):
    assert len(assaults("Gunmen killed a man in Lagos on Friday. Gunmen killed a man in Kano on Friday.", tools)) == 2


def test_other_modes_are_other_happenings(tools):
    assert len(assaults("Rebels shelled Bunia on Friday. Rebels captured Bunia on Friday.", tools)) == 2


def test_other_doers_are_other_happenings(tools):
    assert len(assaults("Russia attacked Kyiv on Friday. Ukraine attacked Belgorod on Friday.", tools)) == 2


def test_a_planned_deed_is_no_telling_of_one_done(tools):
    found = assaults("Rebels attacked Bunia on Friday. Rebels plan to attack Bunia next month.", tools)
    assert [m.status for m in found] == ["asserted", "planned"]


def test_a_nominal_telling_joins_the_verb(tools):
    text = "Gunmen attacked a church in Kaduna on Friday. The attack on the church lasted an hour."
    assert len(assaults(text, tools)) == 1

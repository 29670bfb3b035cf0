from dataclasses import replace
from datetime import date

from made import CONTROL, DOCUMENT, GOMA, MARCH, RWANDA, SEIZED, SEIZURE, TRUCE, UNKNOWN, step

from tocsin.base.incidents import Relation, RelationStatus
from tocsin.base.model import Actor, Count
from tocsin.base.relations import RelationKind
from tocsin.write.brief import brief_of
from tocsin.write.brief_coverage import coverage, gaps
from tocsin.write.brief_html import brief_html
from tocsin.write.brief_markdown import brief_markdown
from tocsin.write.brief_material import Material, heaviest, weight
from tocsin.write.brief_parts import Brief, Cite, Item, Notes, Section, Sentence, Table, member_cites
from tocsin.write.brief_standing import standing_section

FIRST, LAST = date(2025, 1, 20), date(2025, 2, 20)
ARMY = Actor("organ:COD:MIL", "Armed Forces of the Democratic Republic of the Congo", "COD", "MIL")
HELD = replace(
    CONTROL, subject=ARMY, from_earliest=None, from_latest=date(2025, 1, 10), until_earliest=date(2025, 1, 26),
    until_latest=date(2025, 1, 28), status=RelationStatus.REPORTED, evidence_against=(),
)  # fmt: skip
BACKS = Relation(
    RelationKind.BACKS, RWANDA, CONTROL.subject, None, None, date(2025, 1, 4), None, None, RelationStatus.DISPUTED,
    (step(1, kind=RelationKind.BACKS, place=None),),
    (step(2, kind=RelationKind.BACKS, place=None, origins=("country:RWA",)),),
)  # fmt: skip


def material(**more):
    return Material("Congo", FIRST, LAST, **{"incidents": (SEIZURE,), "documents": {DOCUMENT.id: DOCUMENT}} | more)


def texts(section):
    rows = [c.text for t in section.tables for row in t.rows for c in row]
    own = [s.text for s in section.intro] + [s.text for i in section.items for s in i.sentences] + rows
    return [*own, *(t for part in section.parts for t in texts(part))]


def test_toll_origins_and_ground_make_an_incident_weigh_more():
    less = replace(SEIZURE, counts=())
    assert weight(SEIZURE) > weight(less) > weight(replace(less, origins=1))
    assert weight(less) > weight(replace(less, mode="firearms"))
    assert weight(less) > weight(replace(less, score=0.5))
    assert weight(replace(less, intensity=9.0)) < weight(less)
    assert heaviest([UNKNOWN, SEIZURE, MARCH], 2)[0] is SEIZURE


def test_nobody_killed_weighs_as_no_number():
    zero = replace(SEIZURE, counts=(("killed", Count(0, 0, 0)),))
    assert weight(zero) == weight(replace(SEIZURE, counts=()))


def test_gap_is_a_stretch_of_days_without_a_document():
    days = [date(2025, 1, 20), date(2025, 1, 23), date(2025, 2, 1)]
    assert gaps(days, FIRST, date(2025, 2, 4)) == [(date(2025, 1, 24), date(2025, 1, 31))]
    assert gaps([], FIRST, LAST) == [(FIRST, LAST)]


def test_reading_tells_documents_outlets_copies_and_gaps():
    copy = replace(DOCUMENT, id="d_2", copy_of=DOCUMENT.id, outlet="Echo")
    found = texts(coverage(material(read=(DOCUMENT, copy))))
    assert found[0].startswith(
        "2 documents published from 20 January to 20 February 2025 were read, from 2 outlets; 1 of"
    )
    assert found[1] == "Nothing was read from 20 to 27 January 2025; 29 January to 20 February 2025."


def test_place_that_changed_hands_names_both_sides_and_the_holder_before():
    found = texts(standing_section(material(standing=(CONTROL,), spells=(HELD, CONTROL))))
    assert (
        "The March 23 Movement is said to have come to hold Goma (between 26 and 28 January 2025), "
        "held before by the Armed Forces of the Democratic Republic of the Congo."
    ) in found
    assert "The Armed Forces of the Democratic Republic of the Congo (by 10 January 2025)" in found


def test_place_that_nobody_holds_any_more_is_told():
    found = texts(standing_section(material(before=(HELD,))))
    assert "The Armed Forces of the Democratic Republic of the Congo are no longer told to hold Goma." in found


def test_backing_that_is_denied_is_only_said_to_be():
    found = texts(standing_section(material(standing=(BACKS,))))
    assert (
        "Rwanda is said to back the March 23 Movement (begun by 4 January 2025; according to The Kivu Post; denied by Rwanda)."
    ) in found


def test_truce_is_told_between_its_sides():
    found = texts(standing_section(material(standing=(TRUCE,))))
    assert any(
        t.startswith("A truce between the Democratic Republic of the Congo and the March 23 Movement is in force")
        for t in found
    )


def test_notes_share_a_number_for_one_passage():
    notes = Notes({DOCUMENT.id: DOCUMENT})
    one, two = Cite(DOCUMENT.id, SEIZED), Cite(DOCUMENT.id, "More follows.")
    assert notes.numbers([two]) == (1,)
    assert notes.numbers([one, two]) == (1, 2)
    assert notes.all()[0].source == "The Kivu Post, “Goma falls to rebels”, 28 January 2025"
    assert notes.all()[0].url == "https://kivupost.example/goma"


def test_own_texts_are_cited_before_copies():
    cites = member_cites(SEIZURE)
    assert [c.document for c in cites] == [m.document for m in SEIZURE.mentions if not m.is_copy]


def test_what_a_document_says_cannot_become_markup():
    evil = "<script>alert(1)</script> [x](javascript:1) | *a* &"
    document = replace(DOCUMENT, id="d_e", title=evil, url='javascript:alert("x")', text=evil)
    sentence = Sentence(evil, (Cite("d_e", evil),))
    section = Section(
        evil, (sentence,), (Item((sentence,), evil, Cite("d_e", evil)),), (Table(evil, (evil,), ((sentence,),)),)
    )
    made = Brief(evil, evil, ((evil, sentence),), (section,), {"d_e": document})
    page, text = brief_html(made), brief_markdown(made)
    assert "<script>" not in page
    assert 'href="javascript' not in page
    assert "<script>" not in text
    assert "[x](" not in text
    assert "<javascript" not in text
    assert all(line.count(" | ") == 0 for line in text.splitlines() if line.startswith("| ") and "---" not in line)


def test_made_records_make_a_whole_brief():
    made = brief_of(material(incidents=(SEIZURE, MARCH, UNKNOWN), standing=(CONTROL, BACKS), spells=(HELD, CONTROL)))
    page = brief_html(made)
    assert "Killed: 773 to at least 2,900" in page
    assert GOMA.name in page

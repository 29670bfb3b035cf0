"""Relation mentions: how two things stand, as told in passing."""

from datetime import date

import pytest
from compact import read_of

from tocsin.base.errors import BadTable
from tocsin.base.model import Document, Stance, Status
from tocsin.base.reading import Reading
from tocsin.base.relations import RelationKind
from tocsin.base.tables import Row
from tocsin.mentions import standing_words
from tocsin.mentions.relations import find_relations

PUBLISHED = date(2025, 2, 22)


def found(text, tools):
    """Return what words tell; what only the reader model sees has tests of its own."""
    return [r for r in read_of(text, tools, published=PUBLISHED).relations if not r.seen]


@pytest.mark.golden("relations.txt")
def test_relations_golden(given_, expected, tools):
    about_offices = any(line.startswith("holds_office") for line in expected)
    told = [r for r in found(given_, tools) if "at_war:town" not in r.reason]  # wars that follow from a taking: below
    left = [r for r in told if about_offices or r.kind is not RelationKind.HOLDS_OFFICE]
    for line in expected:
        fit = next((r for r in left if fits(line, r)), None)
        assert fit is not None, f"nothing fits {line!r} in {[shown(r) for r in left]}"
        left.remove(fit)
    assert not left, [shown(r) for r in left]


def fits(line, relation):
    head, subject, other, place, *extras = [part.strip() for part in line.split("|")]
    kind, status = head.split()
    same = (relation.kind, relation.status) == (RelationKind(kind), Status(status))
    sides = named(subject, relation.subject) and named(other, relation.object) and named(place, relation.place)
    return (
        same
        and sides
        and (relation.ended, relation.begun) == ("ended" in extras, "begun" in extras)
        and all(extra_fits(e, relation) for e in extras)
    )


def named(words, thing):
    if thing is None or words == "-":
        return thing is None and words == "-"
    return any(words.casefold() in w.casefold() for w in (thing.text, thing.name))


def extra_fits(extra, relation):
    name, _, value = extra.partition(" ")
    if name == "since":
        return relation.time is not None and str(relation.time.start) == value
    stance = {"by": Stance.AFFIRMS, "no": Stance.DENIES}.get(name)
    return stance is None or any(a.stance is stance and named(value, a.speaker) for a in relation.attributions)


def shown(r):
    said = [f"{a.stance} {a.speaker.text}" for a in r.attributions]
    return f"{r.kind} {r.status} | {r.subject.name} | {r.object and r.object.name} | {r.place and r.place.name} {r.ended} {said}"


def test_one_record_per_relation_with_those_who_deny_it(tools):
    text = "Rwanda-backed M23 rebels held Goma.\n\nCongo says Rwanda backs the M23. Rwanda denies backing the M23."
    (backs,) = [r for r in found(text, tools) if r.kind is RelationKind.BACKS]
    assert backs.status is Status.ASSERTED
    assert {(a.speaker.name, a.stance) for a in backs.attributions} >= {
        ("Democratic Republic of the Congo", Stance.AFFIRMS),
    }


def test_a_relation_has_its_sentence_as_evidence(tools):
    text = "It rained.\n\nGoma is under the control of M23. It rained again."
    (relation,) = found(text, tools)
    assert relation.evidence.text == "Goma is under the control of M23."
    assert text[relation.evidence.start : relation.evidence.end] == relation.evidence.text


def test_ids_come_from_content(tools):
    text = "Goma is under the control of M23."
    assert [r.id for r in found(text, tools)] == [r.id for r in found(text, tools)]


def test_a_reading_without_a_parse_is_returned_as_it_is():
    reading = Reading(Document("d", "Goma"))
    assert find_relations(reading) is reading


@pytest.mark.parametrize(("column", "value"), [("pos", "x"), ("kind", "owns"), ("above", "near:town")])
def test_a_broken_row_names_its_file_and_line(monkeypatch, column, value):
    cells = dict.fromkeys(("lemma", "pos", "above", "kind", "subject", "object", "place", "weak", "ended"), "")
    row = Row(cells | {"lemma": "own", "pos": "v", "kind": "controls"} | {column: value}, "relations.tsv", 7)
    monkeypatch.setattr(standing_words, "table", lambda *_, **__: [row])
    with pytest.raises(BadTable, match=r"relations\.tsv, line 7"):
        standing_words.standing_words.__wrapped__()


def test_who_takes_a_town_is_at_war_with_its_state(tools):
    wars = [r for r in found("The RSF captured El Fasher on Sunday.", tools) if r.kind is RelationKind.AT_WAR]
    assert [(r.subject.name, r.object.name) for r in wars] == [("Rapid Support Forces", "Sudan")]
    assert "[town taken]" in wars[0].reason
    wars = [r for r in found("Hezbollah fighters entered Sidon.", tools) if r.kind is RelationKind.AT_WAR]
    assert all("[town entered]" in r.reason for r in wars)


def test_a_town_that_another_group_had_tells_of_no_war_with_the_state(tools):
    text = "The Syrian National Army captured Manbij, a town of the Syrian Democratic Forces."
    assert not [r for r in found(text, tools) if r.kind is RelationKind.AT_WAR and r.object.name == "Syria"]


def test_brussels_is_the_union_unless_the_text_tells_of_belgium(tools):
    put = "Brussels imposed sanctions on Dmitry Medvedev."
    assert [r.subject.name for r in found(put, tools)] == ["European Union"]
    assert [r.subject.name for r in found(f"{put} Belgian officials agreed.", tools)] == ["Belgium"]

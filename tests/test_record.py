"""What the record of some pages answers, and that it answers from what the pages say."""

from datetime import UTC, date, datetime

import pytest
from coded import PAGES, lines, mentions_of, story

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Claim, Incident, IncidentStatus
from tocsin.base.model import Document, Stance
from tocsin.record import open_record

CONGO_ARMY = "agency:cd-armed-forces-of-the-democratic-republic-of-the-congo"


def parties(incident):
    return {a.id for a in (*incident.actors, *incident.recipients)}


def test_incidents_of_a_place_are_those_of_its_parts(asked):
    goma, province, country = (asked.incidents(place=p) for p in ("Goma", "North Kivu", "COD"))
    assert goma
    assert {i.id for i in goma} < {i.id for i in province} < {i.id for i in country}
    assert {i.place.country for i in asked.incidents(place="DR Congo")} == {"COD"}
    assert {i.place.name for i in goma} == {"Goma"}


def test_incidents_of_a_state_are_those_of_its_organs(asked):
    found = asked.incidents(actor="Rwanda")
    assert {i.id for i in asked.incidents(actor="Rwanda Defence Force")} <= {i.id for i in found}
    organs = [i for i in found if "country:RWA" not in parties(i)]
    assert organs
    assert all(any((p or "").startswith(("agency:rw-", "agency:rwa-")) for p in parties(i)) for i in organs)


def test_incidents_of_an_alliance_are_those_of_its_members(asked):
    assert {i.id for i in asked.incidents(actor="M23")} <= {i.id for i in asked.incidents(actor="AFC")}


def test_filters_narrow_what_is_found(asked):
    every = asked.incidents()
    assert {i.type for i in asked.incidents(type="assault")} == {"ASSAULT"}
    assert {i.status for i in asked.incidents(status="disputed")} == {IncidentStatus.DISPUTED}
    assert all(i.origins >= 2 for i in asked.incidents(min_origins=2))
    assert len(asked.incidents(limit=3)) == 3
    before = asked.incidents(until="2025-01-26")
    assert 0 < len(before) < len(every)
    assert all(
        "hospital" in " ".join(m.evidence.text for m in i.mentions).lower() for i in asked.incidents(words="hospital")
    )
    assert asked.incidents(as_of="2020-01-01") == []


def test_incidents_have_mentions_with_words_of_their_documents(asked):
    documents = {d.id: d for d in asked.documents()}
    for incident in asked.incidents():
        for m in incident.mentions:
            assert documents[m.document].text[m.trigger.start : m.trigger.end] == m.trigger.text
        assert incident.documents == len({m.document for m in incident.mentions})


def test_a_denial_is_on_the_incident_that_others_affirm(asked):
    (fall,) = [i for i in asked.incidents(place="Goma", mode="territory", status="disputed") if len(i.mentions) > 2]
    denied = [c for c in fall.claims if c.field == "act" and c.stance is Stance.DENIES]
    assert "person:patrick-muyaya" in {c.speaker.id for c in denied if c.speaker}
    assert len({c.document for c in fall.claims if c.field == "act"}) > 1
    assert any(c.stance is Stance.AFFIRMS and c.document != denied[0].document for c in fall.claims)
    assert fall.id in {c.incident for c in asked.claims(speaker="DR Congo", stance="denies")}


def test_copies_make_no_claims_and_add_no_origin(asked):
    copies = {d.id for d in asked.documents() if d.copy_of}
    assert copies
    assert not [c for c in asked.claims() if c.document in copies]
    told = [i for i in asked.incidents() if {m.document for m in i.mentions} & copies]
    assert any(i.documents > 1 and i.origins == 1 for i in told)


def test_claims_are_found_by_speaker_about_and_incident(asked):
    spoken = asked.claims(speaker="M23")
    assert {c.speaker.id for c in spoken} == {"group:m23"}
    about = asked.claims(about="M23", speaker="DR Congo")
    assert {c.id for c in about} <= {c.id for c in asked.claims(about="M23")}
    one = asked.get([about[0].incident])[0]
    assert {c.id for c in asked.claims(about=one.id)} == {c.id for c in one.claims}
    denied = asked.claims(about=one.id, stance="denies")
    assert denied == [c for c in one.claims if c.stance is Stance.DENIES]
    assert asked.claims(about=one.id, speaker="Fiji") == []
    with pytest.raises(BadInput, match="no incident 'i_nothing'"):
        asked.claims(about="i_nothing")


def test_standing_is_asked_by_day_place_actor_and_kind(asked):
    on = asked.standing(as_of="2025-01-31", place="Goma", kind="controls")
    assert "group:m23" in {r.subject.id for r in on}
    before = asked.standing(as_of="2024-06-01", place="Goma", kind="controls")
    assert {r.subject.id for r in before} == {"country:COD"}
    of_m23 = asked.standing(actor="M23")
    assert all("group:m23" in (r.subject.id, r.object and r.object.id) for r in of_m23)
    assert {r.kind.value for r in asked.standing(actor="M23", kind="Controls")} == {"controls"}
    assert len({r.kind for r in asked.standing()}) > 1
    assert {r.place.name for r in asked.standing(place="North Kivu") if r.place} >= {"Goma"}
    for relation in on:
        assert relation.evidence_for
        assert all(s.files for s in relation.evidence_for)
    with pytest.raises(BadInput, match="kind='owns'"):
        asked.standing(kind="owns")


def test_an_actor_has_a_dossier(asked):
    found = asked.actor("M23")
    assert found.actor.id == "group:m23"
    assert found.incidents
    assert sum(n for _, n in (*found.done, *found.suffered)) == len(found.incidents)
    assert dict(found.done)["ASSAULT"] > 1
    assert dict(found.places)["Goma"] > 1
    assert {c.speaker.id for c in found.claims} == {"group:m23"}
    assert found.standing
    assert "March 23 Movement" not in dict(found.others)
    nobody = asked.actor("Nobody Atall")
    assert (nobody.incidents, nobody.claims, nobody.standing) == ((), (), ())


def test_a_place_has_a_dossier(asked):
    found = asked.place("Goma")
    assert found.place.name == "Goma"
    assert {i.place.name for i in found.incidents} == {"Goma"}
    assert {c.incident for c in found.claims} == {i.id for i in found.incidents}
    assert found.standing


def test_a_place_that_the_gazetteer_lacks_is_found_where_a_document_tells_of_it(empty, tmp_path):
    text = "M23 rebels seized the town of Minova on Monday, killing 12 people, residents said."
    empty.add([lines(tmp_path / "n.jsonl", story(text))])
    assert {i.place.name for i in empty.incidents(place="Minova")} == {"Minova"}
    with pytest.raises(BadInput, match="no place is called 'Minovai'"):
        empty.incidents(place="Minovai")


def test_words_find_documents_and_incidents(asked):
    found = asked.search("airport", limit=5)
    assert {f.kind for f in found} == {"document", "incident"}
    assert all("airport" in f.snippet.lower() for f in found)
    with pytest.raises(BadInput, match="no word to look for"):
        asked.search("...")
    with pytest.raises(BadInput, match="limit=0"):
        asked.search("airport", limit=0)


def test_show_leads_from_every_id_to_the_thing(asked):
    incident = max(asked.incidents(), key=lambda i: len(i.mentions))
    assert asked.show(incident.id) == incident
    assert asked.show(incident.mentions[0].mention) == incident
    assert isinstance(asked.show(incident.mentions[0].document), Document)
    claim = asked.show(incident.claims[0].id)
    assert isinstance(claim, Claim)
    assert claim == incident.claims[0]
    with pytest.raises(BadInput, match="nothing with the id 'x'"):
        asked.show("x")
    with pytest.raises(BadInput, match="nothing with the id"):
        asked.show(incident.id, as_of="2020-01-01")


def test_a_document_tells_incidents(asked):
    document = next(d for d in asked.documents() if asked.mentions(d.id))
    found = asked.told_in(document.id)
    assert all(isinstance(i, Incident) for i in found)
    told = {m.mention for i in found for m in i.mentions if m.document == document.id}
    assert told == {m.id for m in asked.mentions(document.id)}
    assert (asked.mentions("d_nothing"), asked.told_in("d_nothing")) == ([], [])


def test_documents_are_asked_by_day_and_outlet(asked):
    every = asked.documents()
    assert len(every) == len(PAGES) - 1
    assert {d.outlet for d in asked.documents(outlet="kivu")} == {"The Kivu Post"}
    on = asked.documents(since="2025-01-27", until="2025-01-28")
    assert {d.published for d in on} == {date(2025, 1, 27)}
    assert len(asked.documents(limit=2)) == 2


def test_changes_are_those_since_a_moment(asked):
    every = asked.changes(since="2025-03-01")
    assert {c.what for c in every} == {"added"}
    assert {c.id for c in every if c.kind == "incident"} == {i.id for i in asked.incidents()}
    assert asked.changes(since=datetime(2025, 3, 2)) == asked.changes(since="2025-03-02T00:00") == []
    with pytest.raises(BadInput, match="since='March' is no day"):
        asked.changes(since="March")


def test_a_store_that_is_not_there_is_no_record(tmp_path):
    with pytest.raises(BadInput, match=r"none\.db"):
        open_record(tmp_path / "none.db", create=False)


def test_the_mentions_of_a_record_are_those_of_its_documents(asked):
    assert {m.id for d in asked.documents() for m in asked.mentions(d.id)} == mentions_of(asked)
    assert asked.changes(since=datetime(2025, 3, 9, tzinfo=UTC)) == []

"""The ledger: a claim and its denial side by side, since when, and what took the place of what."""

from dataclasses import replace
from datetime import date

from made import CLAIMS, DEAD, RWANDA, SEIZURE, UN, claim, extent

from tocsin.base.model import Stance, Status
from tocsin.web.ledger import ledger, matter_card, matters, since


def test_matters_come_field_by_field_the_act_first_and_counts_last():
    assert [m.field for m in matters(CLAIMS)] == ["act", "doer", "place", "time", "killed"]
    assert [m.field for m in matters(CLAIMS, ["killed", "act"])] == ["act", "killed"]


def test_a_claim_and_its_denial_are_two_positions_the_denial_last():
    act = matters(CLAIMS)[0]
    assert [p.stance for p in act.positions] == [Stance.AFFIRMS, Stance.DENIES]
    assert len(act.positions[0].sayings) == 2


def test_values_that_differ_stand_beside_each_other():
    killed = next(m for m in matters(CLAIMS) if m.field == "killed")
    assert sorted(p.value for p in killed.positions) == ["2900+", "773"]


def test_one_voice_that_says_it_again_is_one_saying():
    again = [claim(n, speaker=UN, said_on=date(2025, 2, n), document=f"d_{n}") for n in (3, 1, 2)]
    (saying,) = matters(again)[0].positions[0].sayings
    assert [c.said_on.day for c in saying.claims] == [1, 2, 3]
    html = since(saying.claims)
    assert "first said" in html
    assert ">1 February 2025</time>" in html
    assert ">3 February 2025</time>" in html
    assert "in 3 documents" in html


def test_the_same_voice_alleging_and_asserting_says_two_things():
    two = [claim(1, speaker=UN), claim(2, speaker=UN, told=Status.ALLEGED)]
    assert len(matters(two)[0].positions[0].sayings) == 2


def test_a_day_that_is_unknown_is_called_so():
    assert "day unknown" in since([claim(1, said_on=None)])


def test_a_replaced_claim_is_struck_and_says_by_what():
    own = [
        claim(4, "killed", "773", speaker=UN, superseded_by="c_000000000005", evidence=extent(DEAD)),
        claim(5, "killed", "2900+", speaker=UN, said_on=date(2025, 2, 5), evidence=extent(DEAD), document="d_9"),
    ]
    html = matter_card(replace(SEIZURE, claims=tuple(own)), None)
    assert html.count("is-past") == 1
    assert ">2900+ on 5 February 2025</a>" in html


def test_a_card_leads_to_speaker_incident_and_sentence():
    html = matter_card(SEIZURE, ["act"])
    assert 'href="/actor/country%3ARWA"' in html
    assert 'href="/incident/i_0123456789ab"' in html
    assert 'href="/document/d_000000000003#m_a"' in html
    assert "sides has-both" in html
    assert "How many killed" not in html


def test_beyond_three_voices_the_rest_opens():
    many = tuple(claim(n, origin=f"outlet {n}") for n in range(6))
    html = matter_card(replace(SEIZURE, claims=many), None)
    assert "<summary>3 more</summary>" in html


def test_what_was_asked_for_is_told_from_what_stands_beside_it():
    html = ledger([(SEIZURE, ["act"])], frozenset({"c_000000000003"}))
    assert html.count("is-context") == 2


def test_names_of_speakers_are_escaped():
    evil = claim(1, speaker=replace(RWANDA, name="<b>x</b>"))
    assert "<b>x" not in matter_card(replace(SEIZURE, claims=(evil,)), None)

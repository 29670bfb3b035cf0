import re
from dataclasses import replace
from datetime import date

from made import AT, CLAIMS, MARCH, SEIZED, SEIZURE, claim, member

from tocsin.base.incidents import Incident
from tocsin.base.model import Count, Stance
from tocsin.base.provenance import Change, Judgement, Run, Verdict
from tocsin.web.incident_facts import incident_facts
from tocsin.web.revisions import changed_values, history_list, judgement_list, who_changed
from tocsin.web.side_by_side import by_field, side_by_side
from tocsin.web.tellings import origin_table, tellings, told_by
from tocsin.web.tolls import bar, scale_of, toll_bars

RUN = Run("u_1", "add", AT, AT, "1.0", "m", "t", "")


def test_fields_come_in_order_with_the_value_of_most_first():
    fields = by_field((*CLAIMS, claim(20, "place", "Sake"), claim(21, "place", "Sake")))
    assert list(fields) == ["act", "doer", "place", "time", "killed"]
    assert list(fields["place"]) == ["Sake", "Goma"]


def test_deniers_stand_beside_those_who_say_so():
    made = str(side_by_side(SEIZURE))
    row = made[made.index(">it happened<") :].partition("</tr>")[0]
    says, denies = row.split('data-head="who denies it"')
    assert "The Kivu Post itself" in says
    assert "Rwanda" in denies
    assert "denied" in denies


def test_a_superseded_claim_is_struck():
    made = str(side_by_side(SEIZURE))
    assert re.search(r"<del>773</del>", made)
    assert "said otherwise later" in made


def test_claims_beyond_six_are_folded_not_lost():
    many = replace(SEIZURE, claims=tuple(claim(n, document=f"d_{n}") for n in range(9)))
    made = str(side_by_side(many))
    assert "3 more" in made
    assert all(f'href="/document/d_{n}#m_a"' in made for n in range(9))


def test_tellings_mark_the_trigger_and_lead_to_it():
    made = str(tellings(SEIZURE))
    assert made.count("<mark>seized</mark>") == 3
    assert 'href="/document/d_000000000001#m_000000000001"' in made


def test_copies_are_folded_and_counted_apart():
    made = str(tellings(SEIZURE))
    assert made.index("1 telling in copies of other texts") < made.index("Morning Echo")
    assert told_by(SEIZURE) == "4 independent origins in 12 documents, 1 copy among them"


def test_origin_table_counts_documents_once():
    twice = replace(SEIZURE, mentions=(*SEIZURE.mentions, member(1, SEIZED, "seized", mention="m_9")))
    made = str(origin_table(twice))
    assert re.search(r">Lake Wire</th><td>2</td><td>1</td>", made)
    assert re.search(r">The Kivu Post</th><td>1</td><td>–</td>", made)


def test_scale_holds_the_highest_number():
    assert scale_of([Count(773, 2900, None)]) == 5000
    assert scale_of([Count(1, 1, 1)]) == 1
    assert scale_of([Count(None, None, None)]) == 1


def test_bar_lies_between_low_and_high_with_a_mark_at_best():
    made = str(bar(Count(100, 250, 500), 1000))
    assert "--from:0.1000;--to:0.5000" in made
    assert "--at:0.2500" in made
    assert "range-open" not in made


def test_bar_of_an_open_count_reaches_the_end():
    made = str(bar(Count(773, 2900, None), 5000))
    assert "--to:1.0000" in made
    assert "range-open" in made


def test_toll_bars_name_who_says_which():
    made = str(toll_bars(SEIZURE))
    assert "Killed: at least 773, best 2,900, by 3 claims" in made
    assert "United Nations" in made
    assert re.search(r"<del><a[^>]*>773</a></del> said otherwise later", made)


def test_a_denied_toll_is_marked():
    denied = replace(SEIZURE, claims=(claim(1, "killed", "5", count=Count(5, 5, 5), stance=Stance.DENIES),))
    assert "range-denied" in toll_bars(denied)


def test_changed_values_name_field_before_and_after():
    after = replace(SEIZURE, counts=(), place=None, documents=13)
    assert changed_values(SEIZURE, after) == [
        ("place", "Goma", ""), ("killed", "at least 773, best 2,900", ""), ("documents", "12", "13"),
    ]  # fmt: skip
    assert changed_values(SEIZURE, SEIZURE) == []


def _change(n: int, by: str = "u_1") -> tuple[Change, Incident]:
    return Change(SEIZURE.id, "incident", "added" if n == 1 else "changed", AT, by, "read", n), replace(
        SEIZURE, origins=n
    )


def test_history_says_who_when_why_and_what_the_latest_first():
    made = str(history_list([_change(1), _change(2), _change(3, "amina")], {"u_1": RUN}))
    assert made.index("Revision 3") < made.index("Revision 2") < made.index("Revision 1")
    assert "the run “add” of 01 March 2025" in made
    assert "By amina; why: read." in made
    assert "<del>1</del> → <ins>2</ins>" in made


def test_a_revision_without_another_headline_value_says_so():
    same = [_change(1), (replace(_change(2)[0]), _change(1)[1])]
    assert "no headline value did" in history_list(same, {})


def test_who_changed_escapes_a_name():
    assert who_changed("<b>", {}) == "&lt;b&gt;"


def test_judgements_say_who_decided_what_and_why():
    edit = Judgement("j_1", AT, "amina", Verdict.EDIT, SEIZURE.id, None, "place", "Sake", "the text says so")
    apart = Judgement("j_2", AT, "ben", Verdict.DIFFERENT, SEIZURE.id, MARCH.id, None, None, None)
    made = str(judgement_list([edit, apart]))
    assert "<strong>edited</strong> place = Sake" in made
    assert "says amina" in made
    assert "why: the text says so" in made
    assert f'not the same as</strong> <a href="/incident/{MARCH.id}">' in made


def test_facts_say_what_told_and_status_mean():
    made = str(incident_facts(SEIZURE, MARCH))
    assert "somebody denies it, or tells a value" in made
    assert "told as a fact" in made
    assert "counted from the day of publication" in made
    assert "as a town; -1.674, 29.228" in made
    assert f'href="/incident/{MARCH.id}"' in made
    assert "i_ba9876543210" in made


def test_facts_leave_out_what_is_unknown():
    made = str(incident_facts(replace(MARCH, start=None, end=None, first_reported=date(2025, 2, 1)), None))
    assert "<dt>where</dt>" not in made
    assert "<dt>when</dt>" not in made
    assert "<dt>toll</dt>" not in made

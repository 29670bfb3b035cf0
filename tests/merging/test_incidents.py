"""Incidents from accounts: claims side by side, copies, later tolls, corrections, headline values, status."""

from datetime import date

import pytest
from made_accounts import DENIAL, M23, MUYAYA, RWANDA, SPOKESMAN, account, joined, party, said

from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Count, Stance, Status
from tocsin.merging.claims import claims_of, shown
from tocsin.merging.incidents import incident_of
from tocsin.merging.status import excludes


def incident(*accounts):
    return incident_of("i_1", accounts, joined(accounts))


def acts(made):
    return {(c.speaker.name if c.speaker else None, c.stance) for c in made.claims if c.field == "act"}


def test_one_origin_reports_and_two_corroborate():
    assert incident(account(1)).status is IncidentStatus.REPORTED
    two = incident(account(1), account(2, outlet="Wire"))
    assert (two.status, two.origins, two.documents) == (IncidentStatus.CORROBORATED, 2, 2)


def test_reprints_of_one_agency_are_one_origin():
    made = incident(account(1, origin="Wire"), account(2, origin="Wire", outlet="Post"))
    assert (made.status, made.origins) == (IncidentStatus.REPORTED, 1)


def test_papers_that_quote_one_spokesman_are_one_origin():
    said_so = (said(MUYAYA),)
    made = incident(account(1, attributions=said_so), account(2, outlet="Wire", attributions=said_so))
    assert (made.origins, made.status) == (1, IncidentStatus.REPORTED)


def test_unnamed_officials_of_two_papers_are_two_origins():
    said_so = (said(SPOKESMAN),)
    made = incident(account(1, attributions=said_so), account(2, outlet="Wire", attributions=said_so))
    assert made.origins == 2


def test_a_denial_in_another_document_disputes_and_stands_beside_what_is_affirmed():
    made = incident(account(1), account(2, outlet="Wire", status=Status.DENIED, attributions=(DENIAL,)))
    assert made.status is IncidentStatus.DISPUTED
    assert acts(made) == {(None, Stance.AFFIRMS), (RWANDA.name, Stance.DENIES)}
    assert made.told is Status.ASSERTED
    assert not [c for c in made.claims if c.stance is Stance.DENIES and c.field != "act"]


def test_copies_are_members_and_make_no_claims():
    made = incident(account(1, origin="Wire"), account(2, copy_of="d_1", origin="Wire"))
    assert {c.document for c in made.claims} == {"d_1"}
    assert [m.is_copy for m in made.mentions] == [False, True]
    assert (made.origins, made.documents) == (1, 2)


def test_of_copies_alone_the_first_of_each_text_speaks():
    made = incident(account(2, copy_of="d_1"), account(3, copy_of="d_1"), account(4, copy_of="d_9"))
    assert {c.document for c in made.claims} == {"d_2", "d_4"}


def test_the_later_toll_of_a_speaker_supersedes_the_earlier():
    first = account(1, counts={"killed": Count(5, 5, 5)}, attributions=(said(MUYAYA),))
    later = account(2, day=30, counts={"killed": Count(9, 9, 9)}, attributions=(said(MUYAYA),), outlet="Wire")
    made = incident(later, first)
    tolls = {c.value: c for c in made.claims if c.field == "killed"}
    assert tolls["5"].superseded_by == tolls["9"].id
    assert tolls["9"].superseded_by is None
    assert dict(made.counts) == {"killed": Count(9, 9, 9)}
    assert made.status is IncidentStatus.REPORTED


def test_an_outlet_supersedes_itself_and_no_other():
    made = incident(
        account(1, counts={"killed": Count(5, 5, 5)}),
        account(2, day=30, counts={"killed": Count(9, 9, 9)}),
        account(3, day=29, outlet="Wire", counts={"killed": Count(5, 5, 5)}),
    )
    live = {(c.document, c.value) for c in made.claims if c.field == "killed" and c.superseded_by is None}
    assert live == {("d_2", "9"), ("d_3", "5")}


def test_tolls_are_never_averaged():
    tolls = [Count(10, 10, 10), Count(10, 10, 10), Count(40, 40, 40), Count(7, None, None)]
    made = incident(*(account(n, outlet=f"Paper {n}", counts={"killed": c}) for n, c in enumerate(tolls)))
    assert dict(made.counts)["killed"] == Count(7, 10, 40)
    assert made.status is IncidentStatus.DISPUTED


@pytest.mark.parametrize(
    ("tolls", "headline"),
    [
        ([Count(12, 12, None)], Count(12, 12, None)),
        ([Count(24, None, None), Count(7, 7, 7)], Count(7, 7, None)),
        ([Count(12, 12, None), Count(20, 20, 20)], Count(12, 20, 20)),
        ([Count(10, None, 15)], Count(10, None, 15)),
        ([Count(None, None, None)], Count(None, None, None)),
    ],
)
def test_a_toll_is_open_where_the_highest_claim_is(tolls, headline):
    made = incident(*(account(n, day=27 + n, outlet=f"Paper {n}", counts={"killed": c}) for n, c in enumerate(tolls)))
    assert dict(made.counts)["killed"] == headline


def test_what_its_outlet_takes_back_is_withdrawn():
    words = "Correction: an earlier version of this report said that rebels had seized Sake."
    made = incident(account(1), account(2, day=29, evidence=words, status=Status.NEGATED))
    assert made.status is IncidentStatus.WITHDRAWN
    assert made.origins == 0
    taken = next(c for c in made.claims if c.field == "act" and c.document == "d_1")
    assert taken.superseded_by


def test_what_one_of_two_outlets_takes_back_still_stands_with_the_other():
    words = "Correction: an earlier version of this report said that rebels had seized Sake."
    made = incident(account(1), account(2, day=29, evidence=words), account(3, outlet="Wire"))
    assert made.status is IncidentStatus.DISPUTED
    assert made.origins == 1


def test_a_speaker_who_takes_a_denial_back_no_longer_disputes():
    denies = account(1, status=Status.DENIED, attributions=(DENIAL,))
    admits = account(2, day=30, attributions=(said(RWANDA),), outlet="Wire")
    made = incident(denies, admits)
    assert made.status is IncidentStatus.REPORTED
    assert [c.stance for c in made.claims if c.field == "act" and c.superseded_by] == [Stance.DENIES]


@pytest.mark.parametrize(
    ("a", "b", "is_so"),
    [
        (Count(5, 5, 5), Count(9, 9, 9), True),
        (Count(10, 10, 10), Count(11, 11, 11), False),
        (Count(5, 5, None), Count(90, 90, 90), False),
        (Count(5, None, 10), Count(9, 9, 9), False),
        (Count(100, 100, None), Count(9, 9, 9), True),
    ],
)
def test_tolls_exclude_each_other_if_they_lie_apart(a, b, is_so):
    assert excludes(a, b) is excludes(b, a) is is_so


def test_counts_are_shown_as_people_write_them():
    counts = [Count(12, 12, 12), Count(12, 12, None), Count(10, None, 15), Count(None, 4, 4), Count(None, None, None)]
    assert [shown(c) for c in counts] == ["12", "12+", "10-15", "4", "?"]


def test_headline_values_are_those_of_most_tellings():
    made = incident(
        account(1, mode="heavy-weapons"),
        account(2, mode="heavy-weapons", place=None),
        account(3, mode="aerial", time=None),
    )
    assert (made.type, made.mode, made.place.name) == ("ASSAULT", "heavy-weapons", "Sake")
    assert (made.start, made.end) == (date(2025, 1, 27), date(2025, 1, 28))
    assert [a.id for a in made.actors] == ["group:m23"]


def test_who_is_told_on_both_sides_stands_where_more_tellings_have_it():
    made = incident(account(1), account(2), account(3, actors=(RWANDA,), recipients=(M23,)))
    assert [a.id for a in made.actors] == ["group:m23", "country:RWA"]
    assert made.recipients == ()
    turned = incident(account(1), account(2, actors=(), recipients=(M23,)), account(3, actors=(), recipients=(M23,)))
    assert (turned.actors, [r.id for r in turned.recipients]) == ((), ["group:m23"])


def test_one_account_of_many_names_nobody_for_all():
    embassy = party(None, "six embassies", "COD", "GOV")
    few = [account(1, recipients=(embassy,)), *(account(n, outlet=f"Paper {n}", recipients=()) for n in range(2, 11))]
    assert [r.name for r in incident(*few).recipients] == ["six embassies"]
    assert incident(*few, account(11, outlet="Paper 11", recipients=())).recipients == ()


def test_a_bare_number_is_nobody():
    wounded = party(None, "2,800", None, "CVL")
    made = incident(account(1, recipients=(wounded, party(None, "2,800 people", None, "CVL"))))
    assert [r.name for r in made.recipients] == ["2,800 people"]


def test_the_same_accounts_make_the_same_claims():
    accounts = [account(n, outlet=f"Paper {n}") for n in range(4)]
    first, again = claims_of("i_1", accounts), claims_of("i_1", accounts[::-1])
    assert first == again
    assert len({c.id for c in first}) == len(first)

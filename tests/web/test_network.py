import itertools
import re
from dataclasses import replace
from datetime import date

from made import CONGO, CONTROL, M23, RWANDA, UN

from tocsin.base.incidents import Relation, RelationStatus
from tocsin.base.relations import RelationKind
from tocsin.web.network import BOX, ROW, layout, network
from tocsin.web.relations import relation_id


def tie(a, b, kind=RelationKind.BACKS, **more):
    made = Relation(kind, a, b, None, date(2025, 1, 1), date(2025, 1, 1), None, None, RelationStatus.REPORTED, (), ())
    return replace(made, **more)


TIES = [tie(RWANDA, M23), tie(UN, RWANDA, RelationKind.SANCTIONS), tie(CONGO, replace(M23, id=None, name="Wazalendo"))]


def test_who_only_acts_stands_left_and_who_is_only_acted_on_right():
    nodes = layout(TIES).nodes
    assert nodes["body:un"].x == nodes["country:COD"].x < nodes["country:RWA"].x < nodes["group:m23"].x


def test_no_two_boxes_meet():
    many = [tie(RWANDA, replace(M23, id=f"group:{n}")) for n in range(20)]
    laid = layout(many)
    ys = sorted(n.y for n in laid.nodes.values() if n.key.startswith("group"))
    assert all(b - a >= BOX[1] for a, b in itertools.pairwise(ys))
    assert laid.height >= 20 * ROW


def test_layout_is_the_same_again():
    assert layout(TIES) == layout(list(reversed(TIES)))


def test_each_line_leads_to_its_evidence_and_says_what_it_is():
    made = str(network(TIES, None))
    for t in TIES:
        assert f'href="#{relation_id(t)}"' in made
    assert 'aria-label="Rwanda backs March 23 Movement, reported: show the evidence"' in made
    assert 'aria-label="United Nations has sanctions on Rwanda, reported: show the evidence"' in made


def test_lines_and_names_of_another_day_are_hidden():
    made = str(network([tie(RWANDA, M23), tie(UN, CONGO, until_latest=date(2025, 1, 5))], date(2025, 2, 1)))
    hidden = set(re.findall(r'data-node="([^"]+)" hidden', made))
    assert hidden == {"body:un", "country:COD"}
    assert made.count("<a ") - len(re.findall(r"<a [^>]* hidden[ >]", made)) == 1


def test_a_disputed_line_has_a_mark():
    assert ">?</text>" in network([tie(RWANDA, M23, status=RelationStatus.DISPUTED)], None)
    assert ">?</text>" not in network([tie(RWANDA, M23)], None)


def test_holds_are_not_drawn():
    assert "Nobody is told" in network([CONTROL], None)

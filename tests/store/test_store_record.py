"""The whole record on a real server of PostgreSQL: add, ask, judge, take back, code afresh."""

from coded import PAGES, assert_whole, groups, state

from tocsin.record import open_record


def test_the_record_is_the_same_on_a_server(database, asked, quick):
    with open_record(database) as record:
        record.add(PAGES[:4])
        record.add(PAGES[4:])
        assert_whole(record)
        assert {d.id for d in record.documents()} == {d.id for d in asked.documents()}
        assert len(groups(record) & groups(asked)) >= 0.8 * len(groups(asked))
        assert record.incidents(place="North Kivu", actor="M23", words="airport")
        assert record.standing(as_of="2025-01-31", place="Goma", kind="controls")
        assert record.search("airport")
        assert record.claims(speaker="DR Congo", stance="denies")
        before = state(record)
        a, b = record.incidents(type="ASSAULT")[:2]
        made = record.judge("same", a.id, b.id, by="amina")
        assert record.show(b.id).id == a.id
        assert list(record.doubts(limit=3))
        record.undo(made.id, by="amina")
        assert [s[0] for s in state(record)[0]] == [s[0] for s in before[0]]
        again = state(record)
        added = record.recode()
        assert (added.begun, added.changed, added.ended) == (0, 0, 0)
        assert state(record) == again
        assert record.add(PAGES).documents == 0

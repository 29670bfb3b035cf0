"""People's decisions on incidents: kept as rows, applied at once, replayed by every later run."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from tocsin.adding import Making, settle, touch
from tocsin.base.errors import BadInput
from tocsin.base.ids import content_id
from tocsin.base.incidents import Account, Filter, Incident, Judgement, Verdict
from tocsin.merging.doubts import Doubt, doubts
from tocsin.merging.judged import check_edit, decisions
from tocsin.store import documents as texts
from tocsin.store import incidents as kept
from tocsin.store import mentions as told
from tocsin.store.engine import Connection
from tocsin.store.judgements import list_judgements, put_judgement, undo_judgement

PAIRS = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE})
# Incidents that are looked through for pairs to judge, the latest first.
_LOOKED_AT = 400


def judge(conn: Connection, given: Judgement, family: Mapping[str, str]) -> Judgement:
    """Keep a decision on incidents or mentions and make what it touches anew; return it as it is kept.

    A pair is kept by the first accounts of its incidents, whose ids outlive merging.

    Raises:
        BadInput: an id is unknown, the verdict needs another one, or the value is not of its form.
    """
    if given.verdict in PAIRS and given.right is None:
        raise BadInput(f"{given.verdict.value} needs two ids; give another incident or mention beside {given.left}.")
    if given.verdict is Verdict.EDIT:
        check_edit(given.field, given.value)
    left, right = _kept_id(conn, given.left, given), _kept_id(conn, given.right, given)
    made = Judgement(
        id=content_id("j", given.verdict.value, left, right, given.field, given.value, given.by, given.at.isoformat()),
        at=given.at,
        by=given.by,
        verdict=given.verdict,
        left=left or given.left,
        right=right,
        field=given.field,
        value=given.value,
        why=given.why,
    )
    owners = _owners(conn, made)
    put_judgement(conn, made)
    _replay(conn, made, owners, Making(made.by, made.at, family, _why(made)))
    return made


def undo(conn: Connection, id_: str, *, by: str, at: datetime, family: Mapping[str, str]) -> None:
    """Take a decision back and make what it touched anew.

    Raises:
        BadInput: there is no such decision in force.
    """
    made = next((j for j in list_judgements(conn) if j.id == id_), None)
    undo_judgement(conn, id_, at=at, by=by)
    if made is not None:
        _replay(conn, made, _owners(conn, made), Making(by, at, family, f"decision {id_} undone"))


def doubtful(conn: Connection, family: Mapping[str, str]) -> list[Doubt]:
    """Return pairs of incidents that may be one and nobody has judged, the most doubtful first."""
    found = kept.find_incidents(conn, Filter())[-_LOOKED_AT:]
    decided = decisions(list_judgements(conn))
    judged = decided.apart | decided.together | decided.unsure
    return doubts(_accounts(conn, found), family=family, apart=judged)


def _accounts(conn: Connection, incidents: Sequence[Incident]) -> dict[str, list[Account]]:
    mentions = told.get_mentions(conn, [m.mention for i in incidents for m in i.mentions])
    documents = texts.get_documents(conn, {m.document for m in mentions.values()})
    made = {m.id: Account(m, documents[m.document]) for m in mentions.values() if m.document in documents}
    return {i.id: [made[m.mention] for m in i.mentions if m.mention in made] for i in incidents}


def _kept_id(conn: Connection, id_: str | None, given: Judgement) -> str | None:
    """Return the id that a decision is kept under: of a pair the first account, of one incident its own."""
    if id_ is None:
        return None
    if kept.incidents_of(conn, [id_]):
        return id_
    found = kept.get_incidents(conn, [id_])
    if not found:
        raise BadInput(
            f"there is no incident or mention {id_!r} in the store; tocsin incidents lists them with their ids."
        )
    return found[0].mentions[0].mention if given.verdict in PAIRS else found[0].id


def _owners(conn: Connection, made: Judgement) -> set[str]:
    """Return the incidents that a decision is about."""
    ids = [i for i in (made.left, made.right) if i]
    return {*kept.incidents_of(conn, ids).values(), *(i.id for i in kept.get_incidents(conn, ids))}


def _replay(conn: Connection, made: Judgement, owners: Collection[str], making: Making) -> None:
    if made.verdict in (Verdict.SAME, Verdict.DIFFERENT):
        settle(conn, making, sorted(owners))
    elif made.verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.EDIT):
        touch(conn, making, sorted(owners))


def _why(made: Judgement) -> str:
    return made.why or f"judged {made.verdict.value}"

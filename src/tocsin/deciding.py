"""People's decisions on incidents: kept as rows, applied at once, replayed by every later run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin.base.errors import BadInput
from tocsin.base.ids import content_id
from tocsin.base.incidents import Incident
from tocsin.base.provenance import OF_PAIRS, Judgement, Verdict
from tocsin.gathering import Gathering, Making, decided_now, load_accounts
from tocsin.merging.doubts import Doubt, doubts
from tocsin.merging.judged import TAKEN, Decisions, check_edit
from tocsin.store import incidents as kept
from tocsin.store import mentions as told
from tocsin.store.engine import Connection
from tocsin.store.judgements import list_judgements, put_judgement, undo_judgement

# Incidents that are looked through for pairs to judge: the last ones by day.
_LOOKED_AT = 400
# The smallest step of the store's clock: what was known just before a decision.
_JUST = timedelta(microseconds=1)


def judge(conn: Connection, given: Judgement, family: Mapping[str, str]) -> Judgement:
    """Keep a decision on incidents or mentions and make what it touches anew; return it as it is kept.

    A pair is kept by the first accounts of its incidents, whose ids outlive merging.

    Raises:
        BadInput: an id is unknown, the verdict needs another one, the value is not of its form, or an earlier decision
            keeps the two apart.
    """
    made = _kept(conn, given)
    before = decided_now(conn)
    if not put_judgement(conn, made):
        return made
    _apply(conn, made, before, Making(made.id, made.at, family, _why(made), made.by))
    if made.verdict is Verdict.SAME and len(_owners(conn, made)) > 1:
        raise BadInput(
            f"{given.left} and {given.right} cannot be one: other mentions of theirs are judged different; "
            "tocsin judge --list shows the decisions, tocsin judge --undo ID takes one back."
        )
    return made


def undo(conn: Connection, id_: str, *, by: str, at: datetime, family: Mapping[str, str]) -> None:
    """Take a decision back and make what it touched anew: what it united comes apart, what it parted is one again.

    Raises:
        BadInput: there is no such decision in force.
    """
    before = decided_now(conn)
    made = next((j for j in list_judgements(conn) if j.id == id_), None)
    own = undo_judgement(conn, id_, at=at, by=by)
    if made is not None:
        _apply(conn, made, before, Making(own, at, family, f"decision {id_} undone", by))


def doubtful(conn: Connection, family: Mapping[str, str]) -> list[Doubt]:
    """Return pairs of incidents that may be one and nobody has judged, the most doubtful first."""
    latest = kept.latest(conn, _LOOKED_AT)
    found = kept.members_of(conn, latest)
    made = load_accounts(conn, [m for members in found.values() for m in members])
    accounts = {i: [made[m] for m in found.get(i, ()) if m in made] for i in latest}
    return doubts(accounts, family=family, apart=decided_now(conn).pairs)


def is_judged(conn: Connection, left: Incident, right: Incident) -> bool:
    """Tell whether a person has judged a mention of one incident and one of another."""
    sides = [{m.mention for m in i.mentions} for i in (left, right)]
    return any(p & sides[0] and p & sides[1] for p in decided_now(conn).pairs)


def _kept(conn: Connection, given: Judgement) -> Judgement:
    """Return a decision with the ids that it is kept under, after making sure that it can be carried out."""
    if given.verdict in OF_PAIRS and given.right is None:
        raise BadInput(f"{given.verdict.value} needs two ids; give another incident or mention beside {given.left}.")
    if given.verdict not in OF_PAIRS and given.right is not None:
        raise BadInput(f"{given.verdict.value} is of one thing, and {given.right} was given too; give one id.")
    if not given.by.strip():
        raise BadInput("a decision needs the name of who decides; give one.")
    if given.verdict is Verdict.EDIT:
        check_edit(given.field, given.value)
    left, right = _kept_id(conn, given.left, given.verdict), given.right and _kept_id(conn, given.right, given.verdict)
    if left == right:
        raise BadInput(
            f"{given.left} and {given.right} are one incident already; give two that are apart, or mentions."
        )
    field, value = given.field, given.value
    if given.verdict is not Verdict.EDIT:
        field, value = _taken(conn, left) if given.verdict is Verdict.WRONG else (None, None)
    id_ = content_id("j", given.verdict.value, left, right, field, value, given.by, given.at.isoformat())
    return replace(given, id=id_, left=left, right=right, field=field, value=value)


def _kept_id(conn: Connection, id_: str, verdict: Verdict) -> str:
    """Return the id that a decision is kept under: of a pair the first account, of one incident its own."""
    is_mention = bool(told.get_mentions(conn, [id_]))
    if is_mention and verdict is not Verdict.EDIT:
        return id_
    found = kept.get_incidents(conn, kept.incidents_of(conn, [id_]).values() if is_mention else [id_])
    if found:
        return found[0].mentions[0].mention if verdict in OF_PAIRS else found[0].id
    if verdict is Verdict.RIGHT and id_ in decided_now(conn).wrong:
        return id_
    raise BadInput(f"there is no incident or mention {id_!r} in the store; tocsin incidents lists them with their ids.")


def _taken(conn: Connection, id_: str) -> tuple[str | None, str | None]:
    """Return what is taken away by finding something wrong: mentions, each with its incident."""
    found = kept.get_incidents(conn, [id_])
    taken = {m.mention: i.id for i in found for m in i.mentions} or kept.incidents_of(conn, [id_])
    return (TAKEN, json.dumps(taken)) if taken else (None, None)


def _owners(conn: Connection, made: Judgement) -> set[str]:
    """Return the incidents that a decision is about."""
    ids = [i for i in (made.left, made.right) if i]
    return {*kept.incidents_of(conn, ids).values(), *(i.id for i in kept.get_incidents(conn, ids))}


def _apply(conn: Connection, made: Judgement, before: Decisions, making: Making) -> None:
    """Make anew what a decision, or its undoing, changes."""
    now = decided_now(conn)
    work = Gathering(conn, making, now)
    if made.verdict not in OF_PAIRS:
        work.touched |= _owners(conn, made)
    freed = {i: of for i, of in before.wrong.items() if i not in now.wrong}
    work.merge(work.give_back(freed))
    untied = [p for p in before.together if p not in now.together]
    for left, right in untied:
        _untie(work, left, right, made.at)
    for left, right in (sorted(pair) for pair in before.apart - now.apart):
        _tie(work, left, right, made.at)
    work.decide()
    work.write()


def _untie(work: Gathering, left: str, right: str, at: datetime) -> None:
    """Take apart what a decision of a moment united, if it was apart before that; each goes back where it was."""
    where = kept.incidents_of(work.conn, [left, right])
    if len(where) < 2 or where[left] != where[right]:
        return
    one = kept.get_incidents(work.conn, [where[left]])[0]
    then = kept.get_incidents(work.conn, [one.id, *one.aliases], at - _JUST)
    sides = {m: {n.mention for i in then if any(n.mention == m for n in i.mentions) for n in i.mentions} for m in where}
    if right in sides[left]:
        return
    work.take_apart(one.id, [{left} | sides[left], {right} | sides[right]])


def _tie(work: Gathering, left: str, right: str, at: datetime) -> None:
    """Unite what a decision of a moment took apart, if it was one before that."""
    where = kept.incidents_of(work.conn, [left, right])
    if len(where) < 2 or where[left] == where[right]:
        return
    then = kept.get_incidents(work.conn, where.values(), at - _JUST)
    if any({left, right} <= {m.mention for m in i.mentions} for i in then):
        keep, other = sorted(where.values(), key=lambda i: i not in {t.id for t in then})
        work.unite(keep, other)


def _why(made: Judgement) -> str:
    return made.why or f"judged {made.verdict.value}"

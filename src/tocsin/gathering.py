"""Accounts into the incidents of a store: those that a batch adds, and those that a decision moves.

Nothing is kept before ``write``; what is asked of the store in between is asked for all accounts at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.base.found import Kept
from tocsin.base.ids import content_id
from tocsin.base.incidents import Account, Incident
from tocsin.merging.incidents import incident_of
from tocsin.merging.judged import Decisions, decisions, edited
from tocsin.merging.merge import SPOKESMEN, Joined, keys_asked, keys_kept, merge
from tocsin.merging.parting import parted, seeds_of
from tocsin.store import documents as texts
from tocsin.store import incidents as kept
from tocsin.store import mentions as told
from tocsin.store import relations as standing
from tocsin.store.aliases import resolve
from tocsin.store.endings import drop_incidents, merge_away
from tocsin.store.engine import Connection
from tocsin.store.judgements import list_judgements
from tocsin.study.steps import steps_of

# Incidents looked at under one key, the most recently changed first: a busy town has thousands.
PER_KEY = 30
_ONE = "its accounts and the other's are of one happening"


@dataclass(frozen=True, slots=True)
class Making:
    """What is kept with what is made: the run or decision that made it, the moment, why, and who decided (the run)."""

    run: str
    at: datetime
    family: Mapping[str, str]
    why: str = "read"
    by: str | None = None


def decided_now(conn: Connection) -> Decisions:
    """Return the decisions in force, on mentions as they are called now."""
    judgements = list_judgements(conn)
    named = {i for j in judgements for i in (j.left, j.right) if i}
    named |= decisions(judgements).wrong.keys()
    return decisions(judgements, told.heirs_of(conn, named))


def load_accounts(conn: Connection, mentions: Iterable[str]) -> dict[str, Account]:
    """Return the accounts of mentions of the store by id; ids that are not in the store are left out."""
    found = told.get_mentions(conn, mentions)
    abouts = told.get_mentions(conn, {m.about for m in found.values() if m.about})
    documents = texts.get_documents(conn, {m.document for m in found.values()})
    return {
        m.id: Account(m, documents[m.document], abouts.get(m.about or ""))
        for m in found.values()
        if m.document in documents
    }


@dataclass(slots=True)
class Gathering:
    """The work on some accounts: which incidents they touch, join, leave, begin and show to be one."""

    conn: Connection
    making: Making
    decided: Decisions
    touched: set[str] = field(default_factory=set)
    joined: dict[str, list[Joined]] = field(default_factory=dict)
    united: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)  # mention -> the incident that it was in

    def merge(self, new: Sequence[Account]) -> None:
        """Let each new account join an incident or begin one, and unite what turns out to be one."""
        conn = self.conn
        found = kept.candidates(conn, keys_asked(new), per_key=PER_KEY)
        members = self._members({i for ids in found.values() for i in ids})
        judged = {m for pair in self.decided.apart for m in pair}
        some = {i: [*of[:SPOKESMEN], *(m for m in of[SPOKESMEN:] if m in judged)] for i, of in members.items()}
        self.load([m for mentions in some.values() for m in mentions])
        known = {i: [self.accounts[m] for m in of if m in self.accounts] for i, of in some.items() if of}
        merged = merge(new, known, family=self.making.family, apart=self.decided.apart)
        names = self._names({i: j for i, j in merged.joined.items() if i not in known})
        for id_, joined in merged.joined.items():
            self.joined.setdefault(names.get(id_, id_), []).extend(joined)
        self.united |= {old: names.get(new_, new_) for old, new_ in merged.united.items() if old in known}

    def _names(self, begun: Mapping[str, Sequence[Joined]]) -> dict[str, str]:
        """Return the ids of incidents that begin.

        One that is made of what an incident lost to the last account goes on as that. An id that is in use, or leads to
        another incident, is no new one's.
        """
        former = {i: [f for j in joined if (f := self.left.get(j.mention))] for i, joined in begun.items()}
        asked = {*begun, *(f for of in former.values() for f in of)}
        leads = resolve(self.conn, asked)
        held = self._members(i for i in asked if leads[i] == i)
        taken = {i for i, of in held.items() if of} | {i for i, to in leads.items() if to != i}
        taken |= self.joined.keys() | self.decided.wrong.keys()
        names: dict[str, str] = {}
        for id_ in begun:
            free = next((i for i in (*former[id_], id_) if i not in taken), id_)
            number = 1
            while free in taken:
                number += 1
                free = content_id("i", id_, number)
            names[id_] = free
            taken.add(free)
        return names

    def _members(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Return the mentions of incidents of the store that have not left them."""
        return {i: [m for m in of if m not in self.left] for i, of in kept.members_of(self.conn, ids).items()}

    def give_back(self, mentions: Mapping[str, str]) -> list[Account]:
        """Let mentions be again of the incidents that they were taken from; return those whose incident is no more.

        An incident that was taken away whole (it is among the keys) begins again.
        """
        self.load(mentions)
        placed = kept.incidents_of(self.conn, mentions)
        leads = resolve(self.conn, mentions.values())
        there = {i.id for i in kept.get_incidents(self.conn, leads.values())} | {
            i for m, i in mentions.items() if m == i
        }
        lost = []
        for mention, of in mentions.items():
            if mention in placed or mention not in self.accounts or mention in self.decided.wrong:
                continue
            if leads[of] in there:
                self.joined.setdefault(leads[of], []).append(Joined(mention, 1.0, ("a person's decision",)))
            else:
                lost.append(self.accounts[mention])
        return lost

    def take_apart(self, incident: str, seeds: Sequence[Collection[str]]) -> None:
        """Part an incident of the store, or of this work, into groups around seeds; its first account keeps its id."""
        mentions = [*self._members([incident]).get(incident, ()), *(j.mention for j in self.joined.get(incident, ()))]
        self.load(mentions)
        accounts = [self.accounts[m] for m in dict.fromkeys(mentions) if m in self.accounts]
        _, *others = parted(accounts, seeds, family=self.making.family)
        self.touched.add(incident)
        away = {j.mention for group in others for j in group}
        self.left |= dict.fromkeys(away, incident)
        self.joined[incident] = [j for j in self.joined.get(incident, ()) if j.mention not in away]
        for group in others:
            ids = [content_id("i", j.mention) for j in group]
            # One that was merged into this stands for itself again.
            again = next((i for i, to in resolve(self.conn, ids).items() if to == incident != i), None)
            self.joined[again or self._names({ids[0]: group})[ids[0]]] = list(group)

    def decide(self) -> None:
        """Take apart and unite what people judged different and the same; the later accounts of a batch too."""
        where = self._where({m for pair in self.decided.pairs for m in pair})
        for incident in sorted({where[a] for a, b in map(sorted, self.decided.apart) if _is_one(where, a, b)}):
            here = [m for m, i in where.items() if i == incident]
            self.load(here)
            self.take_apart(incident, seeds_of(here, self.decided.apart))
        where = self._where({m for pair in self.decided.pairs for m in pair})
        for left, right in self.decided.together:
            if left in where and right in where:
                self._unite(self._last(where[left]), self._last(where[right]), where)

    def _unite(self, keep: str, other: str, where: Mapping[str, str]) -> None:
        sides = [{self._last(where[m]) for m in p if m in where} for p in self.decided.apart]
        if keep != other and {keep, other} not in sides:
            self.unite(keep, other)

    def unite(self, keep: str, other: str) -> None:
        """Let one incident be a part of another."""
        self.united[other] = keep
        self.joined.setdefault(keep, []).extend(self.joined.pop(other, ()))

    def _where(self, mentions: Collection[str]) -> dict[str, str]:
        """Return the incident that each mention is in, in the store and by this work."""
        there = {m: i for m, i in kept.incidents_of(self.conn, mentions).items() if m not in self.left}
        own = {j.mention: i for i, joined in self.joined.items() for j in joined}
        return {m: self._last(i) for m, i in (there | own).items() if m in mentions}

    def _last(self, incident: str) -> str:
        while incident in self.united:
            incident = self.united[incident]
        return incident

    def write(self) -> Kept:
        """Keep the incidents that are new or have changed, end those that are empty or united, and say how many."""
        conn, making, by = self.conn, self.making, self.making.by or self.making.run
        changing = {self._last(i) for i in (*self.touched, *self.joined, *self.united)}
        asked = changing | self.united.keys()
        there = {i.id: i for i in kept.get_incidents(conn, asked) if i.id in asked}
        self.load([m.mention for i in there.values() for m in i.mentions])
        whole = self._edited(self._whole(sorted(changing), there), there)
        keys = {i.id: keys_kept(self.accounts[m.mention] for m in i.mentions) for i in whole}
        changes = kept.put_incidents(conn, whole, keys=keys, run=making.run, at=making.at, by=by, why=making.why)
        alive = {i.id for i in whole}
        merged = {old: into for old in self.united if old in there and (into := self._last(old)) in alive}
        gone = there.keys() - alive - merged.keys()
        drop_incidents(conn, sorted(gone), at=making.at, by=by, why=making.why)
        for old, into in merged.items():
            merge_away(conn, old, into, at=making.at, by=by, why=making.why if making.by else _ONE)
        steps = {i.id: steps_of(i, [self.accounts[m.mention] for m in i.mentions]) for i in whole}
        standing.put_steps(conn, [s for of in steps.values() for s in of], at=making.at)
        silent = {i for i, of in steps.items() if not of}
        standing.drop_steps(conn, silent | gone | merged.keys(), at=making.at)
        begun = sum(c.what == "added" for c in changes)
        return Kept(begun=begun, changed=len(changes) - begun, ended=len(gone) + len(merged))

    def _whole(self, ids: Iterable[str], there: Mapping[str, Incident]) -> list[Incident]:
        """Return incidents from all their accounts, old and new; those with none left, or judged wrong, are left out."""
        parts: dict[str, list[str]] = {}
        for old in self.united:
            parts.setdefault(self._last(old), []).append(old)
        made = (self._incident(i, [i, *parts.get(i, ())], there) for i in ids if i not in self.decided.wrong)
        return [i for i in made if i is not None]

    def _incident(self, id_: str, merged: Sequence[str], there: Mapping[str, Incident]) -> Incident | None:
        old = (m for i in merged if i in there for m in there[i].mentions if m.mention not in self.left)
        joined = {m.mention: Joined(m.mention, m.score, m.reasons) for m in old}
        joined |= {j.mention: j for i in merged for j in self.joined.get(i, ())}
        accounts = [self.accounts[m] for m in joined if m in self.accounts and m not in self.decided.wrong]
        return incident_of(id_, accounts, joined) if accounts else None

    def _edited(self, whole: Sequence[Incident], there: Mapping[str, Incident]) -> list[Incident]:
        """Return incidents with what they are about and the values that people set."""
        about = self._about(whole, there)
        parts = [(old, self._last(old)) for old in self.united]
        names = {
            i.id: [*(there[i.id].aliases if i.id in there else ()), *(o for o, n in parts if n == i.id)] for i in whole
        }
        return [edited(replace(i, about=about.get(i.id)), self.decided, names[i.id]) for i in whole]

    def _about(self, whole: Sequence[Incident], there: Mapping[str, Incident]) -> dict[str, str]:
        """Return what verbal acts are about, each by its first account that tells of an incident."""
        told_of = {i.id: [a for m in i.mentions if (a := self.accounts[m.mention].mention.about)] for i in whole}
        placed = {m.mention: i.id for i in whole for m in i.mentions}
        where = kept.incidents_of(self.conn, {m for ms in told_of.values() for m in ms if m not in placed}) | placed
        found = {i: next((where[m] for m in ms if where.get(m, i) != i), None) for i, ms in told_of.items()}
        before = {i: old for i in found if i in there and (old := there[i].about)}
        leads = resolve(self.conn, before.values())
        # An id that was merged still leads there: the incident about it does not change for that.
        return {i: before[i] if i in before and leads[before[i]] == to else to for i, to in found.items() if to}

    def load(self, mentions: Iterable[str]) -> None:
        """Load the accounts of mentions of the store; what is loaded is kept for the work."""
        missing = [m for m in dict.fromkeys(mentions) if m not in self.accounts]
        self.accounts |= load_accounts(self.conn, missing)


def _is_one(where: Mapping[str, str], a: str, b: str) -> bool:
    return a in where and where[a] == where.get(b)

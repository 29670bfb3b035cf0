"""Readings into the store: copies found, mentions kept, incidents merged. One batch is one transaction, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.base.incidents import Account, Incident
from tocsin.base.model import Reading
from tocsin.documents.copies import SHARED_BANDS, Signature, Stored, bands, find_copies, signature
from tocsin.merging.incidents import incident_of
from tocsin.merging.judged import Decisions, decisions, edited
from tocsin.merging.merge import Joined, keys_asked, keys_kept, merge
from tocsin.store import documents as texts
from tocsin.store import incidents as kept
from tocsin.store import mentions as told
from tocsin.store import relations as standing
from tocsin.store.engine import Connection
from tocsin.store.judgements import list_judgements
from tocsin.study.steps import steps_of, steps_of_relation

# Incidents looked at under one key, the most recently changed first: a busy town has thousands.
PER_KEY = 30
# Candidates of a batch whose accounts are loaded for comparison speak through their first accounts.
SPOKESMEN = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """What one batch changed; counts of documents, mentions and incidents."""

    documents: int = 0
    revised: int = 0
    unchanged: int = 0
    copies: int = 0
    mentions: int = 0
    begun: int = 0
    changed: int = 0
    ended: int = 0

    def __add__(self, other: Kept) -> Kept:
        """Return the sums."""
        return Kept(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))


@dataclass(frozen=True, slots=True)
class Making:
    """What a batch is kept with: the run that made it, the moment, and the families of actors."""

    run: str
    at: datetime
    family: Mapping[str, str]
    why: str = "read"


def keep(conn: Connection, readings: Sequence[Reading], making: Making) -> Kept:
    """Keep the readings of a batch in an open transaction, and merge what they tell into the incidents there are.

    Documents that the store has already, with the same text, are left as they are; call it with ``making.why`` "recoded"
    to replace what was read of them.
    """
    digests = texts.known(conn, [r.document.id for r in readings])
    is_recoding = making.why == "recoded"
    fresh = [r for r in readings if is_recoding or digests.get(r.document.id) != texts.content_digest(r.document)]
    if not fresh:
        return Kept(unchanged=len(readings))
    batch = _Batch(conn, making, decisions(list_judgements(conn)))
    traced = batch.trace(fresh) if not is_recoding else fresh
    there = [r.document.id for r in traced if r.document.id in digests]
    batch.replace_old(traced, there)
    batch.put(traced)
    batch.merge()
    return batch.write() + Kept(
        documents=len(traced) - len(there),
        revised=len(there),
        unchanged=len(readings) - len(fresh),
        copies=sum(r.document.copy_of is not None for r in traced),
        mentions=sum(len(r.mentions) for r in traced),
    )


def signatures(readings: Iterable[Reading]) -> dict[str, Signature]:
    """Return the signature of each reading's document, by which its copies are found."""
    return {r.document.id: signature(r.document) for r in readings}


def settle(conn: Connection, making: Making, incidents: Iterable[str]) -> Kept:
    """Merge the accounts of some incidents afresh in an open transaction, as people have judged them."""
    batch = _Batch(conn, making, decisions(list_judgements(conn)))
    batch.settle(incidents)
    return batch.write()


def touch(conn: Connection, making: Making, incidents: Iterable[str]) -> Kept:
    """Make some incidents anew from their accounts, with the values that people set."""
    batch = _Batch(conn, making, decisions(list_judgements(conn)))
    batch.touched = set(incidents)
    return batch.write()


@dataclass(slots=True)
class _Batch:
    """The work on one batch: which accounts are new, which incidents they touch."""

    conn: Connection
    making: Making
    decided: Decisions
    touched: set[str] = field(default_factory=set)
    new: list[Account] = field(default_factory=list)
    joined: dict[str, list[Joined]] = field(default_factory=dict)
    united: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)  # mentions that left the incident they were in

    def trace(self, readings: Sequence[Reading]) -> list[Reading]:
        """Return the readings with what their documents repeat; stored ones for which that changes are touched."""
        conn, signed = self.conn, signatures(readings)
        stored = Stored(
            alike=lambda keys: texts.alike(conn, keys, least=SHARED_BANDS),
            get=lambda ids: texts.get_documents(conn, ids),
            copies_of=lambda ids: texts.copies_of(conn, ids),
        )
        found = {t.document: t for t in find_copies([r.document for r in readings], signatures=signed, stored=stored)}
        own = {r.document.id for r in readings}
        others = [t for t in found.values() if t.document not in own]
        texts.set_copies(conn, [(t.document, t.copy_of, t.origin) for t in others])
        self._touch_documents([t.document for t in others])
        return [
            replace(r, document=replace(r.document, copy_of=t.copy_of, origin=t.origin))
            for r in readings
            for t in (found[r.document.id],)
        ]

    def replace_old(self, readings: Sequence[Reading], there: Sequence[str]) -> None:
        """Let go of what was read of documents that are read again, where it is read otherwise now."""
        conn, making = self.conn, self.making
        old = [m.id for ms in told.mentions_of_documents(conn, there).values() for m in ms]
        self.touched |= set(kept.incidents_of(conn, old).values())
        gone = set(old) - {m.id for r in readings for m in r.mentions}
        told.drop_mentions(conn, gone, at=making.at, why=making.why)
        remarks = [m.id for ms in told.relation_mentions_of(conn, there).values() for m in ms]
        gone = set(remarks) - {m.id for r in readings for m in r.relations}
        told.drop_relation_mentions(conn, gone)
        standing.drop_steps(conn, gone, at=making.at)

    def put(self, readings: Sequence[Reading]) -> None:
        """Keep documents, mentions and relations; what belongs to no incident yet is new."""
        conn, run, at = self.conn, self.making.run, self.making.at
        signed = signatures(readings)
        texts.put_documents(
            conn,
            [r.document for r in readings],
            run=run,
            at=at,
            signatures={i: bytes(s) for i, s in signed.items()},
            bands={i: bands(s) for i, s in signed.items()},
        )
        mentions = [m for r in readings for m in r.mentions]
        told.put_mentions(conn, mentions, run=run, at=at)
        told.put_relation_mentions(conn, [m for r in readings for m in r.relations], run=run, at=at)
        steps = [s for r in readings for m in r.relations for s in steps_of_relation(m, r.document)]
        standing.put_steps(conn, steps, at=at)
        placed = kept.incidents_of(conn, [m.id for m in mentions])
        for reading in readings:
            by_id = {m.id: m for m in reading.mentions}
            for m in reading.mentions:
                self.accounts[m.id] = Account(m, reading.document, by_id.get(m.about or ""))
                if m.id not in placed and m.id not in self.decided.wrong:
                    self.new.append(self.accounts[m.id])

    def merge(self) -> None:
        """Let each new account join an incident or begin one, and unite what turns out to be one."""
        conn = self.conn
        found = kept.candidates(conn, keys_asked(self.new), per_key=PER_KEY)
        members = kept.members_of(conn, {i for ids in found.values() for i in ids})
        some = {i: mentions[:SPOKESMEN] for i, mentions in members.items()}
        loaded = self._load([m for mentions in some.values() for m in mentions])
        known = {i: [loaded[m] for m in mentions if m in loaded] for i, mentions in some.items()}
        merged = merge(self.new, known, family=self.making.family, apart=self.decided.apart)
        self.joined = {i: list(joined) for i, joined in merged.joined.items()}
        self.united = dict(merged.united)
        self._unite_judged()

    def settle(self, incidents: Iterable[str]) -> None:
        """Merge the accounts of some incidents afresh, as people have judged; an id stays with its first account."""
        there = kept.get_incidents(self.conn, incidents)
        loaded = self._load([m.mention for i in there for m in i.mentions])
        owner = {i.mentions[0].mention: i.id for i in there if i.mentions}
        accounts = [loaded[m.mention] for i in there for m in i.mentions if m.mention in loaded]
        accounts = [a for a in accounts if a.mention.id not in self.decided.wrong]
        merged = merge(accounts, {}, family=self.making.family, apart=self.decided.apart)
        self.left = {a.mention.id for a in accounts}
        self.touched = {i.id for i in there}
        for id_, joined in merged.joined.items():
            named = next((owner[j.mention] for j in joined if j.mention in owner), id_)
            self.joined[named] = list(joined)
        self._unite_judged()
        self.united |= {i.id: self._heir(i) for i in there if i.id not in self.joined and i.id not in self.united}

    def _heir(self, incident: Incident) -> str:
        """Return the incident that the first account of one that ends belongs to now."""
        first = incident.mentions[0].mention if incident.mentions else ""
        return next((i for i, joined in self.joined.items() if any(j.mention == first for j in joined)), incident.id)

    def _unite_judged(self) -> None:
        """Unite the incidents of mentions that a person judged the same."""
        own = {j.mention: i for i, joined in self.joined.items() for j in joined}
        pairs = [p for p in self.decided.together if p & own.keys()]
        where = kept.incidents_of(self.conn, {m for p in pairs for m in p}) | own
        for pair in sorted(map(sorted, pairs)):
            first, second = (self._last(where[m]) if m in where else None for m in pair)
            if first and second and first != second:
                self.united[second] = first
                self.joined.setdefault(first, []).extend(self.joined.pop(second, ()))

    def _last(self, incident: str) -> str:
        while incident in self.united:
            incident = self.united[incident]
        return incident

    def write(self) -> Kept:
        """Keep the incidents that are new or have changed, end those that are empty or united, and say how many."""
        conn, making = self.conn, self.making
        there = self._there()
        whole = [i for i in (self._incident(id_, there) for id_ in sorted(self._changing())) if i is not None]
        placed = {m.mention: i.id for i in whole for m in i.mentions}
        whole = [edited(replace(i, about=self._about(i, placed)), self.decided) for i in whole]
        keys = {i.id: keys_kept(self.accounts[m.mention] for m in i.mentions) for i in whole}
        changes = kept.put_incidents(
            conn, whole, keys=keys, run=making.run, at=making.at, by=making.run, why=making.why
        )
        standing.put_steps(conn, [s for i in whole for s in steps_of(i, self._accounts_of(i))], at=making.at)
        gone = {i for i in self._changing() if i in there} - {i.id for i in whole}
        merged = {old: self._last(old) for old in self.united if old in there}
        kept.drop_incidents(conn, gone, at=making.at, by=making.run, why=making.why)
        for old, new in merged.items():
            kept.merge_away(
                conn, old, new, at=making.at, by=making.run, why="its accounts and the other's are of one happening"
            )
        standing.drop_steps(conn, gone | merged.keys(), at=making.at)
        begun = sum(c.what == "added" for c in changes)
        return Kept(begun=begun, changed=len(changes) - begun, ended=len(gone) + len(merged))

    def _accounts_of(self, incident: Incident) -> list[Account]:
        return [self.accounts[m.mention] for m in incident.mentions if m.mention in self.accounts]

    def _changing(self) -> set[str]:
        return {self._last(i) for i in (*self.touched, *self.joined, *self.united)}

    def _there(self) -> dict[str, Incident]:
        """Return the incidents of the store that change, with all their accounts loaded."""
        there = {i.id: i for i in kept.get_incidents(self.conn, self._changing() | self.united.keys())}
        self._load([m.mention for i in there.values() for m in i.mentions])
        return there

    def _incident(self, id_: str, there: Mapping[str, Incident]) -> Incident | None:
        """Return an incident from all its accounts, old and new; ``None`` if it has none left or is judged wrong."""
        merged = [id_, *(old for old in self.united if self._last(old) == id_)]
        joined = {
            m.mention: Joined(m.mention, m.score, m.reasons) for i in merged if i in there for m in there[i].mentions
        } | {j.mention: j for i in merged for j in self.joined.get(i, ())}
        accounts = [self.accounts[m] for m in joined if m in self.accounts and m not in self.decided.wrong]
        if not accounts or id_ in self.decided.wrong:
            return None
        return incident_of(id_, accounts, joined)

    def _about(self, incident: Incident, placed: Mapping[str, str]) -> str | None:
        """Return the incident that a verbal act is about, by its first account that tells of one."""
        about = [a.mention.about for m in incident.mentions if (a := self.accounts[m.mention]).mention.about]
        where = {**kept.incidents_of(self.conn, [m for m in about if m and m not in placed]), **placed}
        return next((where[m] for m in about if m in where), None)

    def _touch_documents(self, ids: Sequence[str]) -> None:
        old = [m.id for ms in told.mentions_of_documents(self.conn, ids).values() for m in ms]
        self.touched |= set(kept.incidents_of(self.conn, old).values())

    def _load(self, mentions: Iterable[str]) -> Mapping[str, Account]:
        """Load the accounts of mentions of the store; what is loaded is kept for the batch."""
        missing = [m for m in dict.fromkeys(mentions) if m not in self.accounts]
        found = told.get_mentions(self.conn, missing)
        abouts = told.get_mentions(self.conn, {m.about for m in found.values() if m.about})
        documents = texts.get_documents(self.conn, {m.document for m in found.values()})
        for m in found.values():
            if m.document in documents:
                self.accounts[m.id] = Account(m, documents[m.document], abouts.get(m.about or ""))
        return self.accounts

"""A record that holds the made records, and remembers what it was asked: what the commands are tested on."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from made import AT, CHANGES, CLAIMS, COPY, DOCUMENT, GOMA, INCIDENTS, M23, MARCH, RELATIONS, SEIZURE

from tocsin.base.errors import BadInput
from tocsin.base.model import Place, Skipped
from tocsin.base.provenance import Judgement, Verdict
from tocsin.record import Added, Dossier, Found

ADDED = Added(
    documents=74, revised=2, unchanged=3, copies=12, mentions=812, begun=300, changed=45, ended=2,
    skipped=tuple(Skipped(f"fr-{n}.html", "reading", "its language is 'fr'; only en is read") for n in range(6)),
)  # fmt: skip
_TALLIES = {
    "done": (("ASSAULT", 41), ("CONSULT", 7)),
    "suffered": (("ACCUSE", 12), ("SANCTION", 2)),
    "others": (("Armed Forces of the Democratic Republic of the Congo", 30), ("Rwanda", 9)),
    "places": (("Goma", 22), ("Sake", 8)),
    "by_month": (("2025-01", 12), ("2025-02", 40), ("2025-03", 0), ("2025-04", 5)),
}


class FakeRecord:
    """Answers with made records; ``asked`` holds the keyword arguments of the last call of each method."""

    def __init__(self, *, is_empty=False, added=ADDED):
        self.is_empty = is_empty
        self.added = added
        self.asked = {}
        self.calls = defaultdict(list)
        self.closed = False

    def _answer(self, name, given, found):
        self.asked[name] = given
        self.calls[name].append(given)
        return [] if self.is_empty else list(found)[: given.get("limit")]

    def add(self, paths, **given):
        self._answer("add", {"paths": list(paths)} | given, ())
        given["progress"](3)
        return self.added

    def recode(self, **given):
        self._answer("recode", given, ())
        given["progress"](3)
        return self.added

    def documents(self, **given):
        return self._answer("documents", given, (DOCUMENT, COPY))

    def incidents(self, **given):
        return self._answer("incidents", given, INCIDENTS)

    def claims(self, **given):
        return self._answer("claims", given, CLAIMS)

    def standing(self, **given):
        return self._answer("standing", given, RELATIONS)

    def changes(self, **given):
        return self._answer("changes", given, CHANGES)

    def search(self, words, **given):
        hits = (
            Found(
                "incident",
                SEIZURE.id,
                "March 23 Movement: ASSAULT territory in Goma",
                date(2025, 1, 27),
                "seized [Goma]",
            ),
            Found("document", DOCUMENT.id, "Goma falls to rebels", None, "=the largest city\nof eastern Congo"),
        )
        return self._answer("search", {"words": words} | given, hits)

    def actor(self, name):
        return Dossier(name, ("group:m23",), M23, None, (SEIZURE, MARCH), claims=CLAIMS, standing=RELATIONS, **_TALLIES)

    def place(self, name):
        where = Place(name, 216281, "COD", "Nord-Kivu", GOMA.lat, GOMA.lon, GOMA.precision)
        incidents = tuple(replace(SEIZURE, id=f"i_{n:012x}") for n in range(14))
        return Dossier(name, ("216281",), None, where, incidents, claims=(), standing=RELATIONS[:1], **_TALLIES)

    def show(self, id_, **given):
        self._answer("show", {"id": id_} | given, ())
        things = {x.id: x for x in (*INCIDENTS, DOCUMENT, COPY, *CLAIMS)}
        if id_ not in things:
            raise BadInput(f"nothing in the store has the id {id_!r}; ids are printed by tocsin incidents.")
        return things[id_]

    def get(self, ids, **given):
        wanted = list(ids)
        self._answer("get", {"ids": wanted} | given, ())
        return [i for i in INCIDENTS if i.id in wanted]

    def told_in(self, document):
        return [i for i in INCIDENTS if any(m.document == document for m in i.mentions)]

    def judgements(self):
        made = Judgement("j_0123456789ab", AT, "amina", Verdict.SAME, "m_1", "m_2", None, None, "one raid")
        return self._answer("judgements", {}, (made,))

    def judge(self, verdict, left, right=None, **given):
        self._answer("judge", {"verdict": verdict, "left": left, "right": right} | given, ())
        more = {"field": None, "value": None} | given
        return Judgement("j_0123456789ab", AT, verdict=Verdict(verdict), left=left, right=right, **more)

    def undo(self, judgement, **given):
        self._answer("undo", {"judgement": judgement} | given, ())

    def doubts(self, **given):
        if not self.is_empty:
            yield SEIZURE, MARCH, 0.61, ("place:same town", "time:two days apart")
            yield SEIZURE, INCIDENTS[2], 0.42, ("actors:share Rwanda",)

    def close(self):
        self.closed = True

"""Who holds whom and who comes free, by verbs and nouns with what stands beside them: ``data/words/captives.tsv``.

A single word's slots (``relations.tsv``) tell "was arrested"; here are those that tell it only with another word:
"took 40 men hostage", "walked out of jail", "let him go", "remains a captive of".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tocsin.base.model import ActorLink, Status
from tocsin.base.relations import RelationKind
from tocsin.base.tables import Row, per_overlay, table
from tocsin.base.trees import ancestors, children, conjuncts, first_conjunct, subtree
from tocsin.mentions.captive_people import is_told_of, meant, people_at
from tocsin.mentions.draft import Scene
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_kinds import told_free
from tocsin.mentions.relations_sides import Sides
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_slots import tokens_in, who, word_party
from tocsin.mentions.standing_words import Standing
from tocsin.mentions.subjects import is_passive, surface_subject

_TELLS = {"begun": (False, True), "holds": (False, False), "freed": (True, False)}
_POS = {"v": frozenset({"VERB", "AUX", "ADJ"}), "n": frozenset({"NOUN", "PROPN"})}
_TOLD = frozenset({Status.ASSERTED, Status.ALLEGED})
# Words that a table's condition may name as one.
_CLASSES = {
    "PRISON": frozenset({
        "prison", "jail", "gaol", "cell", "dungeon", "penitentiary", "custody", "detention", "captivity",
        "confinement", "remand", "bar", "arrest", "lockup", "guardhouse", "stockade", "jailhouse", "imprisonment",
        "internment", "gulag",
    }),
    "HOME": frozenset({
        "home", "house", "bed", "residence", "flat", "apartment", "office", "hotel", "hospital", "car", "bus", "taxi",
        "plane", "flight", "train", "checkpoint", "village", "street", "school", "dormitory", "mosque", "church",
        "market", "farm", "vehicle", "airport", "queue", "boat", "ship", "clinic", "camp", "palace", "hideout",
        "hole", "campsite", "post", "courtroom", "class", "classroom", "convoy", "compound",
    }),
    "POLICE": frozenset({"police", "gendarme", "court", "tribunal", "prosecutor", "agent", "agency", "authority",
                         "intelligence", "service", "justice", "custody"}),
    "CAPTOR": frozenset({"captor", "kidnapper", "abductor", "jailer", "gaoler", "guard", "hijacker", "hostage-taker"}),
}  # fmt: skip
# Words near a weak one ("came home", "were handed over") that say that somebody was held.
_CONTEXT = frozenset({
    "kidnap", "abduct", "hostage", "captive", "captivity", "captor", "capture", "prison", "prisoner", "jail", "gaol",
    "detain", "detainee", "detention", "arrest", "ransom", "inmate", "imprison", "imprisonment", "kidnapper", "hijack",
    "hijacker", "custody", "cell", "abduction", "abductor", "snatch", "amnesty", "pardon", "captured", "abducted",
})  # fmt: skip
# Who takes people away against their will.
_POWERS = frozenset({"MIL", "REB", "PRM", "CRM", "COP", "SPY", "GOV", "JUD"})
_ARMED = frozenset({"REB", "PRM", "CRM", "COP", "MIL"})
_LETTING = frozenset({"let", "allow", "make", "help"})
_ASKING = frozenset({"how", "where", "why", "when"})
_TIMES = frozenset({"day", "week", "month", "year", "hour"})
_WEAKER = frozenset({"hold", "seize", "take", "keep", "exchange", "swap", "bail"})
_BESIDE = ("advmod", "prt", "acomp", "oprd", "xcomp", "dobj", "npadvmod", "attr", "amod", "ccomp", "dep", "prep")
# What is done to towns as well.
_OF_PLACES = frozenset({
    "capture", "seize", "grab", "take", "hold", "hand", "liberate", "free", "lose", "bag", "keep", "have", "surrender",
    "give", "turn", "return", "keeping", "clutch", "power",
})  # fmt: skip
_HEARSAY = frozenset({"rumour", "rumor", "claim", "speculation"})
_REACH = 12
_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Telling:
    """One row: the words, what must stand beside them, the slots of who is held and of who holds, and what they tell."""

    words: frozenset[str]
    pos: frozenset[str]
    beside: tuple[str, ...]
    held: tuple[str, ...]
    holder: tuple[str, ...]
    ended: bool
    begun: bool


@per_overlay
def tellings() -> Mapping[str, tuple[Telling, ...]]:
    """Return the rows by lemma, in file order.

    Raises:
        BadTable: a row has an unknown part of speech, or tells of none of the three.
    """
    out: dict[str, list[Telling]] = {}
    for row in table("words/captives.tsv", columns=("words", "pos", "beside", "held", "holder", "tells")):
        made = _telling(row)
        for word in made.words:
            out.setdefault(word, []).append(made)
    return {word: tuple(rows) for word, rows in out.items()}


def _telling(row: Row) -> Telling:
    if row["pos"] not in _POS:
        raise row.bad(f"pos {row['pos']!r} is none of {', '.join(_POS)}; correct it.")
    if row["tells"] not in _TELLS:
        raise row.bad(f"tells {row['tells']!r} is none of {', '.join(_TELLS)}; correct it.")
    ended, begun = _TELLS[row["tells"]]
    words, held, holder = (tuple(row[c].split(s)) for c, s in (("words", "|"), ("held", "/"), ("holder", "/")))
    return Telling(
        frozenset(words), _POS[row["pos"]], tuple(row["beside"].split()), held, tuple(h for h in holder if h), ended, begun
    )  # fmt: skip


def captives(scene: Scene, words: Sequence[Found]) -> Iterator[Found]:
    """Yield who is taken, held and freed where no single word has told it."""
    for token in scene.parse.tokens:
        if token.i in scene.named or _is_asked(scene, token.i) or _is_meant(scene, token.i):
            continue
        done: set[bool] = set()
        for row in tellings().get(token.lemma, ()):
            if (
                token.pos not in row.pos
                or (token.tag == "JJ" and "free" in row.words)
                or row.ended in done
                or not _stands(scene, token.i, row)
            ):
                continue
            found = [f for f in _told(scene, token.i, row) if not _is_known(words, f)]
            if found:
                done.add(row.ended)
                yield from found


def _is_asked(scene: Scene, i: int) -> bool:
    span = scene.parse.sentences[scene.parse.tokens[i].sent]
    return scene.parse.tokens[span.last - 1].text == "?"


def _is_meant(scene: Scene, i: int) -> bool:
    """Tell whether a verb only says what is meant or which people: "a reward for arresting him", "captured Ukrainians"."""
    token = scene.parse.tokens[i]
    return (token.tag == "VBG" and token.dep == "pcomp") or (token.pos == "VERB" and token.dep == "amod")


def _is_known(words: Sequence[Found], f: Found) -> bool:
    """Tell whether a row of single words has told the same of the same person at the same word."""
    same = (w for w in words if w.kind is f.kind and w.token == f.token and w.ended == f.ended)
    return any(w.subject.first == f.subject.first for w in same)


def _told(scene: Scene, i: int, row: Telling) -> Iterator[Found]:
    held = next((p for s in row.held if (p := _people(scene, i, s, row))), [])
    holders = next((w for s in row.holder if (w := _holders(scene, i, s))), [])
    begun = row.begun or (not row.ended and told_free(scene, i))
    none: frozenset[str] = frozenset()
    as_row = Standing(
        scene.tree.lemma(i), none, " ".join(row.beside), none, RelationKind.DETAINED, (), (), (),
        weak=False, ended=row.ended, begun=begun,
    )  # fmt: skip
    for person in held:
        by = next((h for h in holders if h.token != person.token and h.actor != person.actor), None)
        status, reason, said = status_told(scene, i, as_row, [Sides(person, by, None)])
        if (status in _TOLD or (status is not Status.DENIED and is_given(scene, i))) and not _is_hearsay(scene, i):
            status = status if status in _TOLD else Status.ASSERTED
            rule = f"{as_row.rule}; {reason}"
            yield Found(RelationKind.DETAINED, i, person, by, None, status, said, row.ended, rule, begun)


def is_given(scene: Scene, i: int) -> bool:
    """Tell whether a clause stands whatever is above it: "will not say where they are held", a clause before a semicolon."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    own = {tokens[k].dep for k in scene.parse.children[i]}
    if (
        token.dep not in ("ccomp", "conj", "parataxis")
        or own & {"neg"}
        or {tokens[k].tag for k in scene.parse.children[i]} & {"MD", "TO"}
    ):
        return False
    if any(tokens[k].text.lower() in _ASKING for j in (i, *scene.parse.children[i]) for k in scene.parse.children[j]):
        return True
    low, high = sorted((i, token.head))
    return any(t.text in (";", ":") for t in tokens[low:high])


def _is_hearsay(scene: Scene, i: int) -> bool:
    """Tell whether nobody stands for what is told: "rumours that he was freed"."""
    return any(scene.tree.lemma(k) in _HEARSAY for k in list(ancestors(scene.parse, i))[:2])


def _people(scene: Scene, i: int, slot: str, row: Telling) -> list[ActorLink]:
    tokens = tokens_in(scene, i, slot)
    if slot == "obj" and not is_passive(scene.parse, i):
        tokens = tuple(meant(scene, i, tokens)) or _mislaid(scene, i)
    if slot == "carrier":
        tokens = tuple(c for t in tokens for c in conjuncts(scene.parse, t))
    sure = scene.tree.lemma(i) not in _OF_PLACES
    found = [p for t in tokens for p in people_at(scene, t, bare=row.ended or bool(row.beside), sure=sure)]
    return found if row.ended else [p for p in found if is_told_of(scene, p, sure=sure)]


def _mislaid(scene: Scene, i: int) -> tuple[int, ...]:
    """Return an object that the parser has as something else: "sent him home", "let him go", "three, picked up by police,"."""
    parse = scene.parse
    found = children(parse, i, "dative")
    if scene.tree.lemma(i) in _LETTING:
        found = found or [s for c in children(parse, i, "ccomp", "xcomp") for s in children(parse, c, "nsubj")]
    by = [k for k in children(parse, i, "prep", "agent") if scene.tree.lemma(k) == "by"]
    if not found and parse.tokens[i].tag in ("VBD", "VBN") and any(who(scene, children(parse, k, "pobj")) for k in by):
        found = list(surface_subject(scene.tree, i))
    return tuple(found)


def _holders(scene: Scene, i: int, slot: str) -> list[ActorLink]:
    """Return who holds or frees: from a slot of the word, or of the noun that a preposition brings ("into>hand")."""
    prep, _, noun = slot.partition(">")
    tokens = tokens_in(scene, i, prep)
    if noun:
        near = [t for t in tokens if scene.tree.lemma(t) == noun]
        tokens = tuple(o for t in near for s in ("of", "poss", "mod") for o in slots(scene.tree, t).get(s, ()))
    if prep == "subj" and _mislaid_agent(scene, i):
        tokens = tokens_in(scene, i, "by")
    found = [
        a for a in who(scene, tokens) if not (a.actor.id is None and a.actor.sector is None and a.basis == "typed")
    ]
    return found or [p for t in tokens if (p := word_party(scene, t)) is not None]


def _mislaid_agent(scene: Scene, i: int) -> bool:
    """Tell whether a verb that looks active is none: it has no object, and somebody by whom it is done."""
    return not is_passive(scene.parse, i) and not tokens_in(scene, i, "obj") and bool(tokens_in(scene, i, "by"))


def _stands(scene: Scene, i: int, row: Telling) -> bool:
    return all(_holds(scene, i, condition) for condition in row.beside)


def _holds(scene: Scene, i: int, condition: str) -> bool:
    """Tell whether one condition of a row holds at a word; the table's head says how they are written."""
    if condition.startswith("!"):
        return not _holds(scene, i, condition[1:])
    if condition == "@":
        return _in_context(scene, i)
    if condition == "attr":
        return scene.parse.tokens[first_conjunct(scene.parse, i)].dep in ("attr", "oprd", "acomp", "xcomp")
    if condition == "passive":
        return is_passive(scene.parse, i)
    if condition == "intransitive":
        return not is_passive(scene.parse, i) and not children(scene.parse, i, "dobj", "dative")
    if condition == "now":
        return scene.parse.tokens[i].tag != "VBD"
    if condition == "power":
        return _has_power(scene, i)
    if condition in ("armed", "agent"):
        doers = who(scene, tokens_in(scene, i, "subj"))
        return (
            any(a.actor.sector in _ARMED for a in doers)
            if condition == "armed"
            else bool(doers) and is_passive(scene.parse, i)
        )
    if condition == "let-go":
        over = first_conjunct(scene.parse, i)
        lets = any(scene.tree.lemma(k) in _LETTING for k in children(scene.parse, i, "aux"))
        return lets and over != i and is_passive(scene.parse, over)
    if condition.endswith("^"):
        token = scene.parse.tokens[first_conjunct(scene.parse, i)]
        return token.dep == "pobj" and scene.tree.lemma(token.head) in _options(condition[:-1])
    if condition.endswith("<"):
        token = scene.parse.tokens[first_conjunct(scene.parse, i)]
        return token.dep in ("dobj", "nsubjpass") and scene.tree.lemma(token.head) in _options(condition[:-1])
    if condition.startswith("~"):
        far = scene.parse.tokens[i + 1 : i + _REACH]
        below = set(subtree(scene.parse, i))
        return any(t.i in below and t.text.lower() in _options(condition[1:]) for t in far)
    prep, _, noun = condition.partition(">")
    if noun:
        return any(_has_object(scene, k, _options(prep), _options(noun)) for k in (i, *_kids(scene, i)))
    return any({scene.tree.lemma(k), scene.parse.tokens[k].text.lower()} & _options(condition) for k in _kids(scene, i))


def _has_power(scene: Scene, i: int) -> bool:
    """Tell whether who does it is armed or in office; where nobody is told, whether somebody is held in what is told."""
    doers = who(scene, tokens_in(scene, i, "subj"))
    if not doers:
        return is_passive(scene.parse, i) and not tokens_in(scene, i, "subj") and _in_context(scene, i)
    return any(a.actor.sector in _POWERS for a in doers)


def _options(words: str) -> frozenset[str]:
    return frozenset(o for w in words.split("|") for o in _CLASSES.get(w, frozenset({w})))


def _kids(scene: Scene, i: int) -> list[int]:
    return children(scene.parse, i, *_BESIDE)


def _has_object(scene: Scene, i: int, preps: frozenset[str], nouns: frozenset[str]) -> bool:
    """Tell whether a preposition below a word brings one of some nouns ("out of jail", "from a cell in X")."""
    parse = scene.parse
    if scene.tree.lemma(i) in preps and any(scene.tree.lemma(o) in nouns for o in _brought(scene, i)):
        return True
    below = (p for p in children(parse, i, "prep") if scene.tree.lemma(p) in preps)
    return any(scene.tree.lemma(o) in nouns for p in below for o in _brought(scene, p))


def _brought(scene: Scene, prep: int) -> list[int]:
    """Return what a preposition brings, also with another behind it ("out of jail") or a time ("out of months of arrest")."""
    parse = scene.parse
    found = children(parse, prep, "pobj")
    found += [o for p in children(parse, prep, "prep") for o in children(parse, p, "pobj")]
    times = [o for o in found if scene.tree.lemma(o) in _TIMES]
    found += [c for o in times for p in children(parse, o, "prep") for c in children(parse, p, "pobj")]
    return [c for o in found for c in conjuncts(parse, o)]


def _in_context(scene: Scene, i: int) -> bool:
    """Tell whether the sentence of a word or those before it tell of somebody who is held."""
    here = scene.parse.tokens[i].sent
    for number in range(max(here - _SENTENCES, 0), here + 1):
        span = scene.parse.sentences[number]
        lemmas = {t.lemma for t in scene.parse.tokens[span.first : span.last] if t.i != i}
        held = {t.lemma for t in scene.parse.tokens[span.first : span.last] if t.i != i and _is_holding(scene, t.i)}
        if lemmas & _CONTEXT or held:
            return True
    return False


def _is_holding(scene: Scene, i: int) -> bool:
    """Tell whether a verb of taking or holding has people as its object ("who had been held since spring")."""
    if scene.tree.lemma(i) not in _WEAKER or scene.parse.tokens[i].pos not in _POS["v"]:
        return False
    return any(people_at(scene, t, bare=False, sure=False) for t in tokens_in(scene, i, "obj"))

"""Sanctions by their nouns: "an embargo on", "its list of terrorists", "measures ... were lifted": ``data/words/measures.tsv``.

What the verb over the noun tells decides: imposed, kept or eased, lifted; a noun with its sender and its target alone
("US sanctions on Iran") tells that they are in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tocsin.base.model import FACT, ActorLink, Status
from tocsin.base.relations import RelationKind
from tocsin.base.tables import per_overlay, table
from tocsin.base.trees import ancestors, children, conjuncts, coordination, first_conjunct
from tocsin.mentions.draft import Scene
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_measures import measured, targets
from tocsin.mentions.relations_sides import Sides
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.relations_told import stop_over
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_parties import who
from tocsin.mentions.standing_slots import tokens_in
from tocsin.mentions.subjects import is_passive, surface_subject
from tocsin.mentions.told_rows import told_row

_SENDERS = frozenset({"GOV", "IGO", "LEG"})
_ON = ("on", "against", "upon", "for")
_OWN = ("poss", "mod", "of", "by", "from")
_PRONOUNS = frozenset({"its", "their", "his", "her", "it", "they"})
# Nouns of a number of measures: "a new round of sanctions".
_ROUNDS = frozenset({
    "round", "set", "tranche", "package", "wave", "series", "raft", "batch", "slew", "most", "all", "some", "part",
    "many", "rest", "number", "kind", "range", "bulk",
})  # fmt: skip
# What a ban or a freeze must be of, to be a sanction by itself.
_BANS = frozenset({
    "travel", "visa", "flight", "arm", "arms", "asset", "entry", "trade", "import", "export", "oil", "weapon",
    "diamond", "timber", "fuel", "coal", "investment", "transaction", "gas", "gold", "assets", "airspace", "fund",
})  # fmt: skip
# Words that say that a list is one of sanctions.
_LISTING = frozenset({
    "sanction", "sanctions", "blacklist", "terrorist", "terror", "terrorism", "embargo", "freeze", "magnitsky", "ofac",
    "proscribe", "proscribed", "banned", "treasury", "measure", "restrictive", "designate", "blacklisted", "ban",
})  # fmt: skip
_OFF = frozenset({"off", "from"})
_ONTO = frozenset({"on", "to", "onto", "in"})
_STRIKING = frozenset({"strike", "take", "remove", "drop", "delete", "cross", "get", "come", "fall"})
_FAR = 2


@per_overlay
def roles() -> Mapping[str, frozenset[str]]:
    """Return what each word of the table is, by lemma: a measure, a list, a verb of imposing, keeping, lifting."""
    rows = table("words/measures.tsv", columns=("word", "roles"))
    return {row["word"]: frozenset(row.many("roles")) for row in rows}


def measures(scene: Scene) -> Iterator[Found]:
    """Yield whose sanctions on whom are imposed, in force and lifted."""
    for token in scene.parse.tokens:
        kinds = roles().get(token.lemma, frozenset())
        if token.pos not in ("NOUN", "PROPN") or token.i in scene.named:
            continue
        if "list" in kinds and _is_list(scene, token.i):
            yield from _listed(scene, token.i)
        elif "measure" in kinds or ("soft" in kinds and _is_measure(scene, token.i)):
            yield from _imposed(scene, token.i, soft="measure" not in kinds)


def _is_measure(scene: Scene, i: int) -> bool:
    """Tell whether a ban or a freeze is a sanction by what it is of, other soft words by the verb over them."""
    words = {scene.tree.lemma(k) for k in children(scene.parse, i, "compound", "amod", "nmod")}
    if scene.tree.lemma(i) == "freeze":
        return bool(words & _BANS) or bool(_targets(scene, i))
    return True


def _is_list(scene: Scene, i: int) -> bool:
    if scene.tree.lemma(i) == "blacklist":
        return True
    span = scene.parse.sentences[scene.parse.tokens[i].sent]
    before = scene.parse.sentences[max(scene.parse.tokens[i].sent - 1, 0)]
    words = {w for t in scene.parse.tokens[before.first : span.last] for w in (t.lemma.casefold(), t.text.casefold())}
    return bool(words & _LISTING)


def _imposed(scene: Scene, i: int, *, soft: bool) -> Iterator[Found]:
    verbs = _verbs(scene, i)
    does = {v: roles().get(scene.tree.lemma(v), frozenset()) for v in verbs}
    told = [(v, r) for v in verbs for r in ("lift", "impose", "keep", "lapse") if r in does[v]]
    under = _prep_over(scene, i) == "under"
    listed = _targets(scene, i) or _under(scene, i, under=under)
    effect = told[0][1] if told else "keep"
    if not listed and effect in ("lift", "lapse"):
        listed = measured(scene, i, "land")
    senders = _senders(scene, i, verbs, listed)
    if not told and not under and (soft or not senders):
        return
    for a in senders:
        for b in listed:
            if not soft or under or a.actor.country != b.actor.country:
                yield from _as_told(scene, (i, told[0][0] if told else i), effect, a, b)


def _as_told(scene: Scene, at: tuple[int, int], effect: str, sender: ActorLink, target: ActorLink) -> Iterator[Found]:
    """Yield measures as their verb tells them (``at``: noun and verb): what is asked or refused to be lifted is in force."""
    i, verb = at
    ended, begun = effect in ("lift", "lapse"), effect == "impose"
    row = told_row(RelationKind.SANCTIONS, scene.tree.lemma(i), effect, ended=ended, begun=begun)
    status, reason, said = status_told(scene, verb, row, [Sides(sender, target, None)])
    if stop_over(scene, verb) is not None and begun:  # "ceased to enforce"
        status, ended, begun = Status.ASSERTED, True, False
    if status not in FACT:
        if not ended or status is Status.DENIED:
            return
        status, ended = Status.ASSERTED, False
    yield Found(RelationKind.SANCTIONS, i, sender, target, None, status, said, ended, f"{row.rule}; {reason}", begun)


def _whole(scene: Scene, i: int) -> int:
    """Return the noun that stands for the measures in their clause: "a round of sanctions" is a round."""
    top = first_conjunct(scene.parse, i)
    for _ in range(_FAR):
        prep = scene.parse.tokens[scene.parse.tokens[top].head]
        if scene.parse.tokens[top].dep != "pobj" or prep.lemma != "of" or scene.tree.lemma(prep.head) not in _ROUNDS:
            break
        top = first_conjunct(scene.parse, prep.head)
    return top


def _verbs(scene: Scene, i: int) -> list[int]:
    """Return the verbs that tell of a measure: over it, and in clauses that say which one ("sanctions imposed in 2012")."""
    parse, top = scene.parse, _whole(scene, i)
    over = []
    token = parse.tokens[top]
    if token.dep in ("dobj", "nsubj", "nsubjpass", "attr") and parse.tokens[token.head].pos in ("VERB", "AUX"):
        over = [token.head]
    elif token.dep == "pobj" and parse.tokens[parse.tokens[token.head].head].pos == "VERB":
        over = [parse.tokens[token.head].head]  # "did away with the embargo", "withdrew from"
    return [*over, *(c for k in dict.fromkeys((top, i)) for c in children(parse, k, "acl", "relcl"))]


def _prep_over(scene: Scene, i: int) -> str:
    token = scene.parse.tokens[_whole(scene, i)]
    return scene.tree.lemma(token.head) if token.dep == "pobj" else ""


def _targets(scene: Scene, i: int) -> list[ActorLink]:
    """Return whom measures are on: by the noun's own preposition, by that of its noun of number, by that of its verbs."""
    own = next((found for s in _ON if (found := measured(scene, i, s))), [])
    if own:
        return own
    top = _whole(scene, i)
    for k in (*coordination(scene.parse, top), *_verbs(scene, i)):
        filled = slots(scene.tree, k)
        found = next((f for s in _ON[:3] if (f := targets(scene, filled.get(s, ())))), [])
        if found:
            return found
    return []


def _under(scene: Scene, i: int, *, under: bool) -> list[ActorLink]:
    """Return who is, or is put, under measures."""
    if not under:
        return []
    found = targets(scene, tokens_in(scene, _whole(scene, i), "carrier"))
    if found:
        return found
    verb = scene.parse.tokens[scene.parse.tokens[_whole(scene, i)].head].head
    objects = slots(scene.tree, verb).get("obj", ()) or (verb,)
    return targets(scene, [c for o in objects for c in conjuncts(scene.parse, o)])


def _senders(scene: Scene, i: int, verbs: list[int], listed: list[ActorLink]) -> list[ActorLink]:
    """Return whose measures they are: the noun's own owner, else who does what the verbs tell; "its" is the verb's subject."""
    top = _whole(scene, i)
    own = [t for k in dict.fromkeys((i, top)) for s in _OWN for t in slots(scene.tree, k).get(s, ())]
    own = [t for t in own if scene.parse.tokens[t].text.lower() not in _PRONOUNS] if verbs else own
    doers = [t for v in verbs for t in _doers(scene, v)]
    if _prep_over(scene, i) in ("under", "on", "to", "off", "from"):
        over = next((k for k in ancestors(scene.parse, top) if scene.parse.tokens[k].pos == "VERB"), None)
        doers += _doers(scene, over) if over is not None else []
    pronouns = [t for t in slots(scene.tree, i).get("poss", ()) if t not in own]
    for tokens in (own, doers, pronouns):
        found = [a for a in who(scene, tokens) if a.actor.id is not None and a.actor.sector in _SENDERS]
        kept = [a for a in found if not any(a.actor.id == b.actor.id for b in listed)]
        if kept:
            return kept
    return []


def _doers(scene: Scene, verb: int) -> list[int]:
    if is_passive(scene.parse, verb):
        return list(slots(scene.tree, verb).get("subj", ()))
    return [c for s in surface_subject(scene.tree, verb) for c in coordination(scene.parse, s)]


def _listed(scene: Scene, i: int) -> Iterator[Found]:
    """Yield who is put on a list, stands on it, and is struck off it."""
    parse, top = scene.parse, _whole(scene, i)
    prep = scene.tree.lemma(parse.tokens[top].head)
    if parse.tokens[top].dep != "pobj" or prep not in _OFF | _ONTO:
        return
    head = parse.tokens[parse.tokens[top].head].head
    if parse.tokens[head].pos in ("ADP", "ADV", "PART"):
        head = parse.tokens[head].head  # "off again from its list"
    nouns = coordination(parse, head) if parse.tokens[head].pos in ("NOUN", "PROPN", "PRON", "NUM") else ()
    verb = parse.tokens[first_conjunct(parse, head)].head if nouns else head
    objects = nouns or slots(scene.tree, verb).get("obj", ()) or surface_subject(scene.tree, verb)
    found = targets(scene, dict.fromkeys(c for o in objects for c in conjuncts(parse, o)))
    beside = [k for o in objects for k in children(parse, o, "appos")]
    found = found or targets(scene, beside)
    if prep == "in" and scene.tree.lemma(verb) not in ("include", "put", "place"):
        return
    gone = prep == "off" or (prep == "from" and scene.tree.lemma(verb) in _STRIKING)
    if prep == "from" and not gone:
        return
    for a in _senders(scene, i, [verb] if parse.tokens[verb].pos == "VERB" else [], found):
        for b in found:
            yield from _as_told(scene, (i, verb), "lift" if gone else "keep", a, b)

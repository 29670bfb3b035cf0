"""Truces that a sentence tells: between whom one is in force, and between whom it is no more.

"A ceasefire between Congo and Rwanda is dead", "the rebels tore up their deal with the state", "A and B stopped shooting".
What a truce is, how it is reached and how it ends are words of ``data/words/truces.tsv``. What is only called for, offered
or hoped for is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from tocsin.base.model import ActorLink, Status
from tocsin.base.relations import RelationKind
from tocsin.base.tables import per_overlay, table
from tocsin.base.trees import ancestors, children, first_conjunct, has_to
from tocsin.mentions.armed_sides import is_same, is_side, sides_in, spread
from tocsin.mentions.draft import Scene
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_sides import Sides
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_words import Standing
from tocsin.mentions.subjects import RELATIVE, surface_subject

_UP = 4
_TOLD = frozenset({Status.ASSERTED, Status.ALLEGED})
_SHOOTS = frozenset({"shoot", "fire", "shell", "attack", "fight"})
_STOPS = frozenset({"stop", "end", "halt", "cease", "suspend", "pause", "quit"})
_NEGATION = frozenset({"no", "not", "without", "neither", "never", "n't", "nor", "any"})
_KEPT = frozenset({"keep", "hold", "observe", "respect", "honour", "honor"})
_GROUPS = frozenset({"REB", "PRM"})
_PLACES = frozenset({"nsubj", "nsubjpass", "dobj"})
# Deals of other matters than peace.
_CIVIL = frozenset({
    "trade", "nuclear", "oil", "gas", "economic", "extradition", "customs", "mining", "arms", "coalition", "tax", "debt",
    "climate", "business", "loan", "mineral", "power-sharing", "prisoner", "exchange", "swap", "export",
})  # fmt: skip
_FIRM = frozenset({"deal", "accord", "agreement", "pact", "treaty", "memorandum", "protocol", "understanding"})
# Who speaks for a side is not the other one.
_SPEAKERS = frozenset({"leader", "minister", "spokesman", "spokeswoman", "chief", "official", "commander", "president"})
_DOERS = ("subj", "by")
# Those who make others agree.
_BROKERS = frozenset({"broker", "mediate", "sponsor", "negotiate", "guarantee", "facilitate", "announce"})


def truces(scene: Scene) -> Iterator[Found]:
    """Yield who has a truce with whom, and whose truce has ended, one of each pair and way."""
    done: list[tuple[bool, ActorLink, ActorLink]] = []
    for i, ended, sides in sorted([*_of_nouns(scene), *_of_verbs(scene)], key=lambda told: not told[1]):
        row = _row(scene.tree.lemma(i), ended)
        for a, b in _pairs(sides):
            told = any(_same_pair((a, b), (c, d)) for _, c, d in done)  # what has ended is told as ended alone
            status, reason, said = status_told(scene, i, row, [Sides(a, b, None)])
            if told or status not in _TOLD:
                continue
            done.append((ended, a, b))
            yield Found(row.kind, i, a, b, None, status, said, ended, f"{row.rule}; {reason}")


def _is_done(scene: Scene, i: int, status: Status, *, ended: bool) -> bool:
    """Tell whether a truce stands or is over though its word is that of a plan: "agreed to a truce", "called it off"."""
    verb = scene.parse.tokens[_verb_over(scene, i)]
    if ended and status is Status.NEGATED:
        return True
    denied = status in (Status.DENIED, Status.NEGATED)
    return not denied and verb.tag in ("VBD", "VBN", "VBZ", "VBP") and _is("reach", verb.lemma)


def _verb_over(scene: Scene, i: int) -> int:
    """Return the verb of the clause that a word is in."""
    return next((k for k in ancestors(scene.parse, i) if scene.parse.tokens[k].pos in ("VERB", "AUX")), i)


def _row(lemma: str, ended: bool) -> Standing:
    none: tuple[str, ...] = ()
    return Standing(lemma, frozenset(), "", frozenset(), RelationKind.TRUCE, none, none, none, False, ended, False)


def _pairs(sides: Sequence[Sequence[ActorLink]]) -> list[tuple[ActorLink, ActorLink]]:
    """Return who is bound to whom: each of one side to each of the other, or the first two of a single list."""
    if len(sides) == 2:
        return [(a, b) for a in sides[0] for b in sides[1] if not is_same(a, b)][:4]
    return list(combinations(sides[0], 2))[:1] if sides else []


def _same_pair(one: tuple[ActorLink, ActorLink], other: tuple[ActorLink, ActorLink]) -> bool:
    straight = is_same(one[0], other[0]) and is_same(one[1], other[1])
    return straight or (is_same(one[0], other[1]) and is_same(one[1], other[0]))


def _of_nouns(scene: Scene) -> Iterator[tuple[int, bool, Sequence[Sequence[ActorLink]]]]:
    for token in scene.parse.tokens:
        if token.pos not in ("NOUN", "PROPN") or not _is_truce(scene, token.i) or _is_wanted(scene, token.i):
            continue
        ended = _has_ended(scene, token.i)
        sides = _sides(scene, token.i) or (() if ended is None else _around(scene, token.i))
        if not sides or not _binds(scene, token.i, sides, known=ended is not None):
            continue
        yield token.i, bool(ended), sides
        later = _ended_later(scene, token.i) if not ended else None
        if later is not None:
            yield later, True, sides


def _binds(scene: Scene, i: int, sides: Sequence[Sequence[ActorLink]], *, known: bool) -> bool:
    """Tell whether a truce binds those: of a deal not said to be of peace, one must be a group in arms."""
    if _is("truce", scene.tree.lemma(i)) or _is("pause", scene.tree.lemma(i)) or _is_peacely(scene, i):
        return True
    groups = [a for side in sides for a in side if a.actor.sector in _GROUPS or (a.actor.id or "").startswith("group:")]
    before = {scene.tree.lemma(k) for k in children(scene.parse, i, "compound", "amod", "nmod")}
    firm = scene.tree.lemma(i) in _FIRM
    return known and firm and ((bool(groups) and not before & _CIVIL) or "military" in before)


def _ended_later(scene: Scene, i: int) -> int | None:
    """Return the verb that ends a truce by a pronoun in its sentence or the next ("It was they who called it off")."""
    here, tokens = scene.parse.tokens[i].sent, scene.parse.tokens
    for t in tokens[i + 1 :]:
        if t.sent > here + 1:
            return None
        if t.lemma in ("it", "that", "which", "agreement", "accord", "pact", "truce", "deal") and t.dep in _PLACES:
            verb = t.head
            lasted = tokens[verb].lemma in ("last", "hold") and tokens[verb].tag == "VBD" and t.sent > here
            lasted = lasted and any(tokens[k].dep in ("npadvmod", "dobj", "prep") for k in scene.parse.children[verb])
            if t.sent > here and (lasted or _ends(scene, verb)) and not _is_wanted(scene, t.i):
                return verb
    return None


def _of_verbs(scene: Scene) -> Iterator[tuple[int, bool, Sequence[Sequence[ActorLink]]]]:
    """Yield who "stopped shooting at each other", "made peace", "buried the hatchet"."""
    for token in scene.parse.tokens:
        peace = token.pos in ("VERB", "AUX") and _makes_peace(scene, token.i)
        if not peace or (token.lemma not in _SHOOTS and _is_wanted(scene, token.i)):
            continue
        filled = slots(scene.tree, token.i)
        ours = sides_in(scene, filled.get("subj", ()))
        theirs = sides_in(scene, [*filled.get("with", ()), *_at_whom(scene, token.i)])
        if ours and theirs:
            yield token.i, False, (ours, theirs)
        elif len(ours) > 1:
            yield token.i, False, (ours,)


def _at_whom(scene: Scene, i: int) -> list[int]:
    """Return at whom a verb's object or complement is aimed ("stopped shooting at the army", "ended the war with Iraq")."""
    below = [*children(scene.parse, i, "dobj", "xcomp")]
    return [o for k in below for name in ("at", "with", "on", "against") for o in slots(scene.tree, k).get(name, ())]


def _makes_peace(scene: Scene, i: int) -> bool:
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    objects = [tokens[k].lemma for k in children(scene.parse, i, "dobj")]
    if token.lemma in _SHOOTS:
        return (_no_more(scene, i) and bool(slots(scene.tree, i).get("at"))) or _no_longer(scene, i)
    silent = {tokens[k].lemma for k in children(scene.parse, i, "acomp", "advmod", "oprd")} & {"silent", "quiet"}
    subjects = {tokens[k].lemma for k in children(scene.parse, i, "nsubj")}
    if "gun" in subjects and (silent or token.lemma in _STOPS):
        return True
    if token.tag == "VB" and has_to(scene.parse, i) and not _is("reach", tokens[token.head].lemma):
        return False
    if token.lemma in _STOPS:
        acts = [tokens[k].lemma for k in children(scene.parse, i, "xcomp")]
        return any(_is("fighting", w) for w in (*objects, *acts))
    phrases = {
        "make": {"peace"}, "bury": {"hatchet"}, "sign": {"peace"}, "conclude": {"peace"}, "keep": {"peace"},
        "silence": {"gun"}, "put": {"end", "stop"}, "hold": {"fire"},
    }  # fmt: skip
    return bool(phrases.get(token.lemma, set()) & set(objects))


def _no_more(scene: Scene, i: int) -> bool:
    """Tell whether a verb is negated."""
    return bool(children(scene.parse, i, "neg")) or _no_longer(scene, i)


def _no_longer(scene: Scene, i: int) -> bool:
    """Tell whether something is told to be done "no longer" or "no more"."""
    words = {scene.parse.tokens[k].text.lower() for k in children(scene.parse, i, "advmod", "npadvmod", "neg")}
    inner = {scene.parse.tokens[c].text.lower() for k in scene.parse.children[i] for c in scene.parse.children[k]}
    return bool(words & {"longer", "more"}) and "no" in words | inner


def _is_truce(scene: Scene, i: int) -> bool:
    """Tell whether a noun means a truce: by itself, or a deal of peace, or a pause of fighting."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    if token.dep in ("compound", "nmod") and not _is("fighting", tokens[token.head].lemma):
        return False
    before = {tokens[k].lemma.casefold() for k in children(scene.parse, i, "compound", "amod", "nmod")}
    if _is("truce", token.lemma):
        of = {tokens[o].lemma for o in slots(scene.tree, i).get("of", ())}
        return token.lemma != "cessation" or any(_is("fighting", w) for w in of)
    if _is("pause", token.lemma):
        over = {tokens[o].lemma for name in ("in", "to", "of") for o in slots(scene.tree, i).get(name, ())}
        return any(_is("fighting", w) for w in over) or any(_is("peacely", w) for w in before)
    return _is("deal", token.lemma)


def _is_peacely(scene: Scene, i: int) -> bool:
    """Tell whether a deal is one of peace."""
    before = children(scene.parse, i, "compound", "amod", "nmod")
    return scene.tree.lemma(i) == "peace" or any(_is("peacely", scene.tree.lemma(k).casefold()) for k in before)


def _over(scene: Scene, i: int) -> Iterator[int]:
    """Yield the words over a noun, nearest first, up to the verb of its clause."""
    for k in [*ancestors(scene.parse, first_conjunct(scene.parse, i))][:_UP]:
        if scene.parse.tokens[k].pos != "ADP":
            yield k
        if scene.parse.tokens[k].pos in ("VERB", "AUX"):
            return


def _is_wanted(scene: Scene, i: int) -> bool:
    """Tell whether a truce is only called for, offered, hoped for or denied."""
    tokens = scene.parse.tokens
    if any(tokens[k].text.lower() in _NEGATION for k in scene.parse.children[i]):
        return True
    above = [*_over(scene, i)]
    if above and tokens[above[-1]].dep in ("xcomp", "ccomp", "acl", "advcl"):
        above.append(tokens[above[-1]].head)
    above += children(scene.parse, i, "relcl")  # "the truce that both called for"
    if any(tokens[tokens[k].head].lemma == "without" for k in (i, *above)):
        return True
    if any(_is("wanted", tokens[k].lemma) and not _is("deal", tokens[k].lemma) and not _ends(scene, k) for k in above):
        return True
    helpers = {tokens[h].text.lower() for k in above for h in children(scene.parse, k, "aux", "neg", "mark")}
    return bool(
        helpers & {"would", "could", "might", "may", "should", "will", "not", "n't", "if", "unless", "must", "never"}
    )


def _has_ended(scene: Scene, i: int) -> bool | None:
    """Tell whether a truce is told to be over, ``None`` where nothing is told of it but its name."""
    parse, tokens = scene.parse, scene.parse.tokens
    clauses = list(children(parse, i, "relcl", "acl"))
    for k in [*clauses, *_over(scene, i)]:
        word = tokens[k]
        if word.pos in ("NOUN", "PROPN") and _is("ending", word.lemma):
            return True
        if word.pos not in ("VERB", "AUX"):
            continue
        if _ends(scene, k) or (k not in clauses and _is_over(scene, k)):
            return True
        if _is("last", word.lemma) and not _has(scene, k):
            return word.tag == "VBD" and word.lemma != "survive"
        if _is("reach", word.lemma):
            later = [v for v in children(parse, k, "conj") if tokens[v].pos == "VERB" and _ends(scene, v)]
            if k not in clauses:
                had = any(tokens[h].text.lower() == "had" for h in children(parse, k, "aux"))
                return True if later else None if had and word.lemma in _KEPT else False
    return False if any(_is("reach", tokens[k].lemma) for k in clauses) else None


def _has(scene: Scene, verb: int) -> bool:
    """Tell whether a verb is in the present perfect: "has lasted"."""
    return any(scene.parse.tokens[h].text.lower() in ("has", "have") for h in children(scene.parse, verb, "aux"))


def _ends(scene: Scene, verb: int) -> bool:
    """Tell whether a verb ends a truce that is its subject or object: "collapsed", "tore up", "walked out of"."""
    token, tokens = scene.parse.tokens[verb], scene.parse.tokens
    if _is("end", token.lemma):
        return True
    parts = [*children(scene.parse, verb, "prt", "advmod", "prep")]
    return any(_is("end", f"{token.lemma} {tokens[k].lemma}") for k in parts)


def _is_over(scene: Scene, verb: int) -> bool:
    tokens = scene.parse.tokens
    said = [*children(scene.parse, verb, "acomp", "advmod", "attr", "oprd", "prt")]
    said += [o for p in children(scene.parse, verb, "prep") for o in children(scene.parse, p, "pobj")]
    return any(_is("over", tokens[k].lemma.casefold()) for k in said)


def _sides(scene: Scene, i: int) -> Sequence[Sequence[ActorLink]]:
    """Return who is bound by a truce: one list of two, or two sides."""
    between = sides_in(scene, _far(scene, i, "between"))
    if len(between) > 1:
        return (between,)
    bound = [k for k in _over(scene, i) if scene.tree.lemma(k) in ("bind", "oblige", "commit")]
    binding = sides_in(scene, [o for k in bound for o in slots(scene.tree, k).get("obj", ())])
    if len(binding) > 1:
        return (binding,)
    theirs = sides_in(scene, _far(scene, i, "with"))
    owners = sides_in(scene, slots(scene.tree, i).get("poss", ()))
    ours = owners or _doers(scene, i)
    if theirs and ours:
        return (ours, theirs)
    if len(ours) > 1:
        return (ours,)
    named = sides_in(scene, children(scene.parse, i, "compound", "nmod", "amod"))
    return (named,) if len(named) > 1 else ()


def _far(scene: Scene, i: int, prep: str) -> list[int]:
    """Return what a preposition brings to a truce, also one that the parser hung on the verb around it."""
    found = list(slots(scene.tree, i).get(prep, ()))
    near = [*children(scene.parse, i, "acl", "relcl"), *_over(scene, i)]
    for k in near if not found else ():
        found += [o for o in slots(scene.tree, k).get(prep, ()) if o not in found]
    if prep == "between" and not found:
        sentence = scene.parse.sentences[scene.parse.tokens[i].sent]
        preps = [t.i for t in scene.parse.tokens[i : sentence.last] if t.lemma == prep]
        found = [o for p in preps[:1] for o in children(scene.parse, p, "pobj")]
    return spread(scene, found)


def _doers(scene: Scene, i: int) -> list[ActorLink]:
    """Return who reaches, keeps or breaks a truce: subjects of the verbs around it."""
    tokens = scene.parse.tokens
    out: list[int] = []
    for k in [*children(scene.parse, i, "relcl", "acl"), *_over(scene, i)]:
        word = tokens[k]
        if word.pos not in ("VERB", "AUX") or (word.lemma in _BROKERS and word.dep in ("acl", "relcl")):
            continue
        found = [t for name in _DOERS for t in slots(scene.tree, k).get(name, ())]
        out += [t for t in found if t != i and tokens[t].lemma not in RELATIVE]
        if not out and word.dep in ("xcomp", "ccomp"):
            out += [t for t in surface_subject(scene.tree, word.head) if t != i]
    return sides_in(scene, spread(scene, out))


def _around(scene: Scene, i: int) -> Sequence[Sequence[ActorLink]]:
    """Return the only two sides that the sentence of a truce names side by side, else those of the next or the one before."""
    here = scene.parse.tokens[i].sent
    if not (_is("truce", scene.tree.lemma(i)) or _is_peacely(scene, i)):
        return ()
    if slots(scene.tree, i).get("poss") or slots(scene.tree, i).get("with"):
        return ()
    for sent in (here, here + 1, here - 1):
        heads = _heads(scene, sent)
        beside = [t for t in heads if any(c in heads for c in children(scene.parse, t, "conj"))]
        found = sides_in(scene, [c for t in beside[:1] for c in [t, *children(scene.parse, t, "conj")]])
        if len(found) == 2:
            return (found,)
    return ()


def _heads(scene: Scene, sent: int) -> list[int]:
    """Return the words of a sentence that stand for somebody who can be bound."""
    if not 0 <= sent < len(scene.parse.sentences):
        return []
    s, tokens = scene.parse.sentences[sent], scene.parse.tokens
    found = [a.token for a in scene.reading.actors if s.first <= a.token < s.last and is_side(a)]
    return [
        t for t in found if tokens[t].lemma not in _SPEAKERS and not (t in scene.place_at and tokens[t].dep == "pobj")
    ]


def _is(group: str, word: str) -> bool:
    return word.casefold() in _words().get(group, frozenset())


@per_overlay
def _words() -> Mapping[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in table("words/truces.tsv", columns=("word", "class")):
        out.setdefault(row["class"], set()).add(row["word"])
    return {name: frozenset(words) for name, words in out.items()}

"""What must stand beside a word that it tells of captives: "out of jail", "hostage", somebody armed who does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tocsin.base.model import ActorLink
from tocsin.base.trees import children, conjuncts, first_conjunct, subtree
from tocsin.mentions.captive_people import people_at
from tocsin.mentions.captive_words import Telling
from tocsin.mentions.draft import Scene
from tocsin.mentions.standing_parties import who
from tocsin.mentions.standing_slots import tokens_in
from tocsin.mentions.standing_words import POS
from tocsin.mentions.subjects import is_passive
from tocsin.mentions.word_classes import CAPTIVES, word_class

# Words near a weak one ("came home", "were handed over") that say that somebody was held.
_CONTEXT = frozenset({
    "kidnap", "abduct", "hostage", "captive", "captivity", "captor", "capture", "prison", "prisoner", "jail", "gaol",
    "detain", "detainee", "detention", "arrest", "ransom", "inmate", "imprison", "imprisonment", "kidnapper", "hijack",
    "hijacker", "custody", "cell", "abduction", "abductor", "snatch", "amnesty", "pardon", "captured", "abducted",
})  # fmt: skip
# Who takes people away against their will.
_POWERS = frozenset({"MIL", "REB", "PRM", "CRM", "COP", "SPY", "GOV", "JUD"})
_ARMED = frozenset({"REB", "PRM", "CRM", "COP", "MIL"})
LETTING = frozenset({"let", "allow", "make", "help"})
_TIMES = frozenset({"day", "week", "month", "year", "hour"})
_WEAKER = frozenset({"hold", "seize", "take", "keep", "exchange", "swap", "bail"})
_BESIDE = ("advmod", "prt", "acomp", "oprd", "xcomp", "dobj", "npadvmod", "attr", "amod", "ccomp", "dep", "prep")
_REACH = 12
_SENTENCES = 2


def stands(scene: Scene, i: int, row: Telling) -> bool:
    """Tell whether all that a row asks for stands beside a word."""
    return all(_holds(scene, i, condition) for condition in row.beside)


def _holds(scene: Scene, i: int, condition: str) -> bool:
    """Tell whether one condition of a row holds at a word; the table's head says how they are written."""
    if condition.startswith("!"):
        return not _holds(scene, i, condition[1:])
    if condition in _NAMED:
        return _NAMED[condition](scene, i)
    if condition[-1] in _ABOVE:
        top = scene.parse.tokens[first_conjunct(scene.parse, i)]
        return top.dep in _ABOVE[condition[-1]] and scene.tree.lemma(top.head) in _options(condition[:-1])
    if condition.startswith("~"):
        far, words = scene.parse.tokens[i + 1 : i + _REACH], _options(condition[1:])
        below = set(subtree(scene.parse, i))
        return any(t.i in below and t.text.lower() in words for t in far)
    prep, _, noun = condition.partition(">")
    words = _options(prep)
    if noun:
        nouns = _options(noun)
        return any(_has_object(scene, k, words, nouns) for k in (i, *_kids(scene, i)))
    return any(scene.tree.lemma(k) in words or scene.parse.tokens[k].text.lower() in words for k in _kids(scene, i))


def _is_attribute(scene: Scene, i: int) -> bool:
    return scene.parse.tokens[first_conjunct(scene.parse, i)].dep in ("attr", "oprd", "acomp", "xcomp")


def _is_intransitive(scene: Scene, i: int) -> bool:
    return not is_passive(scene.parse, i) and not children(scene.parse, i, "dobj", "dative")


def _is_let(scene: Scene, i: int) -> bool:
    """Tell whether a verb is of a pair with a passive one over it: "were questioned and let go"."""
    over = first_conjunct(scene.parse, i)
    lets = any(scene.tree.lemma(k) in LETTING for k in children(scene.parse, i, "aux"))
    return lets and over != i and is_passive(scene.parse, over)


def _doers(scene: Scene, i: int) -> list[ActorLink]:
    return who(scene, tokens_in(scene, i, "subj"))


def _has_power(scene: Scene, i: int) -> bool:
    """Tell whether who does it is armed or in office; where nobody is told, whether somebody is held in what is told."""
    doers = _doers(scene, i)
    if not doers:
        return is_passive(scene.parse, i) and not tokens_in(scene, i, "subj") and _in_context(scene, i)
    return any(a.actor.sector in _POWERS for a in doers)


def _options(words: str) -> frozenset[str]:
    return frozenset(o for w in words.split("|") for o in (word_class(CAPTIVES, w.lower()) if w.isupper() else (w,)))


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
    if scene.tree.lemma(i) not in _WEAKER or scene.parse.tokens[i].pos not in POS["v"]:
        return False
    return any(people_at(scene, t, bare=False, sure=False) for t in tokens_in(scene, i, "obj"))


# Conditions that are one word.
_NAMED: Mapping[str, Callable[[Scene, int], bool]] = {
    "@": _in_context,
    "attr": _is_attribute,
    "passive": lambda scene, i: is_passive(scene.parse, i),
    "intransitive": _is_intransitive,
    "now": lambda scene, i: scene.parse.tokens[i].tag != "VBD",
    "power": _has_power,
    "armed": lambda scene, i: any(a.actor.sector in _ARMED for a in _doers(scene, i)),
    "agent": lambda scene, i: is_passive(scene.parse, i) and bool(_doers(scene, i)),
    "let-go": _is_let,
}
# What a noun is of the word over it that a condition names: "in^" its preposition, "have<" its verb.
_ABOVE = {"^": ("pobj",), "<": ("dobj", "nsubjpass")}

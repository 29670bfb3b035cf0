"""Who holds whom and who comes free, by verbs and nouns with what stands beside them: ``data/words/captives.tsv``.

A single word's slots (``relations.tsv``) tell "was arrested"; here are those that tell it only with another word:
"took 40 men hostage", "walked out of jail", "let him go", "remains a captive of".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.base.model import FACT, ActorLink, Status
from tocsin.base.relations import RelationKind
from tocsin.base.trees import ancestors, children, conjuncts
from tocsin.mentions.captive_conditions import LETTING, stands
from tocsin.mentions.captive_people import is_told_of, meant, people_at
from tocsin.mentions.captive_words import Telling, tellings
from tocsin.mentions.detained import told_free
from tocsin.mentions.draft import Scene
from tocsin.mentions.name_lists import names_behind
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_sides import Sides
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_parties import who, word_party
from tocsin.mentions.standing_slots import tokens_in
from tocsin.mentions.subjects import is_passive, surface_subject
from tocsin.mentions.told_rows import told_row

_CRAFT = frozenset({
    "ship", "warship", "vessel", "frigate", "destroyer", "boat", "lifeboat", "helicopter", "tanker", "tug", "aircraft",
    "coastguard", "trawler", "freighter",
})  # fmt: skip
_ASKING = frozenset({"how", "where", "why", "when"})
# Verbs and nouns of captives.tsv that are said of towns as well.
_CHANGING_HANDS = frozenset({
    "capture", "seize", "grab", "take", "hold", "hand", "liberate", "free", "lose", "bag", "keep", "have", "surrender",
    "give", "turn", "return", "keeping", "clutch", "power",
})  # fmt: skip
_HEARSAY = frozenset({"rumour", "rumor", "claim", "speculation"})


def captives(scene: Scene, words: Sequence[Found]) -> Iterator[Found]:
    """Yield who is taken, held and freed where no single word has told it."""
    for token in scene.parse.tokens:
        if (
            token.i in scene.named
            or _is_asked(scene, token.i)
            or _is_saving(scene, token.i)
            or _is_meant(scene, token.i)
        ):
            continue
        done: set[bool] = set()
        for row in tellings().get(token.lemma, ()):
            if (
                token.pos not in row.pos
                or (token.tag == "JJ" and "free" in row.words)
                or row.ended in done
                or not stands(scene, token.i, row)
            ):
                continue
            found = [f for f in _told(scene, token.i, row) if not _is_known(words, f)]
            if found:
                done.add(row.ended)
                yield from found


def _is_asked(scene: Scene, i: int) -> bool:
    span = scene.parse.sentences[scene.parse.tokens[i].sent]
    return scene.parse.tokens[span.last - 1].text == "?"


def _is_saving(scene: Scene, i: int) -> bool:
    """Tell whether people are taken off by a ship or an aircraft, which saves them: "a warship took off the crew"."""
    off = scene.tree.lemma(i) in ("take", "lift") and any(
        scene.parse.tokens[k].text.lower() == "off" for k in scene.parse.children[i]
    )
    return off and any(scene.tree.lemma(t) in _CRAFT for t in tokens_in(scene, i, "subj"))


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
    as_row = told_row(RelationKind.DETAINED, scene.tree.lemma(i), " ".join(row.beside), ended=row.ended, begun=begun)
    for person in held:
        by = next((h for h in holders if h.token != person.token and h.actor != person.actor), None)
        status, reason, said = status_told(scene, i, as_row, [Sides(person, by, None)])
        if (status in FACT or (status is not Status.DENIED and is_given(scene, i))) and not _is_hearsay(scene, i):
            status = status if status in FACT else Status.ASSERTED
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
    sure = scene.tree.lemma(i) not in _CHANGING_HANDS
    found = [
        p
        for t in tokens
        for p in _with_names(scene, t, people_at(scene, t, bare=row.ended or bool(row.beside), sure=sure))
    ]
    return found if row.ended else [p for p in found if is_told_of(scene, p, sure=sure)]


def _with_names(scene: Scene, t: int, own: list[ActorLink]) -> list[ActorLink]:
    """Return people with the persons of a list behind them ("ten people, among them X"); a whole list stands for them."""
    named, is_whole = names_behind(scene, t) if scene.parse.tokens[t].tag == "NNS" else ([], False)
    return named if is_whole and named else [*own, *named]


def _mislaid(scene: Scene, i: int) -> tuple[int, ...]:
    """Return an object that the parser has as something else: "sent him home", "let him go", "three, picked up by police,"."""
    parse = scene.parse
    found = children(parse, i, "dative")
    if scene.tree.lemma(i) in LETTING:
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

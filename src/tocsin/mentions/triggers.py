"""Triggers: the words of a document that may report an event, with the lexicon row that fits best."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.base.model import ActorLink, Precision, Token
from tocsin.base.reading import Dropped
from tocsin.base.trees import children, extent
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.lexicon import VETO, Condition, Entry
from tocsin.mentions.slots import AROUND, Slots, is_predicate, slots

POS = {"VERB": ("VERB",), "NOUN": ("NOUN",), "PROPN": ("NOUN",), "ADJ": ("ADJ", "VERB"), "AUX": ("VERB",)}
_ARMED = frozenset({"MIL", "REB", "PRM", "COP", "UAF"})
_QUANTITIES = frozenset(
    {"dozen", "hundred", "thousand", "million", "billion", "number", "series", "score", "couple", "lot", "range"}
    | {"handful", "round", "wave", "barrage", "volley", "batch", "package", "part", "kind", "type", "group"}
)
_SECTOR_KINDS = {
    "JUD": frozenset({"court"}),
    "REB": frozenset({"rebel"}),
    "UAF": frozenset({"rebel"}),
    "COP": frozenset({"police"}),
    "MIL": frozenset({"soldier"}),
}
_PEOPLE = frozenset({"CVL", "REF", "LAB", "EDU", "MED", "JRN", "ELI", "CRM"})


def find_triggers(scene: Scene) -> tuple[list[Draft], list[Dropped]]:
    """Return a draft for every token whose best lexicon row is an event, and what was dropped and why."""
    drafts: list[Draft] = []
    dropped: list[Dropped] = []
    for token in scene.parse.tokens:
        rows = list(_rows(scene, token))
        if not rows:
            continue
        filled = slots(scene.tree, token.i)
        best = choose(scene, rows, filled)
        words = extent(scene.parse, token.i, token.i + 1, scene.text)
        if best is None:
            dropped.append(Dropped(words, rows[0].rule, "no row's conditions hold"))
        elif best[0].type == VETO:
            dropped.append(Dropped(words, best[0].rule, "a sense that is no event"))
        else:
            drafts.append(_draft(token, best[0], filled, best[1]))
    return _unused(scene, drafts, dropped)


def _rows(scene: Scene, token: Token) -> Iterable[Entry]:
    if token.text[:1].isupper() and (token.i in scene.place_at or _inside_name(scene, token)):
        return
    for pos in POS.get(token.pos, ()):
        if token.pos == "ADJ" and pos == "VERB" and token.tag not in ("VBN", "VBG"):
            continue
        yield from scene.lexicon.entries.get((token.lemma, pos), ())
    if token.pos == "PROPN" and token.text[:1].isupper() and token.text.lower() != token.lemma:
        yield from scene.lexicon.entries.get((token.text.lower(), "NOUN"), ())
    if token.pos in ("NOUN", "PROPN") and is_predicate(scene.parse, token.i):
        yield from scene.lexicon.entries.get((token.lemma, "VERB"), ())


def _inside_name(scene: Scene, token: Token) -> bool:
    """Tell whether a capitalised word is part of a name ("Foundation for Fighting Corruption")."""
    sentence = scene.parse.sentences[token.sent]
    return token.i != sentence.first and token.i in scene.named


def choose(scene: Scene, rows: Iterable[Entry], filled: Slots) -> tuple[Entry, frozenset[int]] | None:
    """Return the row with the most conditions that all hold, and the tokens that they named.

    A veto needs no more conditions than the row that it vetoes; otherwise the earlier row wins a tie.
    """
    best: tuple[Entry, frozenset[int]] | None = None
    for entry in rows:
        used: set[int] = set()
        if not all(holds(scene, c, filled, used) for c in entry.when):
            continue
        if best is None or _weight(entry) > _weight(best[0]):
            best = (entry, frozenset(used))
    return best


def _weight(entry: Entry) -> float:
    """Return how specific a row is: words count more than kinds, kinds more than a filled slot."""
    total = sum(0.1 if c.negated else 0.6 + 0.9 * bool(c.words) + 0.6 * bool(c.kinds) for c in entry.when)
    return total + 0.1 * (entry.type == VETO and total > 0)


def holds(scene: Scene, condition: Condition, filled: Slots, used: set[int]) -> bool:
    """Tell whether a condition holds, adding the tokens whose words it named to ``used``."""
    heads = filled.get(condition.slot, ())
    if condition.words:
        hits = [t for h in heads for t in _word_tokens(scene, h) if scene.tree.lemma(t) in condition.words]
        hits += [h for h in heads if scene.parse.tokens[h].text.lower() in condition.words and h not in hits]
        if hits and not condition.negated and condition.slot not in AROUND:
            used.update(hits)
        return bool(hits) != condition.negated
    if condition.kinds:
        return any(kinds_of(scene, h) & condition.kinds for h in heads) != condition.negated
    return bool(heads) != condition.negated


def _word_tokens(scene: Scene, head: int) -> list[int]:
    """Return a filler's head with its modifiers, and what a quantity is of ("dozens of missiles")."""
    out = [head, *children(scene.parse, head, "amod", "compound", "nmod", "nummod")]
    if scene.tree.lemma(head) in _QUANTITIES:
        preps = [p for p in children(scene.parse, head, "prep") if scene.tree.lemma(p) == "of"]
        out += [o for p in preps for o in children(scene.parse, p, "pobj")]
    return out


def kinds_of(scene: Scene, i: int) -> frozenset[str]:
    """Return the kinds of the noun at ``i``: from ``words/kinds.tsv``, from its links and its entity label."""
    found = set(scene.kinds.get(scene.tree.lemma(i), ()))
    place = scene.place_at.get(i)
    if place is not None:
        found.add("place")
        if place.place is not None and place.place.precision is Precision.COUNTRY:
            found.add("state")
    links = scene.actor_at.get(i, ())
    for link in links:
        found |= _actor_kinds(link)
    label = scene.entity_at.get(i)
    if label == "PERSON" and place is None:
        found |= {"person", "actor"}
    if label == "MONEY":
        found.add("money")
    named = links or place is not None or found & {"actor", "place", "weapon"}
    if (scene.tree.lemma(i), "NOUN") in scene.lexicon.entries and not named:
        found.add("event")
    return frozenset(found)


def _actor_kinds(link: ActorLink) -> set[str]:
    found, sector, identity = {"actor"}, link.actor.sector or "", link.actor.id or ""
    if identity.startswith("country:"):
        found.add("state")
    if sector in _ARMED:
        found.add("armed")
    found |= _SECTOR_KINDS.get(sector, frozenset())
    if sector in _PEOPLE or identity.startswith("person:"):
        found.add("person")
    return found


def _draft(token: Token, entry: Entry, filled: Slots, used: frozenset[int]) -> Draft:
    first, last = token.i, token.i + 1
    for t in sorted(used | set(filled.get("prt", ()))):
        if t == last:
            last = t + 1
    for t in sorted(used, reverse=True):
        if t == first - 1:
            first = t
    return Draft(token.i, first, last, entry, filled, used, (f"trigger:{entry.rule}",))


def _unused(scene: Scene, drafts: list[Draft], dropped: list[Dropped]) -> tuple[list[Draft], list[Dropped]]:
    """Drop the triggers that another row has used up ("imposed sanctions" is one happening, not two)."""
    kept: list[Draft] = []
    own = {d.token: d for d in drafts}
    taken = {t: d for d in drafts for t in d.used if t != d.token and not _is_content(d, own.get(t))}
    for d in drafts:
        user = taken.get(d.token)
        if user is None or (d.token in user.used and user.token in d.used and d.token < user.token):
            kept.append(d)
            continue
        words = extent(scene.parse, d.token, d.token + 1, scene.text)
        dropped.append(Dropped(words, d.entry.rule, f"part of {user.entry.rule}"))
    return kept, dropped


def _is_content(draft: Draft, inner: Draft | None) -> bool:
    """Tell whether a word that a row names is a happening of its own ("call for a ceasefire"; not "renew a pledge")."""
    if inner is None or inner.entry.type == draft.entry.type or not draft.entry.frame.content_status:
        return False
    return any(inner.token in draft.slots.get(slot, ()) for union in draft.entry.frame.content for slot in union)

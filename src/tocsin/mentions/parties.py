"""Parties: who acts and who is acted on, by the frame's slots and by the reader model together.

Each candidate of a side is weighed (``data/weights/parties.tsv``): the share that the model gives it on this side and on
the other, and whether the slots put it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from tocsin.base.logistic import fitted, log_odds, share_of
from tocsin.base.model import ActorLink, Status
from tocsin.base.senses import Sense, shares_of
from tocsin.base.trees import INNER, first_conjunct, upmost
from tocsin.mentions.about import governed_tokens
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.led_forces import is_followed
from tocsin.mentions.paired_verbs import is_of_another, mixed_sides
from tocsin.mentions.roles import key_of
from tocsin.mentions.seen import seen

# From this score on somebody is a party.
KEEP = 0.4
# The other side of a meeting, of whom one side is known, from this score on.
_KEEP_HALF = 0.15
# One of a list of whom another is a party, from this score on.
_KEEP_LISTED = 0.2
_BY_READER, _TO = "actor:reader", "recipient:"
# Nobody acts or is acted on (the annotation guide: hazards have neither, and none of 1,794 annotated ones has).
_NOBODY = frozenset({"HAZARD"})
# Forces are raised and sent: of 27 such happenings read 21 have no recipient.
_SENT = frozenset({"MOBILIZE"})
# Talks that somebody is host to, or goes between others in.
_WITH_HOST = frozenset({"visit", "third-party"})
SIDES = ("actor", "recipient")
# What several do together by one verb; whom the tree lists with the doer of another deed is often whom it befalls
# ("a court sentences X and Y").
_TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT", "CONCEDE", "REQUEST"})
# Words between trigger and name.
_NEAR, _WIDE = 8, 20
# Of these the passive has whom they befall as its subject; troops that "were deployed" are those who go.
_BEFALLING = frozenset({"ACCUSE", "ASSAULT", "COERCE", "SANCTION", "REJECT", "THREATEN", "REQUEST"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who may stand on a side of a happening, with what speaks for it and the share of such that are right."""

    link: ActorLink
    side: str
    features: Mapping[str, float]
    score: float


def with_parties(scene: Scene, draft: Draft) -> Draft:
    """Return the draft with both sides as slots and model together give them."""
    sense = scene.reading.senses.get(draft.token)
    if sense is None or draft.entry.type in _NOBODY:
        return draft
    found = list(parties(scene, draft, sense))
    best: dict[object, Party] = {}
    for p in found:
        key = key_of(p.link)
        if p.score >= KEEP and (key not in best or p.score > best[key].score):
            best[key] = p
    best |= {key_of(p.link): p for p in found if key_of(p.link) not in best and _is_listed(scene, p, best.values())}
    if (other := _other_half(draft, found, best)) is not None:
        best[key_of(other.link)] = other
    best = {k: replace(p, side=SIDES[0]) if _is_subject(scene, draft, p, best.values()) else p for k, p in best.items()}
    if draft.entry.type in _SENT:
        best = {k: p for k, p in best.items() if p.side == "actor" or _is_aimed(scene, p.link.token)}
    sides = {s: (*(p.link for p in best.values() if p.side == s), *_unread(draft, s, sense, best)) for s in SIDES}
    why = tuple(f"{p.side}:reader {p.score:.2f}={p.link.reason}" for p in best.values() if not p.features["slot"])
    return replace(draft, actors=sides["actor"], recipients=sides["recipient"], paths=(*draft.paths, *why))


def without_nobody(draft: Draft) -> Draft:
    """Return the draft, of a hazard without sides: its victims have moved to the deed that befell them, if there is one."""
    if draft.entry.type not in _NOBODY:
        return draft
    return replace(draft, actors=(), recipients=(), paths=tuple(p for p in draft.paths if not p.startswith(SIDES)))


def with_both_meeting(draft: Draft) -> Draft:
    """Return the draft, of talks, with all who take part as actors (none of 164 annotated has a recipient); visits have one."""
    if draft.entry.type != "CONSULT" or draft.entry.mode in _WITH_HOST or not draft.recipients:
        return draft
    acting = {key_of(a) for a in draft.actors}
    actors = (*draft.actors, *(r for r in draft.recipients if key_of(r) not in acting))
    paths = tuple(f"actor:{p.removeprefix(_TO)}" if p.startswith(_TO) else p for p in draft.paths)
    return replace(draft, actors=actors, recipients=(), paths=paths)


def _is_listed(scene: Scene, party: Party, kept: Iterable[Party]) -> bool:
    """Tell whether somebody stands in one list with a party of the side: what befalls or is done by one, is so by all."""
    if party.score < _KEEP_LISTED:
        return False
    first = first_conjunct(scene.parse, party.link.token)
    return any(k.side == party.side and first_conjunct(scene.parse, k.link.token) == first for k in kept)


def _is_subject(scene: Scene, draft: Draft, party: Party, kept: Iterable[Party]) -> bool:
    """Tell whether a party stands in the list that is the trigger's subject, and of which another acts: "X and Y agreed"."""
    # Behind an office, too: "prime minister X and prime minister Y".
    first = scene.parse.tokens[upmost(scene.parse, party.link.token, "conj", "appos")]
    if (
        draft.entry.type not in _TOGETHER
        or first.dep != "nsubj"
        or first.head != draft.token
        or first.i == party.link.token
    ):
        return False
    return any(p.link.token == first.i and p.side == SIDES[0] for p in kept)


def _is_aimed(scene: Scene, token: int) -> bool:
    """Tell whether somebody stands behind "against": whom forces are raised against, not where they are sent."""
    # "against Houthi targets"
    word = scene.parse.tokens[upmost(scene.parse, first_conjunct(scene.parse, token), *INNER)]
    return word.dep == "pobj" and scene.parse.tokens[word.head].lemma == "against"


def _other_half(draft: Draft, found: Sequence[Party], best: Mapping[object, Party]) -> Party | None:
    """Return the likeliest other side where only one side of a meeting or a fight has been found: it takes two."""
    sides = [p.link.actor.country for p in best.values() if p.side == "actor"]
    if not draft.entry.frame.is_mutual or len(sides) != 1:
        return None
    others = [
        p for p in found if p.side == "actor" and key_of(p.link) not in best and p.link.actor.country not in sides
    ]
    likeliest = max(others, key=lambda p: p.score, default=None)
    return likeliest if likeliest is not None and likeliest.score >= _KEEP_HALF else None


def without_askers(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts without the reader's actors who only ask for the happening: who calls for a truce holds none."""
    governed = governed_tokens(drafts)
    return [_unasked(d, governed.get(d.token)) for d in drafts]


def _unasked(draft: Draft, by: Draft | None) -> Draft:
    if by is None or by.token == draft.token or by.entry.frame.content_status != Status.REQUESTED:
        return draft
    if not any(p.startswith(_BY_READER) for p in draft.paths):
        return draft
    askers = {key_of(a) for a in by.actors}
    return replace(draft, actors=tuple(a for a in draft.actors if key_of(a) not in askers))


def _unread(draft: Draft, side: str, sense: Sense, best: Mapping[object, Party]) -> list[ActorLink]:
    """Return those whom the slots give from outside the stretch that the model read."""
    return [a for a in _given(draft, side) if not sense.first <= a.token < sense.last and key_of(a) not in best]


def _given(draft: Draft, side: str) -> tuple[ActorLink, ...]:
    return draft.actors if side == "actor" else draft.recipients


def parties(scene: Scene, draft: Draft, sense: Sense) -> Iterator[Party]:
    """Yield everybody who may stand on either side, weighed, in text order."""
    mutual = draft.entry.frame.is_mutual
    # "a truce with Hezbollah": the slots leave room for the other side
    half = mutual and len(draft.actors) == 1
    given = {s: {key_of(a) for a in _given(draft, s)} for s in SIDES}
    links = {(a.token, key_of(a)): a for s in SIDES for a in _given(draft, s) if sense.first <= a.token < sense.last}
    for link in seen(scene, sense):
        if not is_followed(scene, link.token):
            links.setdefault((link.token, key_of(link)), link)
    passive = {t for t, _ in links if not mutual and _is_passive(scene, draft, t)}
    others = {(t, s) for t, _ in links for s in SIDES if is_of_another(scene, draft, t, s)}
    field = _Field.of(links, sense, passive, mutual=mutual)
    mixed = mixed_sides(others, field.shares)
    for (token, key), link in sorted(links.items(), key=lambda item: item[0][0]):
        where = _where(scene, draft, token)
        for n, side in enumerate(SIDES):
            if (n == 0 and token in passive) or (token, side) in others:
                continue
            features = {
                "bias": 1.0,
                **field.features(token, key, n),
                "slot": float(key in given[side]),
                "slot_other": float(key in given[SIDES[1 - n]]),
                "recipient": float(side == "recipient"),
                "side_filled": float(key not in given[side] and bool(given[side]) and not (half and n == 0)),
                "no_country": float(link.actor.country is None),
                "later_unnamed": where["later"] * float(link.basis == "typed"),
                **where,
            }
            score = share_of(features, fitted("parties"))
            own = features["slot"] and side in mixed  # there the tree knows better
            yield Party(link, side, features, max(score, KEEP) if own else score)


def _is_passive(scene: Scene, draft: Draft, token: int) -> bool:
    """Tell whether somebody is the subject of a passive trigger, who does not act ("Rwanda has been accused")."""
    word = scene.parse.tokens[token]
    return word.dep == "nsubjpass" and word.head == draft.token and draft.entry.type in _BEFALLING


@dataclass(frozen=True, slots=True)
class _Field:
    """What the model gives all who may take part: by word and actor the shares of both sides, by actor the best."""

    shares: Mapping[tuple[int, object], tuple[float, float]]
    best: Mapping[object, tuple[float, float]]

    @classmethod
    def of(
        cls, links: Mapping[tuple[int, object], ActorLink], sense: Sense, passive: Set[int], *, mutual: bool
    ) -> _Field:
        shares: dict[tuple[int, object], tuple[float, float]] = {}
        best: dict[object, tuple[float, float]] = {}
        for (token, key), link in links.items():
            given = shares_of(sense, link.first, link.last, token)
            # Whichever side of a meeting the model sees somebody on, both act; civilians whom a fight befalls do not.
            both = mutual and (given[0] >= given[1] or link.actor.sector != "CVL")
            own = (min(1.0, given[0] + given[1]), 0.0) if both else (given[0], 0.0 if mutual else given[1])
            if token in passive:
                own = (0.0, min(1.0, given[0] + given[1]))
            shares[token, key] = own
            most = best.get(key, (0.0, 0.0))
            best[key] = (max(most[0], own[0]), max(most[1], own[1]))
        return cls(shares, best)

    def features(self, token: int, key: object, side: int) -> dict[str, float]:
        """Return what the model says for somebody on a side, here and wherever the window names it, beside the others."""
        here, most = self.shares[token, key], self.best[key]
        rivals = [b[side] for k, b in self.best.items() if k != key]
        return {
            "reader": log_odds(here[side]),
            "reader_other": log_odds(here[1 - side]),
            "best": log_odds(most[side]) - log_odds(here[side]),
            "best_other": log_odds(most[1 - side]),
            "rival": log_odds(max(rivals, default=0.0)),
            "alone": float(not rivals),
        }


def _where(scene: Scene, draft: Draft, token: int) -> dict[str, float]:
    """Return where somebody is named, seen from the trigger."""
    sentence, here = scene.parse.tokens[token].sent, scene.parse.tokens[draft.token].sent
    words = abs(token - draft.token)
    return {
        "far": float(sentence < here),
        "later": float(sentence > here),
        "over_8_words": float(words > _NEAR),
        "over_20_words": float(words > _WIDE),
    }

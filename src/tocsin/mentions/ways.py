"""The ways from a trigger to the places of its sentence, in points: each step of the tree that leads there counts.

"In Goma" under the trigger is near, the town of a participant ("the mayor of Goma") is far,
a place in another happening's phrase is farther.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tocsin.base.model import VERBAL, ActorLink, Parse, PlaceLink, Precision
from tocsin.base.trees import INNER, ancestors, children, marks
from tocsin.mentions.backref import pointing_back
from tocsin.mentions.draft import Draft, Scene

_WHERE = frozenset(
    {"in", "at", "near", "inside", "outside", "around", "across", "off", "over", "along", "throughout", "within", "into"}
    | {"between", "on", "outskirts", "toward", "towards", "through", "beside", "above", "below", "under"}
)  # fmt: skip
# Prepositions that tell the place for some types only, right below the trigger or its object: where to, where from.
_WHERE_FOR = {
    "from": frozenset({"RETREAT", "COERCE"}),
    "to": frozenset({"AID", "MOBILIZE", "CONSULT", "RETREAT"}),
    "of": frozenset({"ASSAULT", "COERCE", "HAZARD"}),
    "against": frozenset({"ASSAULT"}),
}
# Steps, in points: a place at more points than its type's limit is not the happening's.
_UP = {"relcl": 2.0, "advcl": 2.0, "ccomp": 3.0, "parataxis": 3.0}
_UP_ELSE = 1.0
_DOWN = {
    "pobj": 0.0, "appos": 0.2, "conj": 0.2, "npadvmod": 1.0, "compound": 1.0, "nmod": 1.0, "poss": 1.0, "amod": 1.0,
    "dobj": 1.5, "nsubjpass": 2.0, "nsubj": 2.5, "acl": 2.5, "relcl": 3.5, "advcl": 3.0, "ccomp": 3.5, "xcomp": 1.5,
}  # fmt: skip
_DOWN_ELSE = 2.0
_NEAR_PREP, _FAR_PREP, _KIND_OF = 0.5, 2.5, 0.1
_NOT_WHERE = 1.5  # a country that tells whose ("U.S. boats") or who acts ("Israel struck", "between India and China")
_OTHERS_CLAUSE = 5.0  # a that-clause hung on a name by mistake says nothing of the name
_ABSTRACT = 3.0  # "in response to", "in opposition to": no place, and what follows it is another matter
_ACTOR, _RECIPIENT = 4.0, 1.0  # the place is itself a side; what is attacked there is there
_STRUCK = frozenset({"HAZARD", "ASSAULT", "PROTEST", "MOBILIZE", "COERCE"})
_SPOKEN = 99.0  # the place is where an act of words is done, or whom it is towards (``_is_of_words``): never the deed's
_OTHER = 2.0  # the place stands in the phrase of another happening
# What sits in a place and acts there: "A court in Stuttgart sentenced", "Police in Goma arrested".
_SEATED = frozenset({"court", "tribunal", "judge", "jury"})
_REASONS = frozenset(
    {"response", "retaliation", "opposition", "support", "connection", "favor", "favour", "protest", "relation"}
    | {"accordance", "exchange", "return", "light", "case", "event", "addition", "reaction", "reference", "regard"}
)


@dataclass(frozen=True, slots=True)
class Way:
    """A place with the way to it: ``points`` of its steps and their labels."""

    link: PlaceLink
    points: float
    steps: str


def ways_to(scene: Scene, draft: Draft, others: Mapping[int, Draft]) -> list[Way]:
    """Return the ways to the places of the draft's sentence.

    Args:
        scene: the reading laid out.
        draft: its trigger and roles.
        others: all drafts by trigger.
    """
    tokens, number = scene.parse.tokens, scene.parse.tokens[draft.token].sent
    found = [p for p in scene.reading.places if tokens[p.token].sent == number and is_told(p)]
    named = [_way(scene, draft, p, p.token, others) for p in found if not _hyphened(scene, p)]
    return named + [_way(scene, draft, p, i, others) for i, p in pointing_back(scene, number)]


def _hyphened(scene: Scene, link: PlaceLink) -> bool:
    """Tell whether a dash joins the name to a participle or a second name.

    "Rwanda-backed" tells who, and "the Beirut-Damascus highway" lies in neither.
    """
    tokens, last = scene.parse.tokens, link.last
    if last + 1 >= len(tokens) or tokens[last].start != link.end or tokens[last].text not in ("-", "–"):
        return False
    return tokens[last + 1].start == tokens[last].end and tokens[last + 1].tag in ("VBN", "NNP", "JJ")


def is_told(link: PlaceLink) -> bool:
    """Tell whether a link is a place of the story: resolved, and no dateline."""
    return link.place is not None and not link.reason.startswith("dateline")


def _way(scene: Scene, draft: Draft, link: PlaceLink, end: int, others: Mapping[int, Draft]) -> Way:
    """Return the way from the trigger to a place, named at token ``end``: up the tree, then down."""
    tokens, own = scene.parse.tokens, {draft.token, *range(draft.first, draft.last), *(draft.used - others.keys())}
    up, down = path(scene.parse, draft.token, end)
    points = sum(_UP.get(tokens[i].dep, _UP_ELSE) for n, i in enumerate(up) if n == 0 or i not in own)
    # "allegations from Congo that it arms the rebels": the clause hangs on the name itself
    points += 0.0 if down or not up else (_OTHERS_CLAUSE if children(scene.parse, up[-1], "mark") else _NOT_WHERE)
    above = draft.token
    for i in down:
        points += _SPOKEN if _is_of_words(scene, draft, i, link, others) else 0.0
        if i not in own:
            points += _down(scene, draft, i, above=above, link=link)
            points += _OTHER if i in others else 0.0
            points += _ABSTRACT if i != end and tokens[i].lemma in _REASONS else 0.0
        above = i
    toward = _RECIPIENT if draft.entry.type in _STRUCK else _ACTOR
    sides = [(a, _ACTOR) for a in draft.actors] + [(a, toward) for a in draft.recipients]
    points += max((p for a, p in sides if a.token == end), default=0.0)
    labels = [f"<{tokens[i].dep}" for i in up]
    labels += [tokens[i].lemma if tokens[i].pos == "ADP" else tokens[i].dep for i in down if tokens[i].dep != "pobj"]
    steps = " ".join(labels) or "itself"
    return Way(link, points, steps if end == link.token else f"{steps} “{tokens[end].text}”")


def _is_of_words(scene: Scene, draft: Draft, i: int, link: PlaceLink, others: Mapping[int, Draft]) -> bool:
    """Tell whether a step leads from an act of words to where a speaker from elsewhere sits, or to a government spoken to.

    "In Geneva the UN condemned the killing", "condemned the advance and asked Rwanda"; not "in Darfur, residents accused".
    What is told behind the happening may lie there.
    """
    word = scene.parse.tokens[i]
    act = others.get(word.head)
    if act is None or word.head == draft.token or act.entry.type not in VERBAL:
        return False
    if word.dep == "prep" and i < min(word.head, draft.token):
        return bool(act.actors) and all(_is_elsewhere(a, link) for a in act.actors)
    spoken_to = scene.actor_at.get(i, ()) if word.dep in ("dobj", "dative") else ()
    return any(i == link.token or a.actor.sector == "GOV" for a in spoken_to)  # "summons the ambassador to Italy"


def _is_elsewhere(speaker: ActorLink, link: PlaceLink) -> bool:
    """Tell whether the text says that a speaker is not of the country that a place lies in."""
    told = speaker.actor.country if "country" not in speaker.supposed else None
    return told is not None and link.place is not None and told != link.place.country


def _down(scene: Scene, draft: Draft, i: int, *, above: int, link: PlaceLink) -> float:
    """Return the points of the step from token ``above`` down to token ``i``."""
    token = scene.parse.tokens[i]
    state = link.place is not None and link.place.precision is Precision.COUNTRY
    if token.dep in ("prep", "agent", "dative"):
        direct = above == draft.token or scene.parse.tokens[above].dep == "dobj"
        if token.lemma == "between" and link.token in scene.actor_at:
            return _FAR_PREP
        if token.lemma == "from" and token.head != draft.token and link.token in scene.actor_at:
            return 2 * _FAR_PREP  # "allegations from Khartoum": who, not where
        if token.lemma in _WHERE or (direct and draft.entry.type in _WHERE_FOR.get(token.lemma, ())):
            return _NEAR_PREP
        # "the town of Sake", "the north of Mali": what stands before "of" is a kind or a part of the place
        return _KIND_OF if token.lemma == "of" and above not in scene.actor_at and above != draft.token else _FAR_PREP
    if token.dep == "nsubj" and token.lemma in _SEATED:
        return _NEAR_PREP
    if token.dep == "advcl" and "when" in marks(scene.parse, i):
        return _NEAR_PREP  # "two were rescued when a ferry sank near Basilan"
    whose = state and i == link.token and (token.dep in INNER or token.dep == "nsubj")
    extra = _NOT_WHERE if token.head == draft.token else 2 * _NOT_WHERE
    return _DOWN.get(token.dep, _DOWN_ELSE) + (extra if whose else 0.0)


def path(parse: Parse, start: int, end: int) -> tuple[list[int], list[int]]:
    """Return the tokens left on the way up from ``start`` and those entered on the way down to ``end``."""
    above = [start, *ancestors(parse, start)]
    below = [end, *ancestors(parse, end)]
    shared = next((i for i in above if i in below), None)
    if shared is None:
        return above[:-1], below[::-1]
    return above[: above.index(shared)], below[: below.index(shared)][::-1]

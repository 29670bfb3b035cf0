"""Tellings: several drafts of one document that tell of one happening become one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tocsin.base.model import VERBAL, ActorLink, PlaceLink, Precision, Status, TimeLink
from tocsin.base.trees import first_conjunct
from tocsin.mentions.draft import Draft, Scene

FACT = frozenset({Status.ASSERTED, Status.ALLEGED})
# A bare second telling ("the attack") is joined to one at most so many sentences before it.
_NEAR = 12
# Types whose bare nouns restate a fuller telling of the same sentence.
_RESTATED = frozenset({"ASSAULT", "PROTEST", "ACCUSE", "AID", "SANCTION", "CONSULT"})
# Slots in which one trigger belongs to the phrase of another ("conducted a raid", "fell in an attack").
_PHRASE = ("subj", "obj", "light", "mod", "in", "by")


@dataclass(frozen=True)
class Happening:
    """One happening: its fullest draft and the further tellings of it."""

    main: Draft
    also: tuple[Draft, ...] = ()


def join_tellings(scene: Scene, drafts: list[Draft]) -> list[Happening]:
    """Return one happening for each group of drafts that tell of the same, in text order of the first telling."""
    found: list[Happening] = []
    for draft in _deeds_first(drafts):
        if draft.about is not None:
            draft = replace(draft, about=_leading(found, draft.about))
        at = next((n for n, h in enumerate(found) if same_happening(scene, h, draft)), None)
        if at is None:
            found.append(Happening(draft))
        else:
            found[at] = _join(found[at], draft)
    return found


def _deeds_first(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with verbal events last: theirs is judged by the happening that they are about."""
    return [*(d for d in drafts if d.entry.type not in VERBAL), *(d for d in drafts if d.entry.type in VERBAL)]


def _leading(found: list[Happening], token: int) -> int:
    """Return the trigger of the happening that the draft at ``token`` tells of."""
    for h in found:
        if token in {h.main.token, *(a.token for a in h.also)}:
            return h.main.token
    return token


def same_happening(scene: Scene, happening: Happening, draft: Draft) -> bool:
    """Tell whether a draft is a further telling: same type, nothing against it, and something shared."""
    main = happening.main
    if main.entry.type != draft.entry.type or (main.status in FACT) != (draft.status in FACT):
        return False
    if not times_fit(main.time, draft.time) or not _places_fit(main.place, draft.place):
        return False
    same_sentence = _sent(scene, main) == _sent(scene, draft)
    if same_sentence and (_listed(scene, main, draft) or _restated(main, draft)):
        return True
    if not _modes_fit(main, draft):
        return False
    same_word = _stem(scene, main) == _stem(scene, draft)
    if same_sentence and not same_word:
        return _nested(main, draft) or _told_twice(main, draft)
    if main.entry.type in VERBAL and main.about is not None and main.about == draft.about:
        return not main.actors or not draft.actors or bool(_keys(main.actors) & _keys(draft.actors))
    fit = _roles_fit(main, draft, loose=same_word and main.entry.type not in VERBAL)
    return fit and _shares(scene, main, draft, same_word=same_word)


def _modes_fit(a: Draft, b: Draft) -> bool:
    """Tell whether two drafts may be one by their modes; the taking of a town is no telling of other fighting."""
    modes = {a.entry.mode, b.entry.mode}
    if len(modes - {None}) > 1:
        return False
    return "territory" not in modes or len(modes) == 1 or _bare(a) or _bare(b)


def _stem(scene: Scene, draft: Draft) -> str:
    """Return the start of the trigger's lemma: within one type it tells families apart ("shelled", "shelling")."""
    return scene.tree.lemma(draft.token)[:4]


def _sent(scene: Scene, draft: Draft) -> int:
    return scene.parse.tokens[draft.token].sent


def _nested(a: Draft, b: Draft) -> bool:
    """Tell whether two triggers of one sentence are one phrase ("conducted raids and seized" are two)."""
    inner = {t for name in _PHRASE for t in a.slots.get(name, ())} | {
        t for name in _PHRASE for t in b.slots.get(name, ())
    }
    return bool({a.token, b.token} & inner) and _roles_fit(a, b) and a.entry.type not in VERBAL


def _told_twice(a: Draft, b: Draft) -> bool:
    """Tell whether two triggers of a sentence have the same sides, of the same countries ("arrest and detain").

    Counted on the short items: of 3,025 types told in a sentence, 26 stand for two such happenings.
    """
    sides = ((a.actors, b.actors), (a.recipients, b.recipients))
    if any(one and two and _countries(one) != _countries(two) for one, two in sides):
        return False
    return a.entry.mode == b.entry.mode and any(one and two for one, two in sides)


def _restated(a: Draft, b: Draft) -> bool:
    """Tell whether one of two triggers of a sentence only names the other's happening again.

    Hazards of one sentence are one ("collides and capsizes", "rain caused flooding"); a bare noun beside a fuller
    telling is the same ("indicted on charges", "demonstrate … with the protests", "kill six by shelling and gunfire").
    """
    if a.entry.type == "HAZARD":
        return True
    if a.entry.type not in _RESTATED:
        return False
    return any(_bare(d) and d.place is None and d.time is None for d in (a, b)) or (_bare(b) and a.entry.pos == "NOUN")


def _listed(scene: Scene, a: Draft, b: Draft) -> bool:
    """Tell whether two nouns are one list ("gunfire and airstrikes", "floods and landslides")."""
    nouns = a.entry.pos == b.entry.pos == "NOUN" and a.entry.type in ("ASSAULT", "HAZARD")
    return nouns and first_conjunct(scene.parse, a.token) == first_conjunct(scene.parse, b.token)


def _keys(links: tuple[ActorLink, ...]) -> set[object]:
    """Return what identifies the actors: their ids, and for a government's people also their country."""
    out: set[object] = set()
    for a in links:
        if a.actor.id or a.basis == "named":
            out.add(a.actor.id or a.actor.name.lower())
        if (a.actor.country and (a.actor.sector == "GOV" or not a.actor.id)) or (not a.actor.id and a.basis != "named"):
            out.add((a.actor.country, a.actor.sector))
    return out


def _roles_fit(a: Draft, b: Draft, *, loose: bool = False) -> bool:
    """Tell whether neither side's actors nor recipients contradict each other; loosely: nor their countries."""
    keys = _countries if loose else _keys
    for one, two in ((a.actors, b.actors), (a.recipients, b.recipients)):
        if one and two and not keys(one) & keys(two):
            return False
    return True


def _countries(links: tuple[ActorLink, ...]) -> set[object]:
    return {a.actor.country for a in links}


def _shares(scene: Scene, a: Draft, b: Draft, *, same_word: bool) -> bool:
    keys = _countries if same_word and a.entry.type not in VERBAL else _keys
    actors = bool(keys(a.actors) & keys(b.actors))
    recipients = bool(keys(a.recipients) & keys(b.recipients))
    if a.entry.type in VERBAL:
        again = same_word or _bare(b) or (b.entry.pos == "NOUN" and not b.recipients and not b.content)
        return actors and (recipients or not (a.recipients and b.recipients)) and again  # "their appeal follows …"
    place = a.place is not None and b.place is not None and _places_fit(a.place, b.place)
    if a.status is not b.status and not same_word:
        return (
            actors and recipients
        )  # what one side alleges is no telling of what the writer tells, unless both sides agree
    if a.status is b.status is Status.ALLEGED and actors:
        return True  # one charge in two sentences: nothing of it contradicts, and the accused is the same
    if (_bare(b) or _bare(a)) and (same_word or a.status in FACT):
        return _sent(scene, b) - _sent(scene, a) <= _NEAR
    if same_word or _same_victim(a, b):
        return actors or recipients
    return (actors and recipients) or ((actors or recipients) and place)


def _same_victim(a: Draft, b: Draft) -> bool:
    """Tell whether both tell of one named person's fate, at least one without a doer ("shot dead"; "his killing")."""
    named = {r.actor.id or r.actor.name for r in a.recipients if r.basis != "typed"}
    again = {r.actor.id or r.actor.name for r in b.recipients if r.basis != "typed"}
    return a.entry.type == "ASSAULT" and bool(named & again) and not (a.actors and b.actors)


def _bare(draft: Draft) -> bool:
    return not draft.actors and not draft.recipients and draft.entry.pos == "NOUN"


def times_fit(a: TimeLink | None, b: TimeLink | None) -> bool:
    """Tell whether two times may be one: either is unknown, or they overlap."""
    x, y = (a.interval if a else None), (b.interval if b else None)
    if x is None or y is None:
        return True
    before = x.end is not None and y.start is not None and x.end <= y.start
    after = y.end is not None and x.start is not None and y.end <= x.start
    return not before and not after


def _places_fit(a: PlaceLink | None, b: PlaceLink | None) -> bool:
    x, y = (a.place if a else None), (b.place if b else None)
    if x is None or y is None:
        return True
    if (x.geonameid is not None and x.geonameid == y.geonameid) or x.name == y.name:
        return True
    if x.country != y.country:
        return False
    wide = (Precision.COUNTRY, Precision.FEATURE)
    if x.precision in wide or y.precision in wide:
        return True
    return Precision.PROVINCE in (x.precision, y.precision) and x.admin1 == y.admin1


def _fullness(draft: Draft) -> tuple[int, ...]:
    return (
        len(draft.actors) + len(draft.recipients),
        draft.place is not None,
        draft.time is not None,
        draft.entry.pos == "VERB",
    )


def _join(happening: Happening, draft: Draft) -> Happening:
    """Put a telling to its happening: the fuller one leads, and fills its gaps from the other."""
    main, other = happening.main, draft
    if sum(_fullness(draft)) > sum(_fullness(main)):
        main, other = draft, happening.main
    status = (
        Status.ALLEGED if Status.ALLEGED in (main.status, other.status) and main.about == other.about else main.status
    )
    lead = replace(
        main,
        entry=replace(main.entry, mode=main.entry.mode or other.entry.mode),
        actors=main.actors or other.actors,
        recipients=main.recipients or other.recipients,
        place=main.place or other.place,
        time=main.time or other.time,
        status=status,
        about=main.about if main.about is not None else other.about,
    )
    return Happening(lead, (*happening.also, other))

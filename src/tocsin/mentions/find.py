"""Find the event mentions of a reading: the steps of this room in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tocsin.base.model import FACT, VERBAL, EventMention, Status
from tocsin.base.reading import Dropped, Reading
from tocsin.base.trees import extent
from tocsin.mentions.about import governed_tokens, link_about
from tocsin.mentions.backdrops import is_backdrop
from tocsin.mentions.bystanders import without_bystanders
from tocsin.mentions.carried import carry_setting
from tocsin.mentions.casualties import absorb_casualties
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.fallback import fill_empty, with_land
from tocsin.mentions.lexicon import Lexicon
from tocsin.mentions.likeliest import INQUIRY, with_likely_actor, with_likely_recipient
from tocsin.mentions.means import with_means
from tocsin.mentions.occasion import share_occasion
from tocsin.mentions.parties import with_both_meeting, with_parties, without_askers, without_nobody
from tocsin.mentions.place import is_around
from tocsin.mentions.record import to_mentions
from tocsin.mentions.refusals import as_refusals
from tocsin.mentions.roles import fill_roles, without_capitals
from tocsin.mentions.said import attribute
from tocsin.mentions.scene import make_scene
from tocsin.mentions.setting import settle
from tocsin.mentions.shades import UNSAID, shaded_status, with_mode, without_driving_back
from tocsin.mentions.slots import slots
from tocsin.mentions.status import status_of
from tocsin.mentions.tellings import join_tellings
from tocsin.mentions.triggers import find_triggers
from tocsin.mentions.verdicts import REFUTED, is_refuted
from tocsin.mentions.weighing import weigh, without_faint

# Nouns of a state of affairs ("the conflict", "violence") that name a happening only when something pins them down.
_NEEDS_ANCHOR = "NOUN"
# From this score on the word alone tells of one ("a result of the assassination").
_PLAIN = 0.6


def find_mentions(reading: Reading, lexicon: Lexicon) -> Reading:
    """Return the reading with its event mentions, one per happening, and what was dropped and why."""
    if reading.parse is None or not reading.parse.tokens:
        return reading
    scene = make_scene(reading, reading.parse, lexicon)
    drafts, dropped = told_drafts(scene)
    happenings = join_tellings(scene, drafts)
    mentions: tuple[EventMention, ...] = to_mentions(scene, carry_setting(scene, share_occasion(happenings)))
    return replace(reading, senses={}, mentions=mentions, dropped=(*reading.dropped, *dropped))


def told_drafts(scene: Scene) -> tuple[list[Draft], list[Dropped]]:
    """Return a draft for each telling of a happening, and what was dropped and why.

    Order matters: capitals that are hit fall out before empty sides are filled, the mode of talks before their sides are
    made one, sides before bystanders are taken out of them, roles before casualties (victims move to their happening),
    status before tellings (a planned attack is not a telling of the one that took place), about before tellings (both
    keep their tie), mode before empty sides (an inquiry may lack whom it is about, an allegation does not).
    """
    drafts, dropped = weigh(scene, *find_triggers(scene))
    drafts = [without_capitals(with_parties(scene, fill_roles(scene, d))) for d in drafts]
    drafts = without_askers(drafts)
    drafts = [without_driving_back(scene, with_both_meeting(with_mode(scene, with_means(scene, d)))) for d in drafts]
    drafts = without_bystanders(scene, [_with_sides(scene, d) for d in drafts])
    drafts = absorb_casualties(scene, drafts)
    drafts, faint = without_faint(scene, [without_nobody(d) for d in drafts])
    drafts = [with_land(scene, d) for d in settle(scene, drafts)]
    governed = governed_tokens(drafts)
    drafts = link_about(scene, as_refusals(scene, [_with_status(scene, d, governed) for d in drafts]))
    drafts, loose = _anchored(scene, attribute(scene, drafts))
    return [piece for d in drafts for piece in _by_place(scene, d)], [*dropped, *faint, *loose]


def _with_sides(scene: Scene, draft: Draft) -> Draft:
    """Return the draft with its empty sides filled: by whom the reader holds likeliest, and from the words around."""
    return with_likely_actor(scene, fill_empty(scene, with_likely_recipient(scene, draft)))


def _with_status(scene: Scene, draft: Draft, governed: Mapping[int, Draft]) -> Draft:
    status, reason = shaded_status(scene, draft, *status_of(scene, draft, governed))
    if status in FACT and draft.entry.type not in VERBAL and is_refuted(scene, draft.token):
        status, reason = Status.NEGATED, REFUTED
    return replace(draft, status=status, reasons=(*draft.reasons, reason))


def _anchored(scene: Scene, drafts: list[Draft]) -> tuple[list[Draft], list[Dropped]]:
    """Drop nouns that nothing pins down, hazards apart, and acts of words that are only planned, supposed or asked for.

    What pins a noun down is a side, a place, a time, what it is about or what is about it, somebody in its clause, or a
    score that needs none of these. Backdrops go, too. An inquiry is a deed among the acts of words: one that is only
    planned, supposed or asked for stays, as other deeds do.
    """
    pointed = {d.about for d in drafts}
    kept: list[Draft] = []
    dropped: list[Dropped] = []
    for d in drafts:
        told = d.actors or d.recipients or d.place or d.time or d.content
        pinned = told or d.score >= _PLAIN or d.token in pointed or d.about is not None or _staged(scene, d)
        reason = None
        if d.entry.pos == _NEEDS_ANCHOR and not pinned and d.entry.type != "HAZARD":
            reason = "nothing says who, where or when"
        elif is_backdrop(scene, d):
            reason = "a state of affairs or a precaution, of which no more is told"
        elif d.entry.type in VERBAL and d.status in UNSAID and (d.entry.type, d.entry.mode) != INQUIRY:
            reason = f"a verbal act that is only {d.status.value}"
        if reason is None:
            kept.append(d)
        else:
            dropped.append(Dropped(extent(scene.parse, d.first, d.last, scene.text), d.entry.rule, reason))
    return kept, dropped


def _staged(scene: Scene, draft: Draft) -> bool:
    """Tell whether somebody in the clause has to do with a nominal happening ("people fled the attack")."""
    verbs = [v for v in draft.slots.get("gov", ()) if scene.parse.tokens[v].pos == "VERB"]
    return any(
        t in scene.actor_at for v in verbs for name in ("subj", "obj") for t in slots(scene.tree, v).get(name, ())
    )


def _by_place(scene: Scene, draft: Draft) -> list[Draft]:
    """Return one draft per place where the object names several ("taking the towns of Kidal and Gao")."""
    if draft.entry.frame.name != "take-place" or draft.place is None or draft.entry.type in VERBAL:
        return [draft]
    tokens = [t for o in draft.slots.get("obj", ()) for t in (o, *slots(scene.tree, o).get("of", ()))]
    named = [scene.place_at[t] for t in tokens if t in scene.place_at and scene.place_at[t].place is not None]
    places = [p for p in named if not is_around(scene, p, named)]
    if len(places) < 2 or draft.status is Status.NEGATED:
        return [draft]
    return [replace(draft, place=p) for p in places]

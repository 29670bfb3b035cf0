"""Weigh what the lexicon and the reader model make of each word: is it a happening, of which type, how surely.

The lexicon proposes and explains; the model proposes what the lexicon has not seen; a fitted rule decides
(``data/weights/triggers.tsv``). The share that it gives is the mention's score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.base.logistic import fitted, log_odds, share_of
from tocsin.base.reading import Dropped
from tocsin.base.tables import origin_in, per_overlay, table
from tocsin.base.trees import extent
from tocsin.mentions.casualties import CASUALTY
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.lexicon import VETO, Entry
from tocsin.mentions.shades import TAKING, tells_of_taking
from tocsin.mentions.slots import slots
from tocsin.mentions.triggers import POS

# A type is weighed from this share on.
_WEIGH = 0.1
# Sentences of an item; longer texts look back, comment and tell things again, where the model errs more.
SHORT = 6
# Kept from this score on: there precision and recall of held-back items are about even.
KEEP = 0.4


@dataclass(frozen=True, slots=True)
class Weighed:
    """A type that a word may tell, with what speaks for it and the share of such readings that are right."""

    token: int
    type: str
    features: Mapping[str, float]
    score: float


@per_overlay
def usual_frames() -> Mapping[tuple[str, str], str]:
    """Return the frame of a type's words where no row gives one (``words/usual_frames.tsv``): (type, part of speech)."""
    rows = table("words/usual_frames.tsv", columns=("type", "verb", "noun"))
    return {(r["type"], pos): r[column] for r in rows for pos, column in (("VERB", "verb"), ("NOUN", "noun"))}


def weigh(scene: Scene, drafts: Sequence[Draft], dropped: Sequence[Dropped]) -> tuple[list[Draft], list[Dropped]]:
    """Return the drafts that stand, and those dropped with the reason.

    Words that tell of the dead and hurt stay though they be faint: they may belong to a happening that stands.
    ``without_faint`` drops those that found none. A row of the user's own is what they decided: it stands, as an event
    or as none.
    """
    rows = {d.token: d for d in drafts}
    kept: list[Draft] = []
    out = list(dropped)
    found = {t: _best(w, rows.get(t)) for t, w in all_readings(scene, drafts, dropped).items()}
    refused = {x.trigger.start for x in dropped if x.rule.startswith(VETO) and origin_in(x.rule)}
    stands = [d for d in drafts if found[d.token].score >= KEEP and found[d.token].type == d.entry.type]
    named = {t: d.entry.type for d in stands for t in d.used if t != d.token}
    for token, best in found.items():
        draft = rows.get(token)
        if draft is None and scene.parse.tokens[token].start in refused:
            continue
        if draft is None and named.get(token) == best.type:
            continue  # "receiving support": a row has named both words as one happening
        if best.score >= KEEP:
            kept.append(_settled(scene, draft, best))
        elif draft is not None and scene.tree.lemma(token) in CASUALTY:
            kept.append(replace(draft, score=best.score))
        elif draft is not None:
            out.append(_faint(scene, draft, best.score))
    return kept, out


def _best(readings: Sequence[Weighed], draft: Draft | None) -> Weighed:
    """Return the likeliest reading of a word; where a row of the user's own names it, that, likely or not."""
    if draft is None or not draft.entry.is_own:
        return max(readings, key=lambda w: w.score)
    own = next(w for w in readings if w.type == draft.entry.type)
    return replace(own, score=max(own.score, KEEP))


def without_faint(scene: Scene, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Dropped]]:
    """Return the drafts from ``KEEP`` on, and the others as dropped."""
    kept = [d for d in drafts if d.score >= KEEP]
    return kept, [_faint(scene, d, d.score) for d in drafts if d.score < KEEP]


def _faint(scene: Scene, draft: Draft, score: float) -> Dropped:
    words = extent(scene.parse, draft.token, draft.token + 1, scene.text)
    return Dropped(words, draft.entry.rule, f"score {score:.2f} is below {KEEP}")


def all_readings(scene: Scene, drafts: Sequence[Draft], dropped: Sequence[Dropped]) -> dict[int, list[Weighed]]:
    """Return by token each type that a word may tell, weighed: those that a row names and those that the model sees."""
    rows = {d.token: d for d in drafts}
    vetoed = {x.trigger.start for x in dropped if x.rule.startswith(VETO)}
    asked = sorted({*rows, *scene.reading.senses})
    ties = _ties(drafts)
    found = {t: list(_readings_of(scene, t, rows.get(t), vetoed, ties)) for t in asked}
    return {t: weighed for t, weighed in found.items() if weighed}


def _ties(drafts: Sequence[Draft]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the triggers that have another as their content, and those that are it ("denies allegations that …")."""
    tokens = {d.token for d in drafts}
    content = {d.token: {t for u in d.entry.frame.content for name in u for t in d.slots.get(name, ())} for d in drafts}
    ties = [(d, t) for d, inner in content.items() for t in inner & tokens if t != d]
    return frozenset(d for d, _ in ties), frozenset(t for _, t in ties)


def _readings_of(
    scene: Scene, token: int, draft: Draft | None, vetoed: set[int], ties: tuple[frozenset[int], frozenset[int]]
) -> Iterator[Weighed]:
    sense = scene.reading.senses.get(token)
    shares = sense.types if sense else {}
    long = float(len(scene.parse.sentences) > SHORT)
    types = {t for t, s in shares.items() if s >= _WEIGH}
    if draft is not None:
        types.add(draft.entry.type)
    for kind in sorted(types):
        same = draft if draft is not None and draft.entry.type == kind else None
        reader = log_odds(shares.get(kind, 0.0))
        features = {
            "bias": 1.0,
            "reader": reader,
            "long": long,
            "reader_long": reader * long,
            "row": float(same is not None),
            "has_content": float(same is not None and token in ties[0]),
            "is_content": float(same is not None and token in ties[1]),
            "noun": float(scene.parse.tokens[token].pos in ("NOUN", "PROPN")),
            "other_row": float(draft is not None and same is None),
            "veto": float(scene.parse.tokens[token].start in vetoed),
        }
        yield Weighed(token, kind, features, share_of(features, fitted("triggers")))


def _settled(scene: Scene, draft: Draft | None, best: Weighed) -> Draft:
    """Return the draft with the type that won; where the model overrules the row, with that type's row or usual frame."""
    reason = f"reader:{best.type} {best.score:.2f}"
    if draft is not None and draft.entry.type == best.type:
        return replace(draft, score=best.score, reasons=(*draft.reasons, reason))
    entry = _entry(scene, best)
    filled = slots(scene.tree, best.token)
    first, last = (draft.first, draft.last) if draft else (best.token, best.token + 1)
    used = frozenset({best.token})
    return Draft(best.token, first, last, entry, filled, used, (f"trigger:{entry.rule}", reason), score=best.score)


def _entry(scene: Scene, best: Weighed) -> Entry:
    """Return a row of the type for the word, or one made up from the type's usual frame."""
    word, kind = scene.parse.tokens[best.token], best.type
    tags = POS.get(word.pos, ("NOUN",))
    rows = [e for p in tags for e in scene.lexicon.entries.get((word.lemma, p), ()) if e.type == kind]
    if rows:
        row = min(rows, key=lambda e: len(e.when))
        # What it asks for does not stand here, so its means may be another's: "held the airfield" is not "held hostage".
        other = kind == "ASSAULT" and row.when and row.mode not in (None, TAKING)
        return replace(row, mode=None, cameo=None) if other and tells_of_taking(scene, best.token) else row
    pos = "NOUN" if tags[0] == "NOUN" else "VERB"
    frame = scene.lexicon.frames[usual_frames()[kind, pos]]
    return Entry(kind, word.lemma, pos, (), None, frame, None, f"{kind}:{word.lemma}/reader")

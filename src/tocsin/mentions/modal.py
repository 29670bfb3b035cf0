"""What a modal verb says of the happening of its main verb, and which "would" is a "will" told in the past."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.model import Parse, Status, Token
from tocsin.base.trees import children
from tocsin.mentions.cues import TELLING, by_lemma

IF = frozenset({"if", "unless", "whether"})
_MODALS: Mapping[str, Status] = {
    "will": Status.PLANNED,
    "'ll": Status.PLANNED,
    "’ll": Status.PLANNED,
    "shall": Status.PLANNED,
    "would": Status.HYPOTHETICAL,
    "could": Status.HYPOTHETICAL,
    "may": Status.HYPOTHETICAL,
    "might": Status.HYPOTHETICAL,
    "can": Status.HYPOTHETICAL,
    "should": Status.REQUESTED,
    "must": Status.REQUESTED,
}
_SHORT_WOULD = frozenset({"'d", "’d"})
_ONLY = frozenset({"only", "just", "merely"})


def modal_status(parse: Parse, verb: int, helper: Token) -> Status | None:
    """Return what an auxiliary of a verb makes of its happening, ``None`` if it is no modal."""
    if helper.dep != "aux":
        return None
    short = helper.tag == "MD" and helper.text in _SHORT_WOULD
    found = _MODALS.get("would" if short else helper.lemma)
    would = short or helper.lemma == "would"
    return Status.PLANNED if would and _is_reported(parse, verb) else found


def is_not_only(parse: Parse, negation: int) -> bool:
    """Tell whether a negation denies only that this is all ("not only opposes the plan but …")."""
    return negation + 1 < len(parse.tokens) and parse.tokens[negation + 1].lemma in _ONLY


def _is_reported(parse: Parse, verb: int) -> bool:
    """Tell whether "would" is a "will" told in the past: "said it would send troops".

    Not so where something must come first ("said it would strike if …"), and in quotations, which stand before the cue.
    """
    said = parse.tokens[parse.tokens[verb].head]
    if parse.tokens[verb].dep != "ccomp" or said.i > verb:
        return False
    past = said.tag in ("VBD", "VBN") or any(parse.tokens[k].tag == "VBD" for k in children(parse, said.i, "aux"))
    tells = any(c.pos == "verb" and c.kind in TELLING for c in by_lemma().get(said.lemma, ()))
    below = children(parse, verb, "advcl")
    return past and tells and not any(parse.tokens[m].lemma in IF for k in below for m in children(parse, k, "mark"))

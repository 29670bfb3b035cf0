"""Forces that are told to be somewhere in the plainest words: "are still in", "have been at X since", "were back in".

Such words tell of anybody: only bodies of men count, no single soldier and no state by its bare name; and what is told
in the past counts only where somebody says so then, or where a word says that it lasts.
"""

from __future__ import annotations

from tocsin.base.model import ActorLink
from tocsin.base.trees import ancestors, children
from tocsin.mentions.draft import Scene
from tocsin.mentions.presence_sides import SHARES
from tocsin.mentions.presence_words import AT
from tocsin.mentions.standing_places import SAYING
from tocsin.mentions.word_classes import FORCES, word_class

# Words beside a verb of being behind which the place may stand, and which say that it lasts.
LASTING = frozenset(
    {"still", "present", "back", "active", "visible", "now", "already", "deep", "right", "inside", "again"}
)
# Single people, of whom many are told of by other forms of the word.
_ONE = frozenset({"NN"})


def is_now(scene: Scene, i: int) -> bool:
    """Tell whether a verb of being tells of what is so when it is told; other verbs always do."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    if token.lemma != "be":
        return True
    said = children(scene.parse, i, "attr", "acomp", "oprd")
    if any(tokens[k].dep == "attr" or scene.tree.lemma(k) not in LASTING for k in said):
        return False  # "are still an open wound", "is still encircled"
    if token.tag in ("VBZ", "VBP"):
        return True
    helpers = {tokens[k].text.lower() for k in children(scene.parse, i, "aux")}
    if token.tag == "VBN":
        return bool(helpers & {"has", "have", "'ve"})
    if token.tag != "VBD":
        return False
    lasting = any(scene.tree.lemma(k) in LASTING for k in children(scene.parse, i, "advmod", "acomp", "prt"))
    over = next(iter(ancestors(scene.parse, i)), i)
    return lasting or (token.dep == "ccomp" and tokens[over].lemma in SAYING)


def is_at(scene: Scene, prep: int) -> bool:
    """Tell whether a preposition says where something is."""
    return scene.parse.tokens[prep].lemma.lower() in (*AT, "of")


def is_men(scene: Scene, t: int) -> bool:
    """Tell whether a word is one for men in arms, a name, a number or a pronoun: not "the deaths of soldiers"."""
    lemma = scene.tree.lemma(t).casefold()
    return (
        scene.parse.tokens[t].pos in ("PROPN", "PRON", "NUM")
        or lemma in SHARES
        or lemma in word_class(FORCES, "force")
        or _is_body(lemma)
    )


def is_body_of_men(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a link is of forces as a body: no state by its bare name, no single person."""
    token = scene.parse.tokens[link.token]
    if link.actor.sector == "GOV" or (link.actor.id or "").startswith("person:"):
        return False
    return token.tag not in _ONE or _is_body(scene.tree.lemma(link.token).casefold())


def _is_body(lemma: str) -> bool:
    """Tell whether a word in the singular means many: "the garrison", or what "it" stands for."""
    return lemma == "it" or lemma in word_class(FORCES, "body")

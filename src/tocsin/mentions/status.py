"""Status: how the document tells a happening, read off what stands above and around its trigger.

Climbing from the trigger, the first word that decides wins: a negation, a modal, a modifier,
or an embedding word of ``data/words/status.tsv``; a verbal event's frame decides for its content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tocsin.base.model import VERBAL, Parse, Status
from tocsin.base.tables import per_overlay, table
from tocsin.base.trees import children, first_conjunct, has_to
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.modal import IF, is_not_only, modal_status
from tocsin.mentions.subjects import is_asked

# Under "any" a word reaches its clause, its object and these prepositions; "after", "amid" and the like embed nothing.
_ANY = frozenset({"comp", "obj", "of", "for", "to", "about", "on", "from", "in", "with"})
_ADJUNCT_ONLY = frozenset({"in", "on", "with", "from"})
# Below a noun these name what is there already ("an inquiry into the crash", "anger over the attack").
_GIVEN = frozenset({"into", "over", "after", "amid", "following", "during", "since"})
_STEPS = 8
# Forms that stand under no modal.
_FINITE = frozenset({"VBZ", "VBD"})
_NOBODY = frozenset({"nobody", "none", "no-one", "noone"})


@per_overlay
def status_cues() -> Mapping[tuple[str, str], Status]:
    """Return the embedding words of ``words/status.tsv``: (lemma, slot) to status."""
    rows = table("words/status.tsv", columns=("lemma", "pos", "slot", "status"))
    return {(r["lemma"], r["slot"]): Status(r["status"]) for r in rows}


@per_overlay
def _origins() -> Mapping[str, str]:
    """Return where the embedding words of the user's own tables stand, by lemma."""
    return {r["lemma"]: f"; {r.origin}" for r in table("words/status.tsv", columns=("lemma",)) if r.origin}


def status_of(scene: Scene, draft: Draft, governed: Mapping[int, Draft]) -> tuple[Status, str]:
    """Return the status of a draft and the step that decided it.

    Args:
        scene: the document.
        draft: the mention in the making.
        governed: content token to the verbal draft that it is the content of.
    """
    if _is_nobody(scene, draft):
        return Status.NEGATED, "status:nobody"
    own = False  # whether the clause below stands under nothing that the verb here does
    for token, slot, head in climb(scene.parse, draft.token):
        by = governed.get(token)
        if by is not None and by.token != draft.token and by.entry.frame.content_status:
            if _is_said_anyway(draft, Status(by.entry.frame.content_status)):
                break
            if by.entry.frame.content_status == Status.ALLEGED and _tokens(by) & _tokens(draft):
                break  # nobody accuses himself: the parser hung "… and suspended the trade" too low
            if by.entry.frame.content_status == Status.NEGATED and asking_noun(scene.parse, slot, head) is not None:
                return Status.REQUESTED, f"status:{slot} of a request that is refused"
            return _promised(scene, by, governed) or (
                Status(by.entry.frame.content_status),
                f"status:{by.entry.frame.content_status} by {by.entry.rule}",
            )
        local = None if own else _local(scene, token, own=token == draft.token)
        if local is not None and not (draft.entry.type == "THREATEN" and local[0] is Status.PLANNED):
            return local
        if head is None:
            break
        outer = _embedded(scene, slot, head)
        if outer is not None:
            if _is_said_anyway(draft, outer[0]):
                break
            return outer
        if _ends(scene, slot, head):
            break
        own = slot == "conj" and _is_clause_of_its_own(scene.parse, token)
    return Status.ASSERTED, "status:told as it is"


def _tokens(draft: Draft) -> set[int]:
    return {a.token for a in draft.actors}


def asking_noun(parse: Parse, slot: str, head: int | None) -> int | None:
    """Return the head where it is a noun of asking that the happening hangs on ("a petition to release him")."""
    if head is None or parse.tokens[head].pos != "NOUN":
        return None
    cues, lemma = status_cues(), parse.tokens[head].lemma
    asked = cues.get((lemma, slot)) or (cues.get((lemma, "any")) if slot in _ANY else None)
    return head if asked is Status.REQUESTED else None


def _promised(scene: Scene, by: Draft, governed: Mapping[int, Draft]) -> tuple[Status, str] | None:
    """Return what becomes of a promise that is itself only asked for ("called on both sides to commit to a truce")."""
    if by.entry.frame.content_status != Status.PLANNED:
        return None
    outer, reason = status_of(scene, by, governed)
    return (outer, reason) if outer is Status.REQUESTED else None


def _is_nobody(scene: Scene, draft: Draft) -> bool:
    """Tell whether a role is filled by nobody ("nobody was injured", "no suspects were arrested")."""
    fillers = [t for name in ("subj", "obj") for t in draft.slots.get(name, ())]
    return any(
        scene.tree.lemma(t) in _NOBODY or any(scene.tree.lemma(k) == "no" for k in children(scene.parse, t, "det"))
        for t in fillers
    )


def _is_said_anyway(draft: Draft, status: Status) -> bool:
    """Tell whether a verbal act stands though what it says is denied or alleged ("denies allegations that …").

    Source: the annotation guide: verbal acts are events of their own with status asserted.
    """
    return draft.entry.type in VERBAL and status in (Status.DENIED, Status.ALLEGED, Status.NEGATED)


def _ends(scene: Scene, slot: str, head: int) -> bool:
    """Tell whether what is said of the word above says nothing of the happening below it.

    "Will hold a rally" plans the rally, "will discuss the attack" does not; "the talks could begin" leaves them open,
    "the attack could spark a war" does not.
    """
    token = scene.parse.tokens[head]
    if token.pos not in ("VERB", "AUX"):
        return slot in _GIVEN
    if slot == "obj":
        tree = scene.tree
        return not any(token.lemma in verbs for verbs in (tree.light, tree.occur, tree.handle))
    if slot == "subj":
        return token.lemma not in scene.tree.occur
    return slot not in ("comp", "conj", "")


def climb(parse: Parse, i: int) -> Iterator[tuple[int, str, int | None]]:
    """Yield each token on the way up with the slot in which it stands under the next predicate."""
    for _ in range(_STEPS):
        token = parse.tokens[i]
        if token.head == i:
            yield i, "", None
            return
        slot, head = _edge(parse, i)
        yield i, slot, head
        if head is None:
            return
        i = head


def _is_clause_of_its_own(parse: Parse, i: int) -> bool:
    """Tell whether a listed verb is under no modal or negation of the one before it; what is above both holds for both.

    "It will refuse a truce, and accuses the other side"; "the Union pledges no aid, and Britain pledges more".
    """
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    below = [parse.tokens[k] for k in parse.children[head.i]]
    if token.tag not in _FINITE or any(t.dep == "mark" and t.lemma in IF for t in below):
        return False
    helping = [t for t in below if t.dep == "aux"]
    # "may have attacked and killed": the second is a participle, whatever its tag
    modal = any(t.tag == "MD" for t in helping) and not any(t.lemma == "have" for t in helping)
    return modal or (head.dep == "ROOT" and bool(children(parse, i, "nsubj", "nsubjpass")))


def _is_parted(parse: Parse, clause: int, head: int) -> bool:
    """Tell whether a semicolon parts a clause from the later one that the parser hung it on: "X holds; Y was denied"."""
    own = (k for k in parse.children[head] if parse.tokens[k].dep in ("nsubj", "nsubjpass") and k > clause)
    return any(t.text == ";" for t in parse.tokens[clause : next(own, clause)])


def _edge(parse: Parse, i: int) -> tuple[str, int | None]:
    """Return the slot in which ``i`` stands and its predicate, or ``None`` where the embedding ends."""
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    if token.dep in ("ccomp", "xcomp"):
        given = any(
            parse.tokens[k].lemma in ("why", "how") for k in parse.children[i]
        )  # "why they were held": they were
        return ("", None) if given or _is_parted(parse, i, head.i) else ("comp", head.i)
    if token.dep in ("dobj", "nsubjpass", "attr", "oprd"):
        return "obj", head.i
    if token.dep in ("pobj", "pcomp"):
        return head.lemma, head.head
    if token.dep == "conj":
        return "conj", head.i
    if token.dep == "acl" and token.tag == "VB":
        return "comp", head.i
    if token.dep == "acl" and any(parse.tokens[k].dep == "mark" for k in parse.children[i]):
        return "comp", head.i
    if token.dep == "relcl" and any(parse.tokens[k].dep == "mark" for k in parse.children[i]):
        return "comp", _that_noun(parse, head.i)
    if token.dep == "amod" and head.pos in ("NOUN", "PROPN"):
        return "mod", None
    if token.dep == "nsubj" and head.pos in ("VERB", "AUX"):
        return "subj", head.i
    return "", None


def _that_noun(parse: Parse, i: int) -> int:
    """Return the noun that a that-clause hangs on, past its own prepositional phrase and conjuncts."""
    i = first_conjunct(parse, i)
    token = parse.tokens[i]
    return parse.tokens[token.head].head if token.dep == "pobj" else i


def _local(scene: Scene, i: int, *, own: bool) -> tuple[Status, str] | None:
    """Return what negation, modals and modifiers at ``i`` say."""
    parse, cues = scene.parse, status_cues()
    kids = [parse.tokens[k] for k in parse.children[i]]
    if own:  # "a suspected cholera outbreak": the parser hangs the adjective on either noun
        kids += [parse.tokens[g] for k in kids if k.dep == "compound" for g in children(parse, k.i, "amod")]
    if any(
        (k.dep == "neg" and not is_not_only(parse, k.i)) or (own and k.dep == "det" and k.lemma == "no") for k in kids
    ):
        return Status.NEGATED, "status:negated"
    for kid in kids:
        modal = modal_status(parse, i, kid) if own or kid.text != "can" else None
        if modal is not None:
            return modal, f"status:modal {kid.text}"
        if kid.dep == "mark" and kid.lemma in IF:
            return Status.HYPOTHETICAL, f"status:{kid.text}"
        if kid.dep in ("advmod", "amod", "compound") and (own or kid.dep == "advmod"):
            found = cues.get((kid.lemma, "mod")) or cues.get((kid.text.lower(), "mod"))  # "suspected" has lemma suspect
            if found is not None:
                return found, f"status:modifier {kid.text}"
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    purpose = token.tag == "VB" and token.dep == "advcl" and has_to(parse, i)
    if purpose and cues.get((head.lemma, "comp")) is Status.REQUESTED and children(parse, head.i, "prep"):
        return Status.REQUESTED, f"status:comp of {head.text}"
    if purpose and not is_asked(scene.tree, i):
        return Status.PLANNED, "status:purpose"
    if token.dep == "xcomp" and head.lemma in ("be", "go") and any(k.lemma == "to" for k in kids):
        return Status.PLANNED, f"status:{head.text} to"
    return None


def _embedded(scene: Scene, slot: str, head: int) -> tuple[Status, str] | None:
    cues, token = status_cues(), scene.parse.tokens[head]
    found = cues.get((token.lemma, slot))
    if slot == "subj" and token.lemma == "be":  # "an attack is imminent"
        said = [scene.parse.tokens[k].lemma for k in children(scene.parse, head, "acomp")]
        found = next((cues[(w, "mod")] for w in said if (w, "mod") in cues), found)
    if found is None and slot in _ANY and not (slot in _ADJUNCT_ONLY and token.pos in ("VERB", "AUX")):
        found = cues.get((token.lemma, "any"))
    if found is None:
        return None
    if any(scene.parse.tokens[k].dep == "neg" for k in children(scene.parse, head)):
        found = {Status.DENIED: Status.ASSERTED, Status.NEGATED: Status.ASSERTED}.get(found, Status.NEGATED)
    return found, f"status:{slot} of {token.text}{_origins().get(token.lemma, '')}"

"""How a trigger hangs under a cue of saying: the path between them and what lies outside of what is said."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.model import Parse, Token
from tocsin.base.trees import ancestors, has_to

# Clauses and phrases in which a writer adds what is known already; nobody is quoted for them.
# "When", "before" and "because" tell of what is said itself ("said he was shot when he drew a knife").
_MARKS = frozenset({"after", "as", "since", "although", "though"})
_MEANT = frozenset({"relcl", "acl"})
_KNOWN = frozenset({"after", "following", "amid", "since", "despite", "before"})
_IN_ANSWER = frozenset({"response", "retaliation", "reaction", "relation", "connection"})
# "The shelling came in response to gunfire" tells of the gunfire itself.
_TELLS_WHY = frozenset({"be", "come"})


def path_to(parse: Parse, token: int, cue: int) -> tuple[Token, ...]:
    """Return the tokens from the trigger up to, and without, the first that is the cue or has the cue below it."""
    above = {cue, *ancestors(parse, cue)}
    out = []
    for i in (token, *ancestors(parse, token)):
        if i in above:
            break
        out.append(parse.tokens[i])
    return tuple(out)


def is_background(parse: Parse, path: Sequence[Token]) -> bool:
    """Tell whether a path leads through a clause or phrase of background ("…, after rebels seized the town").

    So do the clauses that only say which one is meant: "said the students who were kidnapped have been found".
    """
    return any(_is_known(parse, t) for t in path)


def is_all_said(path: Sequence[Token], cue: int) -> bool:
    """Tell whether a cue at the end has its sentence before it: "The town fell after rebels shelled it, police said".

    Only what tells which one is meant stays the writer's.
    """
    return bool(path) and path[-1].i < cue and path[-1].dep != "prep" and not any(t.dep in _MEANT for t in path)


def _is_known(parse: Parse, token: Token) -> bool:
    if token.dep in ("advcl", "relcl") and token.pos in ("VERB", "AUX"):
        marks = {parse.tokens[k].lemma for k in parse.children[token.i] if parse.tokens[k].dep == "mark"}
        when = any(parse.tokens[k].lemma == "when" for k in parse.children[token.i])
        meant = token.dep == "relcl" and not marks and not when and not has_to(parse, token.i)
        return bool(marks & _MARKS) or meant
    if token.dep == "acl":
        return token.tag == "VBN"
    if token.dep == "prep":
        inside = [parse.tokens[k].lemma for k in parse.children[token.i]]
        answers = token.lemma == "in" and bool(_IN_ANSWER & set(inside))
        return token.text.lower() in _KNOWN or (answers and parse.tokens[token.head].lemma not in _TELLS_WHY)
    return False


def is_object(path: Sequence[Token], cue: int) -> bool:
    """Tell whether a path enters the cue by its object ("issued a warrant") and not by a clause."""
    return bool(path) and path[-1].head == cue and path[-1].dep in ("dobj", "nsubjpass")

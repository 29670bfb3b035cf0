"""Weigh whether a name that no table knows is spoken of as a place: the points of the words around one mention.

Set by hand, on corpora of wars; ``told_places`` pools them over the mentions of a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.joined_names import words_in
from tocsin.base.model import EntitySpan, Token
from tocsin.linking.place_evidence import PLACE_PREPOSITIONS, is_taken
from tocsin.linking.place_words import PARTICLES, directions, evidence_words, feature_words

# The language model takes towns that it does not know for persons and companies.
_LABEL = {"GPE": 1.0, "LOC": 1.0, "FAC": 0.8, "PERSON": -0.3, "ORG": -0.3, "NORP": -3.0}
_NO_PLACE = -2.0  # any other label: works, laws, dates
_COMPANY = -0.5  # several words of what is taken for a company
_OF_PERSON = 0.6  # who is captured, seized or left may be a person
_ARTICLE = -3.0  # towns have none
_WHOSE = -1.5  # "in Tebu hands", "Lou areas": a people as often as a place
_LISTED, _UNIT, _IN, _AT, _FAR, _DEED, _LIKELY = 2.0, 2.5, 1.8, 1.4, 2.5, 1.5, 0.8
_APPOSED = 7  # tokens in which "X, the only major air base" tells what X is
_KINDS = ("province", "district", "town", "site")
_SAYING = frozenset(
    {"say", "tell", "add", "ask", "explain", "argue", "note", "deny", "write", "accuse", "call", "warn"}
)
_BEING = frozenset({"be", "remain", "stay", "stand", "rest", "lie"})
_BESIDE = frozenset({"near", "outside", "beyond", "opposite", "across", "beside"})
_MEASURES = frozenset({"km", "kilometre", "kilometres", "kilometer", "kilometers", "mile", "miles", "hour", "hours"})


def name_label(tokens: Sequence[Token], first: int, last: int, label: EntitySpan | None) -> float:
    """Return points for the language model's label, for the words that places are called by, and for an article."""
    points = 0.0
    if label is not None:
        points = _LABEL.get(label.label, _NO_PLACE) + _COMPANY * (
            label.label == "ORG" and words_in(tokens, first, last) > 1
        )
    begins = tokens[first].text.lower() if last - first > 1 else ""
    word = tokens[last - 1]
    whose = word.dep in ("compound", "amod", "nmod") and word.head >= last and unit_beside(tokens, first, last) <= 0
    place_like = 1.0 if begins in evidence_words()["beginning"] else 0.5 * (begins in PARTICLES)
    article = first > 0 and tokens[first - 1].text.lower() == "the" and unit_beside(tokens, first, last) <= 0
    return points + place_like + _ARTICLE * article + _WHOSE * whose


def unit_beside(tokens: Sequence[Token], first: int, last: int) -> float:
    """Return points for a word that tells what the name is: "the village of X", "X district", "X, a town", "Governor X"."""
    words = feature_words()
    before = tokens[first - 1].text.lower() if first else ""
    if words.get((before, "before")) == "people":
        return -4.0
    over = tokens[first - 2].text if before == "of" and first > 1 else ""
    if over.islower() and words.get((over, "of")) in _KINDS:  # "Department of Agriculture" is a body
        return _UNIT
    after = tokens[last].text if last < len(tokens) else ""
    kind = words.get((after.lower(), "after"))
    if kind in ("body", "people", "street"):
        return -3.0
    if kind in _KINDS and after.islower():
        return _UNIT
    return _UNIT * any(words.get((w, side)) in _KINDS for w in _apposed(tokens, last) for side in ("of", "after"))


def _apposed(tokens: Sequence[Token], last: int) -> list[str]:
    """Return the words of what is set beside a name, up to its noun: "X, the only major air base of the army"."""
    if [t.text for t in tokens[last : last + 2]] not in ([",", "a"], [",", "an"], [",", "the"]):
        return []
    out = []
    for token in tokens[last + 2 : last + _APPOSED]:
        if token.pos not in ("NOUN", "ADJ", "PROPN", "ADV", "NUM", "PUNCT") or token.text == ",":
            break
        out.append(token.text)
    return out


def situated(tokens: Sequence[Token], first: int, last: int) -> float:
    """Return points for where the name lies, or what lies by it: "X, 90 km from", "X, south of", "east of X", "in X"."""
    behind = [t.text.lower() for t in tokens[last : last + 5]]
    if behind[:1] == [","] and _tells_where(behind[1:]):
        return _FAR
    before = [t.text.lower() for t in tokens[max(0, first - 2) : first]]
    if before[-1:] and before[-1] in PLACE_PREPOSITIONS and not _owns(tokens, last):
        return _AT if before[-1] == "at" else _IN
    if len(before) == 2 and before[1] in ("of", "from") and (before[0] in directions() or before[0] in _MEASURES):
        return _IN
    return 0.0


def _tells_where(words: Sequence[str]) -> bool:
    """Tell whether words say where something lies: "90 kilometres", "south - west of", "near", "on the", "to the east"."""
    if not words:
        return False
    if words[0] in _BESIDE or any(w in _MEASURES for w in words[1:3]):
        return True
    if words[0] in ("to", "in", "on") and words[1:2] == ["the"] and len(words) > 2:
        return words[2] in directions() or words[0] == "on"
    return any(w in directions() for w in words[:3]) and any(w in ("of", "from") for w in words[1:4])


def _owns(tokens: Sequence[Token], last: int) -> bool:
    return last < len(tokens) and tokens[last].text in ("'s", "’s")


def deed(tokens: Sequence[Token], head: int, *, person: bool) -> float:
    """Return points for what is done to the name or said of it: what is taken, left or shelled is a place.

    With ``person`` the name may be that of a person, who is captured and left too.
    """
    word = tokens[head]
    verb = tokens[word.head]
    if word.dep == "nsubj" and verb.lemma in _SAYING:
        return -3.0
    share = _OF_PERSON if person else 1.0
    if is_taken(tokens, word) or (word.dep == "conj" and is_taken(tokens, verb)):
        return _DEED * share
    if word.dep in ("dobj", "nsubjpass") and verb.lemma in evidence_words()["hold"]:
        return _DEED
    if word.dep == "nsubjpass" and verb.lemma in evidence_words()["deed"]:
        return _DEED * share
    if word.dep in ("dobj", "nsubjpass"):
        return _LIKELY * share * (verb.lemma in evidence_words()["may hold"])
    if word.dep == "nsubj":
        return _DEED * (verb.lemma == "fall" or _is_held(tokens, verb))
    return _moved(tokens, word)


def _is_held(tokens: Sequence[Token], verb: Token) -> bool:
    """Tell whether a verb of being has "in ... hands", "under ... control" behind it."""
    if verb.lemma not in _BEING:
        return False
    sway = evidence_words()["sway"]
    return any(tokens[t.head].head == verb.i and t.lemma in sway for t in tokens[verb.i + 1 : verb.i + 9])


def _moved(tokens: Sequence[Token], word: Token) -> float:
    """Return points for "withdrew to X", "the road from X"; a little for other uses of such prepositions."""
    prep = tokens[word.head]
    if word.dep != "pobj" or prep.lemma.lower() not in ("to", "from", "towards", "toward", "through", "between", "of"):
        return 0.0
    over = tokens[prep.head]
    if over.lemma in evidence_words()["way"] or (
        over.pos == "VERB" and over.lemma in evidence_words()["go"] and prep.lemma != "of"
    ):
        return _DEED
    return 0.4


def listed(tokens: Sequence[Token], first: int, last: int, places: set[int], *, full_name: bool) -> float:
    """Return points for a place that stands beside the name in a list: "Bor and X", "X, Bor".

    A comma alone says nothing of a person's full name ("the governor of Kirkuk, Najmaldin Karim").
    """
    for words in (("and",), (",", "and"), ("or",), (",",)):
        if full_name and words == (",",):
            continue
        size = len(words)
        before, after = tokens[max(0, first - size) : first], tokens[last : last + size]
        if tuple(t.text for t in before) == words and first - size - 1 in places:
            return _LISTED
        if tuple(t.text for t in after) == words and last + size in places:
            return _LISTED
    return 0.0

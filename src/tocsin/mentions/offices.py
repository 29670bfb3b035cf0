"""Who holds which office: titles before a name, offices beside it, and clauses that say it, as a document writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tocsin.base.model import ActorLink, Participant, Status
from tocsin.base.relations import RelationKind
from tocsin.base.trees import children, first_conjunct, phrase
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.lexicon import Entry, Frame
from tocsin.mentions.office_clauses import Words, copula, in_clause, of_force
from tocsin.mentions.office_tellings import is_over, led_bodies, office_tellings
from tocsin.mentions.office_words import ENDED, FORMER, NEW, OFFICES, STAND_INS, is_public, office_words
from tocsin.mentions.relation_records import Found

# Where linking says which dated role of the register it went by, and which title stands before the name.
_ROLE = re.compile(r"register name: ([^;]+)")
_TITLE = re.compile(r"title ([^;]+)")
_MAKING = frozenset({"name", "appoint", "install", "nominate"})
# An office's word stands at most so many words before its holder's name.
_REACH = 8
_NO_FRAME = Frame("office", (), (), (), "")
_RULE = "holds_office"


def offices(scene: Scene) -> Iterator[Found]:
    """Yield the offices of named persons that the text tells: the title before the name, or the office beside it.

    The register's role completes what the text says; it is that of the day of publication, so that one who left is told
    as former (``ended``).
    """
    seen: set[object] = set()
    for link in sorted(scene.reading.actors, key=lambda a: (not _TITLE.search(a.reason), a.start)):
        person = (link.actor.id or "").startswith("person:") or scene.entity_at.get(link.token) == "PERSON"
        if link.basis != "named" or not person or link.token not in scene.actor_at or "beside" in link.reason:
            continue
        key = link.actor.id or link.actor.name
        if key in seen:
            continue
        made = _office(scene, link)
        if made is None or not is_public(made[0].text, link.actor.sector):
            continue
        seen.add(key)
        yield _found(scene, link, *made)
    yield from _told_by_verbs(scene, seen)


def _told_by_verbs(scene: Scene, seen: set[object]) -> Iterator[Found]:
    """Yield the offices that a clause's verb tells of, one begun or one over beside what stands at the name."""
    led = (t for t in led_bodies(scene) if (t.link.actor.id or t.link.actor.name) not in seen)
    for told in (*office_tellings(scene), *led):
        sector = told.link.actor.sector
        if is_public(told.words, sector):
            name = _capital(_bare(told.words))
            first, last = (told.start, told.end) if told.start >= 0 else (None, None)
            office = Participant(told.words, first, last, None, name, told.link.actor.country, sector, "clause")
            found = _found(scene, told.link, office, f"{_RULE}: a verb says so")
            ended = told.ended or is_over(scene, told.link, first, last)
            yield replace(found, ended=found.ended or ended, begun=told.begun and not ended)


def _found(scene: Scene, link: ActorLink, office: Participant, reason: str) -> Found:
    entry = Entry("SUPPORT", "office", "NOUN", (), None, _NO_FRAME, None, _RULE)
    draft = Draft(link.token, link.first, link.last, entry, {}, frozenset(), actors=(link,))
    left = link.actor.sector == "ELI"
    ended = bool(ENDED.match(office.name)) or left or is_over(scene, link, office.start, office.end)
    begun = (bool(NEW.match(office.text)) or _is_made(scene, office)) and not ended
    name = _capital(NEW.sub("", FORMER.sub("", office.name)))
    office = replace(office, name=name, sector=None if left else office.sector)
    return Found(
        RelationKind.HOLDS_OFFICE, link.token, link, office, None, Status.ASSERTED, draft, ended, reason, begun
    )


def _is_made(scene: Scene, office: Participant) -> bool:
    """Tell whether an office is what somebody is just put into ("have named a governor of North Kivu, X")."""
    tokens = scene.parse.tokens
    at = next((t for t in tokens if office.start is not None and t.start >= office.start), None)
    for _ in range(_REACH):
        if at is None or at.head == at.i:
            return False
        if at.dep in ("dobj", "oprd", "nsubjpass") and tokens[at.head].lemma in _MAKING:
            return True
        if at.pos not in ("NOUN", "PROPN", "ADP", "ADJ", "DET"):
            return False
        at = tokens[at.head]
    return False


def _office(scene: Scene, link: ActorLink) -> tuple[Participant, str] | None:
    """Return the office of a person and where it was found; the text's own words come before the register's."""
    role, title = _ROLE.search(link.reason), _TITLE.search(link.reason)
    known = role[1] if role and office_words(role[1]) else None

    def made(words: Words, where: str) -> tuple[Participant, str]:
        text, start, end = words
        name = known if known and _same(known, text) else _bare(text)
        country = None if "country" in link.supposed else link.actor.country
        where_from = where.split(" ")[0]
        first, last = (start, end) if start >= 0 else (None, None)
        office = Participant(text, first, last, None, _capital(name), country, link.actor.sector, where_from)
        return office, f"{_RULE}: {where}"

    if (words := copula(scene, link)) is not None:
        return made(words, "is told to be it")
    if (words := _beside(scene, link)) is not None:
        return made(words, "beside the name")
    if title and office_words(title[1]):
        start = scene.text.find(title[1], link.start, link.end)
        return made((title[1], start, start + len(title[1])), "title before the name")
    if known and (_near_name(scene, link, known) or _stands_in(scene, link) or _told_elsewhere(scene, link, known)):
        return made((known, -1, -1), "role in the register on the day of publication")
    if (words := in_clause(scene, link) or of_force(scene, link)) is not None:
        return made((known, -1, -1) if known else words, "clause says so")
    return None


def _stands_in(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a name stands beside a word for another's office ("his US counterpart, Lloyd Austin")."""
    near = children(scene.parse, link.token, "appos")
    token = scene.parse.tokens[link.token]
    near += [token.head] if token.dep == "appos" else []
    return any(scene.parse.tokens[k].lemma.casefold() in STAND_INS for k in near)


def _near_name(scene: Scene, link: ActorLink, role: str) -> bool:
    """Tell whether the sentence has the office's word before the name: what the register alone knows, nobody told here."""
    sentence = scene.parse.sentences[scene.parse.tokens[link.token].sent]
    first = min(link.first, first_conjunct(scene.parse, link.token))
    words = office_words(role)
    return any(t.lemma.casefold() in words for t in scene.parse.tokens[max(sentence.first, first - _REACH) : link.last])


def _told_elsewhere(scene: Scene, link: ActorLink, role: str) -> bool:
    """Tell whether the document names the office of the person's country elsewhere ("The Chinese foreign minister")."""
    words = {w.casefold() for w in re.findall(r"\w+", role)}
    return len(words) > 1 and any(
        a.actor.country == link.actor.country
        and a.basis != "coreferent"
        and "country" not in a.supposed
        and "no country" not in a.reason
        and words <= {w.casefold() for w in re.findall(r"\w+", scene.text[a.start : a.end])}
        for a in scene.reading.actors
        if a is not link
    )


def _beside(scene: Scene, link: ActorLink) -> Words | None:
    """Return the office in an apposition of a name: "X, the governor of North Kivu", "the governor of North Kivu, X"."""
    parse = scene.parse
    around = children(parse, link.token, "appos")
    if parse.tokens[link.token].dep == "appos":
        around.append(parse.tokens[link.token].head)
    for near in around:
        k = _over(scene, near)
        if parse.tokens[k].lemma.casefold() not in OFFICES or parse.tokens[k].tag == "NNS":
            continue
        first, last = phrase(parse, k)
        if first < link.first < last:
            last = link.first  # the name hangs on the office, or on the land of it
            while last > first and parse.tokens[last - 1].pos in ("PUNCT", "DET"):
                last -= 1
        while first < last and parse.tokens[first].pos in ("DET", "PUNCT") and parse.tokens[first].lemma != "a":
            first += 1
        if first <= link.token < last or last <= first or _of_another(scene, link, first, last):
            continue
        start, end = parse.tokens[first].start, parse.tokens[last - 1].end
        return scene.text[start:end], start, end
    return None


def _of_another(scene: Scene, link: ActorLink, first: int, last: int) -> bool:
    """Tell whether an office's phrase holds another person's name ("HTS chief X and the outgoing premier Y")."""
    return any(
        a.first < last and first < a.last
        for a in scene.reading.actors
        if a.basis == "named" and (a.actor.id or "").startswith("person:") and a.actor != link.actor
        if "beside" not in a.reason
    )


def _over(scene: Scene, k: int) -> int:
    """Return the office whose land the parser took for the head of a name ("the governor of Darfur, X"), else the word."""
    at = k
    for _ in range(2):
        token = scene.parse.tokens[at]
        prep = scene.parse.tokens[token.head]
        if token.dep != "pobj" or prep.lemma not in ("of", "for", "in"):
            return k
        at = prep.head
        if scene.parse.tokens[at].lemma.casefold() in OFFICES:
            return at
    return k


def _same(role: str, title: str) -> bool:
    """Tell whether a role of the register and the words of the text have their office word in common."""
    return bool(office_words(role) & office_words(title))


def _bare(title: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", title, flags=re.IGNORECASE).strip()


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]

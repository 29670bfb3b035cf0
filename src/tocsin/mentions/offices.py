"""Who holds which office: titles before a name, and offices beside it, as a document writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.base.model import ActorLink, Participant, Status
from tocsin.base.relations import RelationKind
from tocsin.base.trees import children, phrase
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.lexicon import Entry, Frame
from tocsin.mentions.relation_records import Found

# Where linking says which dated role of the register it went by, and which title stands before the name.
_ROLE = re.compile(r"register name: ([^;]+)")
_TITLE = re.compile(r"title ([^;]+)")
_FORMER = re.compile(r"^(?:former|ex|late|then|outgoing|ousted|deposed)[\s-]+", re.IGNORECASE)
_ENDED = re.compile(r"^(?:former|ex|late|ousted|deposed)\b", re.IGNORECASE)
# Titles of public office; ranks ("Gen.") and trades ("lawyer") are none.
_OFFICES = frozenset({
    "president", "premier", "minister", "governor", "mayor", "chancellor", "secretary", "ambassador", "chief",
    "commissioner", "chairman", "chairwoman", "chairperson", "speaker", "senator", "king", "queen", "emir",
    "prince", "sultan", "spokesman", "spokeswoman", "spokesperson", "envoy", "director", "head", "leader",
    "coordinator", "commander", "administrator", "prosecutor", "judge", "representative",
})  # fmt: skip
# Heads of anything: an office where the thing is a public one.
_ANYWHERE = frozenset({
    "director", "head", "leader", "coordinator", "chief", "administrator", "representative", "chairman", "chairwoman",
    "chairperson", "spokesman", "spokeswoman", "spokesperson", "secretary", "commander",
})  # fmt: skip
_UNITED_NATIONS = re.compile(r"\b(?:UN|U\.N\.|United Nations)(?!\w)")
_BODIES = frozenset({"GOV", "MIL", "REB", "PRM", "IGO", "LEG", "JUD", "COP", "SPY", "ELI", "PTY", "OPP"})
_NEW = re.compile(r"^(?:new|newly[\w -]*|incoming)\s+", re.IGNORECASE)
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
        if made is None or not _is_public(made[0].text, link.actor.sector):
            continue
        seen.add(key)
        office, reason = made
        entry = Entry("SUPPORT", "office", "NOUN", (), None, _NO_FRAME, None, _RULE)
        draft = Draft(link.token, link.first, link.last, entry, {}, frozenset(), actors=(link,))
        status = Status.ASSERTED
        ended = bool(_ENDED.match(office.name)) or link.actor.sector == "ELI"
        office = Participant(
            office.text,
            office.start,
            office.end,
            None,
            _capital(_NEW.sub("", _FORMER.sub("", office.name))),
            office.country,
            None if link.actor.sector == "ELI" else office.sector,
            office.reason,
        )
        begun = (bool(_NEW.match(office.text)) or _is_made(scene, office)) and not ended
        yield Found(RelationKind.HOLDS_OFFICE, link.token, link, office, None, status, draft, ended, reason, begun)


def _is_made(scene: Scene, office: Participant) -> bool:
    """Tell whether an office is what somebody is just put into ("have named a governor of North Kivu, X")."""
    tokens = scene.parse.tokens
    at = next((t for t in tokens if office.start is not None and t.start >= office.start), None)
    for _ in range(_REACH):
        if at is None or at.head == at.i:
            return False
        if at.dep in ("dobj", "oprd", "nsubjpass") and tokens[at.head].lemma in _MAKING:
            return True
        if at.pos not in ("NOUN", "PROPN", "ADP", "ADJ"):
            return False
        at = tokens[at.head]
    return False


def _office(scene: Scene, link: ActorLink) -> tuple[Participant, str] | None:
    """Return the office of a person and where it was found; the text's own words come before the register's."""
    role, title = _ROLE.search(link.reason), _TITLE.search(link.reason)
    country, sector = link.actor.country, link.actor.sector
    if "country" in link.supposed:
        country = None
    beside = _beside(scene, link)
    if beside is not None:
        words, start, end = beside
        name = role[1] if role and _same(role[1], words) else words
        return Participant(
            words, start, end, None, _capital(name), country, sector, "beside"
        ), f"{_RULE}: beside the name"
    if title and _is_office(title[1]):
        name = role[1] if role and _same(role[1], title[1]) else _bare(title[1])
        start = scene.text.find(title[1], link.start, link.end)
        first, last = (start, start + len(title[1])) if start >= 0 else (None, None)
        made = Participant(title[1], first, last, None, _capital(name), country, sector, "title")
        return made, f"{_RULE}: title before the name"
    if role and _is_office(role[1]) and _near_name(scene, link, role[1]):
        made = Participant(role[1], None, None, None, role[1], country, sector, "register")
        return made, f"{_RULE}: role in the register on the day of publication"
    return None


def _is_public(words: str, sector: str | None) -> bool:
    """Tell whether an office is one of a state, an army, a group or a body of states: a hospital's director holds none."""
    own = {w.casefold() for w in re.findall(r"\w+", words)} & _OFFICES
    return bool(own - _ANYWHERE) or sector in _BODIES or _UNITED_NATIONS.search(words) is not None


def _near_name(scene: Scene, link: ActorLink, role: str) -> bool:
    """Tell whether the sentence has the office's word before the name: what the register alone knows, nobody told here."""
    sentence = scene.parse.sentences[scene.parse.tokens[link.token].sent]
    words = {w.casefold() for w in re.findall(r"\w+", role)} & _OFFICES
    return any(
        t.lemma.casefold() in words for t in scene.parse.tokens[max(sentence.first, link.first - _REACH) : link.last]
    )


def _beside(scene: Scene, link: ActorLink) -> tuple[str, int, int] | None:
    """Return the office in an apposition of a name: "X, the governor of North Kivu", "the governor of North Kivu, X"."""
    parse = scene.parse
    around = children(parse, link.token, "appos")
    if parse.tokens[link.token].dep == "appos":
        around.append(parse.tokens[link.token].head)
    for near in around:
        k = _over(scene, near)
        if parse.tokens[k].lemma.casefold() not in _OFFICES or parse.tokens[k].tag == "NNS":
            continue
        first, last = phrase(parse, k)
        if k != near and first < link.first < last:
            last = link.first  # the name hangs on the land of the office
            while last > first and parse.tokens[last - 1].pos in ("PUNCT", "DET"):
                last -= 1
        while first < last and parse.tokens[first].pos in ("DET", "PUNCT"):
            first += 1
        if first <= link.token < last or last <= first:
            continue
        start, end = parse.tokens[first].start, parse.tokens[last - 1].end
        return scene.text[start:end], start, end
    return None


def _over(scene: Scene, k: int) -> int:
    """Return the office whose land the parser took for the head of a name ("the governor of Darfur, X"), else the word."""
    token = scene.parse.tokens[k]
    prep = scene.parse.tokens[token.head]
    of_office = token.dep == "pobj" and prep.lemma in ("of", "for")
    return prep.head if of_office and scene.parse.tokens[prep.head].lemma.casefold() in _OFFICES else k


def _is_office(title: str) -> bool:
    return any(word.casefold() in _OFFICES for word in re.findall(r"[\w’'-]+", title))


def _same(role: str, title: str) -> bool:
    """Tell whether a role of the register and the words of the text have their office word in common."""
    ours = {w.casefold() for w in re.findall(r"\w+", role)} & _OFFICES
    return bool(ours & {w.casefold() for w in re.findall(r"\w+", title)})


def _bare(title: str) -> str:
    return title.removeprefix("The ").removeprefix("the ").strip()


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]

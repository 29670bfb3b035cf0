"""Which armed force is meant by a people's fighters or by its leader.

"Kurdish fighters" in Syria are the Syrian Democratic Forces, and what Haftar takes is the Libyan National Army's.
"""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.model import REBELS, Actor
from tocsin.base.tables import per_overlay, table


@per_overlay
def _groups() -> tuple[tuple[Actor, tuple[str, ...]], ...]:
    """Return each armed group with its other names."""
    rows = table("actors/groups.tsv", columns=("id", "name", "aliases", "country", "sector"))
    return tuple(
        (Actor(r["id"], r["name"], r["country"], r["sector"]), tuple(a.rstrip("?") for a in r.many("aliases")))
        for r in rows
    )


@per_overlay
def _forces() -> Mapping[tuple[str, str], Actor]:
    groups = {actor.id: actor for actor, _ in _groups()}
    out: dict[tuple[str, str], Actor] = {}
    for row in table("actors/forces_of_peoples.tsv", columns=("names", "country", "group")):
        if row["group"] not in groups:
            raise row.bad(f"group {row['group']!r} is none of actors/groups.tsv; correct it.")
        for name in row.many("names"):
            out[name.casefold(), row["country"]] = groups[row["group"]]
    return out


def force_of_people(words: str, country: str | None) -> Actor | None:
    """Return the force that fights under a people's name in a country, ``None`` if the words name none.

    Args:
        words: a phrase that begins with a people's name ("Kurdish fighters"), or the name itself.
        country: that of the phrase, as linking has it.
    """
    if country is None:
        return None
    named = words.replace("’", "'").casefold().removeprefix("the ").split()
    return next((f for w in named if (f := _of_word(w, country)) is not None), None)


@per_overlay
def _own_sides() -> frozenset[str]:
    return frozenset(f.id for f in _forces().values() if f.id is not None)


def is_force_of_people(group: str | None) -> bool:
    """Tell whether a group is the force of a people, a side of its own also where it is counted among a state's forces.

    Args:
        group: id of an actor ("group:peshmerga").
    """
    return group in _own_sides()


@per_overlay
def _led() -> Mapping[str, Actor]:
    groups = [(name, actor) for actor, aliases in _groups() for name in (actor.name, *aliases)]
    groups.sort(key=lambda g: -len(g[0]))
    out: dict[str, Actor] = {}
    for file in ("actors/leaders_1.tsv", "actors/leaders_2.tsv"):
        for row in table(file, columns=("id", "country", "title", "sector")):
            if row["sector"] in REBELS:
                led = next((g for name, g in groups if _begins(row["title"], name)), None)
                if led is not None:
                    out[row["id"]] = led
    return out


def _begins(title: str, name: str) -> bool:
    """Tell whether a title begins with a name as a whole word."""
    return title.startswith(name) and not title[len(name) : len(name) + 1].isalnum()


def force_of_leader(person: str | None) -> Actor | None:
    """Return the armed group that a person of the register leads or speaks for, by the title there ("M23 president").

    Args:
        person: id of an actor.
    """
    return _led().get(person or "")


@per_overlay
def _acronyms() -> Mapping[tuple[str, str], Actor]:
    out: dict[tuple[str, str], Actor] = {}
    for actor, aliases in _groups():
        for alias in aliases:
            if alias.isupper() and alias.isalpha():
                out.setdefault((alias, actor.country or ""), actor)
    return out


def force_of_acronym(words: str, country: str | None) -> Actor | None:
    """Return the group whose acronym a phrase bears: "PDF terrorists"."""
    return next((f for w in words.split() if (f := _acronyms().get((w, country or ""))) is not None), None)


@per_overlay
def _names() -> Mapping[tuple[str, str], Actor]:
    return {(n, a.country or ""): a for a, aliases in _groups() for n in (*aliases, a.name)}


def force_of_name(words: str, country: str | None) -> Actor | None:
    """Return the armed group of a country that bears a name, ``None`` if none does."""
    return _names().get((words, country or ""))


def _of_word(word: str, country: str) -> Actor | None:
    """Return the force of one word: in the country, else the only one that the word has anywhere."""
    found = [f for (name, _), f in _forces().items() if name == word]
    return _forces().get((word, country)) or (found[0] if len(found) == 1 else None)


@per_overlay
def _states_apart() -> tuple[str, ...]:
    return tuple(r["id"] for r in table("actors/states.tsv", columns=("id", "status")) if r["status"] == "de facto")


def state_apart(actor: str | None) -> str | None:
    """Return the id of the de facto state that an actor is, or is an organ of; ``None`` for all others.

    Its country is that of the state which it broke away from ("Abkhazia: army", of Georgia), and whose side it is not on.

    Args:
        actor: id of an actor ("agency:abkhazia-army", "country:abkhazia").
    """
    if actor is None:
        return None
    organ = actor.replace("agency:", "country:")
    return next((s for s in _states_apart() if organ == s or organ.startswith(f"{s}-")), None)


def is_gang(actor: Actor) -> bool:
    """Tell whether an actor is a criminal group with a name, which fights as rebels do where it takes ground."""
    return actor.sector == "CRM" and (actor.id or "").startswith("group:")

"""States as actors, by their country."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.model import Actor
from tocsin.base.tables import per_overlay, table


@per_overlay
def states() -> Mapping[str, Actor]:
    """Return the states by country (ISO 3166-1 alpha-3)."""
    rows = table("actors/states.tsv", columns=("id", "iso3", "name"))
    return {r["iso3"]: Actor(r["id"], r["name"], r["iso3"], "GOV") for r in rows if r["id"] == f"country:{r['iso3']}"}


@per_overlay
def capitals() -> Mapping[str, tuple[str, ...]]:
    """Return the names of each state's capital by country; of several the seat of government comes first.

    De facto states of a country have capitals of their own, which are not the country's.
    """
    rows = table("actors/states.tsv", columns=("id", "iso3", "capital", "capital_aliases"))
    own = (r for r in rows if r["id"] == f"country:{r['iso3']}")
    return {r["iso3"]: (*r.many("capital"), *r.many("capital_aliases")) for r in own}


@per_overlay
def adjectives() -> Mapping[str, Actor]:
    """Return the states by their adjectives ("Turkish" of "the Turkish-backed army")."""
    rows = table("actors/states.tsv", columns=("id", "iso3", "adjectives"))
    return {a: states()[r["iso3"]] for r in rows if r["id"] == f"country:{r['iso3']}" for a in r.many("adjectives")}

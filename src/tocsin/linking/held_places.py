"""Names that are places since the reader sees that somebody holds, took or lost them: "Zankura has been taken".

The language model takes such names for persons or firms as often as for places, and the gazetteer lacks many villages.
"""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.reading import Reading
from tocsin.linking.gazetteer import Gazetteer
from tocsin.linking.told_places import land_of, names_in, places_by_name, told_link

_ENOUGH = 0.6  # the share from which a name is read as that of a place that somebody holds


def link_held(reading: Reading, gazetteer: Gazetteer) -> Reading:
    """Return the reading with links for names that nothing else took for places but that are held by somebody.

    Needs ``holds`` of the reader. What the gazetteer has in the country that the document tells of is that place; what it
    lacks is a town there without a point. Such a name is no actor any more, nor is what stands for it.
    """
    parse = reading.parse
    if parse is None or not reading.holds or (land := land_of(reading, reading.places)) is None:
        return reading
    taken = {i for k in reading.places for i in range(k.first, k.last)}
    known = (a for a in reading.actors if a.basis == "named" and a.actor.id is not None)
    taken |= {i for a in known for i in range(a.first, a.last)}
    names, found = places_by_name(parse, reading.places), []
    for span in names_in(parse.tokens, taken):
        share = max((reading.holds[i].share for i in range(*span) if i in reading.holds), default=0.0)
        with_article = span[0] > 0 and parse.tokens[span[0] - 1].text.lower() == "the"
        if share >= _ENOUGH and not with_article:  # "the Strip", "the Palace": no town
            found.append(told_link(reading, span, f"held {share:.2f}", gazetteer, land, names))
    held = {i for k in found for i in range(k.first, k.last)}
    gone = {a.actor for a in reading.actors if a.token in held and a.actor.id is None}
    actors = tuple(a for a in reading.actors if a.token not in held and a.actor not in gone)
    return replace(reading, places=tuple(sorted([*reading.places, *found], key=lambda k: k.start)), actors=actors)

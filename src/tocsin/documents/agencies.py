"""News agencies by their names and sites: those of the table, and those that their form shows to be one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tocsin.base.names import plain
from tocsin.base.tables import per_overlay, table

TABLE = "words/agencies.tsv"
# A name of a source has no more words.
MAX_NAME_WORDS = 7

# Agencies that the table does not know are known by their form.
_FORM = re.compile(
    r"(?:(?:the )?(?:[A-ZÀ-Þ][\w.'’&-]*|of|and|de|du|des|d'|la|the) ){0,5}"
    r"(?:News Agency|Press Agency|Information Agency|News Service|Newswire|Newswires|Wire|Wire Service|Press Service|"
    r"Press Association|Presse-Agentur)"
    r"|(?:Agence|Agencia|Agência|Agenzia) (?:(?:[A-ZÀ-Þ][\w.'’&-]+|de|du|des|d['’]\w+|la|of) ?){1,5}"
    r"|News Agency of (?:the )?[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*)?"
)
# What agencies are called when none is named; no provider.
NOBODY = re.compile(
    r"(?:the )?(?:news |press |wire )?(?:agency|agencies|wires?|newswires?|services?|sources?|staff)", re.IGNORECASE
)
# What stands around a name and is no part of it.
TRIM = ' \t.,:;|•·–—-()[]"“”©*/'
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def agency_of(name: str) -> str | None:
    """Return the agency that a name stands for, as the table calls it or in the form given; ``None`` for any other name."""
    bare = _bare(name)
    if not bare or NOBODY.fullmatch(bare):
        return None
    if known := _by_name().get(bare) or _by_name().get(plain(bare).casefold()) or _by_site(bare.casefold()):
        return known
    return bare if len(bare.split()) <= MAX_NAME_WORDS and _FORM.fullmatch(bare) else None


def agency_of_outlet(outlet: str | None, url: str | None = None) -> str | None:
    """Return the agency whose own pages an outlet or an address names, or ``None``."""
    if outlet and (agency := agency_of(outlet) or _by_site(outlet.strip().lower())):
        return agency
    try:
        host = urlsplit(url).hostname if url and "//" in url else None
    except ValueError:  # such as http://[half
        return None
    return _by_site(host) if host else None


def _bare(name: str) -> str:
    bare = " ".join(_YEAR.sub(" ", name).split()).strip(TRIM)
    return re.sub(r"(?i)['’]s$|^the (?=[A-Z])(?!AP$)", "", bare).strip(TRIM) or bare


@per_overlay
def _by_name() -> dict[str, str]:
    """Return the agencies by name: acronyms and short names in their capitals, long names in any."""
    found: dict[str, str] = {}
    for row in table(TABLE, columns=("name", "aliases", "country", "sites")):
        for name in (row["name"], *row.many("aliases")):
            # "Ana", "map" and "who" are words; "AGENCE FRANCE-PRESSE" is the agency in any capitals.
            is_long = " " in name or len(name) >= 6
            found.setdefault(plain(name).casefold() if is_long else name, row["name"])
            found.setdefault(name, row["name"])
    return found


@per_overlay
def _sites() -> dict[str, str]:
    rows = table(TABLE, columns=("name", "aliases", "country", "sites"))
    return {site: row["name"] for row in rows for site in row.many("sites")}


def _by_site(host: str) -> str | None:
    """Return the agency of a host or of the domain that it is part of."""
    parts = host.removeprefix("www.").split(".")
    return next((found for i in range(len(parts) - 1) if (found := _sites().get(".".join(parts[i:])))), None)

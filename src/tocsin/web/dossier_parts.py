"""The parts of a dossier as HTML: counts with bars, what is said and denied, incidents, and how it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from tocsin.base.incidents import Claim, Incident, Relation
from tocsin.base.model import Stance
from tocsin.web.html import el, join, time_el
from tocsin.web.links import incident_url, view_url
from tocsin.web.pieces import incident_item, incident_link, quote, sentence_url, stance_badge, voice_link
from tocsin.web.plain_words import field_words
from tocsin.web.relations import KINDS, relation_tables
from tocsin.write.kept_cells import numbered

# Lines of a list of counts, incidents shown at once, and claims shown.
_COUNTS, _SHOWN, _CLAIMS = 10, 20, 40
Counts = Sequence[tuple[str, int]]


def count_list(
    title: str, counts: Counts, url: Callable[[str], str], words: Callable[[str], str] = str
) -> Markup | None:
    """Return names with how often each is there, as bars; each leads to what it counts. ``None`` for nothing."""
    if not counts:
        return None
    most = max(n for _, n in counts)
    items = [
        el("li", el("a", words(name), href=url(name)), el("span", f"{n:,}", class_="num"),
           el("span", class_="count-bar", style=f"--share:{n / most:.3f}", aria_hidden="true"))
        for name, n in counts[:_COUNTS]
    ]  # fmt: skip
    more = el("p", f"and {len(counts) - _COUNTS} more", class_="meta") if len(counts) > _COUNTS else None
    return el("section", el("h3", title), el("ol", items, class_="count-list"), more, class_="card")


def claim_item(c: Claim, told_of: Mapping[str, Incident]) -> Markup:
    """Return a claim: who, when, affirms or denies what of which incident, in which words."""
    who = voice_link(c)
    verb = stance_badge(c.stance)
    what = field_words(c.field) + (f": {c.value}" if c.value else "")
    of = told_of.get(c.incident)
    line = join([el("del", what) if c.superseded_by else what, " of "]) if c.field != "act" else None
    happening = incident_link(of) if of else el("a", c.incident, href=incident_url(c.incident))
    head = el("p", time_el(c.said_on), " ", who, " ", verb, " ", line, happening, class_="claim-head")
    return el("li", head, quote(c.evidence, None, sentence_url(c.evidence, c.document, c.mention)), class_="item")


def claim_lists(claims: Sequence[Claim], told_of: Mapping[str, Incident], more: str, *, is_all: bool) -> Markup:
    """Return what is denied and what is affirmed, the latest of each; one sentence about one incident comes once.

    ``is_all``: the claims are all there are, so that their number means something.
    """
    parts = []
    for stance, title in ((Stance.AFFIRMS, "Says"), (Stance.DENIES, "Denies")):
        own = _once([c for c in claims if c.stance is stance])
        if own:
            items = el("ol", [claim_item(c, told_of) for c in own[: _CLAIMS // 2]], class_="items")
            link = el("p", el("a", "All of them in the ledger", href=f"{more}&stance={stance.value}"))
            parts.append(
                el("section", el("h3", f"{title} ({len(own):,})" if is_all else f"{title}, the latest"), items, link)
            )
    return el("div", parts, class_="grid-2")


def _once(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims without those that say in the same sentence something further of the same incident."""
    first: dict[tuple[str, str, int], Claim] = {}
    for c in sorted(claims, key=lambda c: c.field != "act"):
        first.setdefault((c.incident, c.document, c.evidence.start), c)
    kept = set(map(id, first.values()))
    return [c for c in claims if id(c) in kept]


def incident_list(incidents: Sequence[Incident], total: int, params: Mapping[str, str]) -> Markup:
    """Return the latest incidents, the first of them shown, with the way to all."""
    shown, rest = incidents[:_SHOWN], incidents[_SHOWN:]
    folded = None
    if rest:
        items = el("ol", [incident_item(i) for i in rest], class_="items")
        folded = el("details", el("summary", f"{numbered(len(rest), 'more', 'more')} of the latest"), items)
    link = el("p", el("a", f"All {total:,} on the overview", href=view_url("/overview", params)))
    return join([el("ol", [incident_item(i) for i in shown], class_="items"), folded, link])


def standing_part(relations: Sequence[Relation], has_too_many: bool, params: Mapping[str, str]) -> Markup | None:
    """Return all relations, past ones too; where there are too many, the way to those of a kind or a part."""
    if has_too_many:
        links = [
            el("li", el("a", w.title, href=view_url("/standing", {**params, "kind": k.value}), class_="chip"))
            for k, w in KINDS.items()
        ]
        words = "More is told than one page can work out; choose a kind, or a place and an actor together."
        return el("p", words, class_="notice") + el("ul", links, class_="chips")
    return relation_tables(relations, None, level="h3") if relations else None


def sections(parts: Sequence[tuple[str, str, Markup | None]]) -> Markup:
    """Return the sections of a page that hold something, with links to them before."""
    shown = [(name, title, content) for name, title, content in parts if content]
    links = el("ul", [el("li", el("a", t, href=f"#{n}", class_="chip")) for n, t, _ in shown], class_="chips")
    nav = el("nav", links, aria_label="On this page", class_="jumps")
    return join([nav, *(el("section", el("h2", t, id=n), c, aria_labelledby=n) for n, t, c in shown)])

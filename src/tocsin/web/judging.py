"""The screen of a question as HTML: two incidents side by side, what speaks for and against, keys, decisions made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup

from tocsin.base.incidents import Incident
from tocsin.base.plain import plain
from tocsin.base.provenance import Judgement, Verdict
from tocsin.web.cards import fact_list
from tocsin.web.entries import telling_quote, time_of, where
from tocsin.web.html import el, join, table
from tocsin.web.incident_words import sentence, what, when_note
from tocsin.web.links import incident_url
from tocsin.web.pieces import actor_links, attested, quad, status_badge, told_badge, tolls
from tocsin.web.tasks import Task
from tocsin.write.kept_cells import numbered

# Sentences that are shown of an incident, those that say the same once.
_QUOTES = 4
# The keys, in the order in which they are shown: the button, what it does, and on which kind of question.
KEYS: Mapping[str, tuple[str, str, str]] = {
    "s": ("Same", "the two are one happening", "pair"),
    "d": ("Different", "they are two happenings", "pair"),
    "u": ("Unsure", "keep that it cannot be told, and ask no more", "pair"),
    "r": ("Right", "the chosen one happened as it is told here", "one"),
    "w": ("Wrong", "no such happening is told: take the chosen one out", "one"),
    "e": ("Edit", "set a field of the chosen one", "one"),
    "1": ("Choose left", "right, wrong and edit are of the left one", "pair"),
    "2": ("Choose right", "right, wrong and edit are of the right one", "pair"),
    "k": ("Previous", "go back without deciding (also ← and ↑)", "any"),
    "j": ("Next", "go on without deciding (also → and ↓)", "any"),
    "z": ("Undo", "take back your last decision of this visit", "any"),
    "?": ("Keys", "show or hide this list", "any"),
}
VERDICTS = {"s": Verdict.SAME, "d": Verdict.DIFFERENT, "u": Verdict.UNSURE, "r": Verdict.RIGHT, "w": Verdict.WRONG}


def question(task: Task, chosen: int = 0) -> Markup:
    """Return a task: the incidents with their sentences, and the reasons; ``chosen`` is the side that r, w and e are of."""
    is_pair = task.right is not None
    sides = [task.left, *([task.right] if task.right else [])]
    cards = [_side(i, n, is_pair=is_pair, is_chosen=is_pair and n == chosen) for n, i in enumerate(sides)]
    title = "Are these one happening?" if is_pair else "Is this told right?"
    grid = el("div", cards, class_="grid-2" if is_pair else "")
    return el("h2", title, id="question", tabindex="-1") + grid + reasons(task)


def _side(i: Incident, n: int, *, is_pair: bool, is_chosen: bool) -> Markup:
    name = ("Left", "Right")[n]
    head = el("h3", quad(i.quad), el("a", what(i), href=incident_url(i.id)))
    chosen = (
        el("p", f"{name}{', chosen for right, wrong and edit' if is_chosen else ''}", class_="meta")
        if is_pair
        else None
    )
    first = {m.evidence.text: m for m in reversed(i.mentions)}
    shown = [m for m in i.mentions if first[m.evidence.text] is m]
    rest = f"and {numbered(len(shown) - _QUOTES, 'other sentence')}" if len(shown) > _QUOTES else None
    quotes = el("div", [telling_quote(m) for m in shown[:_QUOTES]], el("p", rest, class_="meta") if rest else None)
    class_ = f"card side{' is-chosen' if is_chosen else ''}"
    return el("article", chosen, head, facts(i), quotes, class_=class_)


def facts(i: Incident) -> Markup:
    """Return the values of an incident that a judgement rests on."""
    note = f" ({when_note(i)})" if when_note(i) else ""
    return fact_list([
        ("When", time_of(i) + note),
        ("Where", where(i)),
        ("Who", actor_links(i.actors) if i.actors else None),
        ("To whom", actor_links(i.recipients) if i.recipients else None),
        ("Toll", join(tolls(i), ", ") or None),
        ("Status", join([status_badge(i.status), " ", told_badge(i.told)])),
        ("Told by", attested(i)),
        ("Score", f"{i.score:.2f}"),
    ])  # fmt: skip


def reasons(task: Task) -> Markup:
    """Return what speaks for and against, by the sign that each reason ends with."""
    if task.right is None:
        return el("p", "Asked because: ", "; ".join(task.reasons), ".", class_="meta")
    against = [r for r in task.reasons if r.rpartition(" ")[2].startswith("-")]
    pro = [r for r in task.reasons if r not in against]
    likely = el(
        "p", f"As the machine sees it: of 100 such pairs, {round(100 * task.score)} are one happening.", class_="meta"
    )
    how = el("p", "The numbers are weights of the comparison: the larger, the more it tells.", class_="meta")
    lists = [_reasons("For one happening", pro, "good"), _reasons("Against", against, "bad")]
    return likely + el("div", lists, class_="grid-2 reasons") + how


def _reasons(title: str, found: Sequence[str], tone: str) -> Markup:
    shown = el("ul", [el("li", r) for r in found]) if found else el("p", "Nothing.", class_="muted")
    return el("section", el("h3", title), shown, class_=f"reasons-{tone}")


def buttons(task: Task, *, may_write: bool) -> Markup:
    """Return a button for each thing that can be done, with its key."""
    kinds = ("pair", "one", "any") if task.right is not None else ("one", "any")
    found = [_button(k, is_off=not may_write and k not in "jk?") for k, (_, _, of) in KEYS.items() if of in kinds]
    return el("div", found, class_="acts", role="group", aria_label="What to do")


def _button(key: str, *, is_off: bool) -> Markup:
    label, words, _ = KEYS[key]
    class_ = "button" if key in VERDICTS else "button plain"
    return el(
        "button", f"{label} ", el("kbd", key), type="button", data_key=key, disabled=is_off, class_=class_, title=words
    )


def keys_help() -> Markup:
    """Return the keys and what they do."""
    rows = [[el("kbd", k), label, words] for k, (label, words, _) in KEYS.items()]
    return table("Keys; they do nothing while you write in a field", ("Key", "Name", "What it does"), rows)


def edit_form(incident: Incident, editable: Mapping[str, str]) -> Markup:
    """Return the form that sets a field; each option says how its value is written and what it is now.

    The form comes with the value and the hint of its first field: a script that set them later would write over
    what a quick reader has typed meanwhile.
    """
    options = [
        el("option", name, value=name, data_hint=written(hint), data_now=now(incident, name))
        for name, hint in editable.items()
    ]
    first, hint = next(iter(editable.items()))
    return el(
        "form",
        el("h2", "Edit ", what(incident)),
        el("label", el("span", "Field"), el("select", options, id="edit-field", name="field"), class_="field"),
        el("label", el("span", "Value"), el("input", id="edit-value", name="value", value=now(incident, first),
           aria_describedby="edit-hint", autocomplete="off"), class_="field"),
        el("p", written(hint), id="edit-hint", class_="meta"),
        el("label", el("span", "Why (if you like)"), el("input", name="why", autocomplete="off"), class_="field"),
        el("div", el("button", "Set it", type="submit", class_="button"),
           el("button", "Leave it (Esc)", type="button", class_="button plain", data_key="Escape"), class_="filter-acts"),
        id="edit",
        class_="card edit",
        data_incident=incident.id,
    )  # fmt: skip


def written(hint: str) -> str:
    """Return the sentence that says how a value is written."""
    return f"Write {hint}."


def now(incident: Incident, name: str) -> str:
    """Return the value of a field as an edit writes it; empty where there is none."""
    if name in dict(incident.counts):
        return json.dumps({k: v for k, v in plain(dict(incident.counts)[name]).items() if v is not None})
    value = getattr(incident, name, None)
    if value is None:
        return ""
    if isinstance(value, tuple):
        return json.dumps(plain(value), ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else str(value)


def decisions(made: Iterable[tuple[Judgement, Sequence[Incident | None]]], *, may_write: bool) -> Markup:
    """Return the decisions in force, the last first: when, who, what, on what, why, each with its undoing."""
    rows = [
        [
            el("time", f"{j.at:%Y-%m-%d %H:%M}", datetime=j.at.isoformat()),
            j.by,
            el("span", j.verdict.value, class_="badge"),
            join([_of(id_, i) for id_, i in zip((j.left, j.right), of, strict=False) if id_], el("br")),
            _value(j),
            j.why or "",
            el("button", "Undo", type="button", class_="button plain", data_undo=j.id, disabled=not may_write,
               aria_label=f"Undo {j.verdict.value} by {j.by}, {j.at:%Y-%m-%d %H:%M}"),
        ]
        for j, of in made
    ]  # fmt: skip
    if not rows:
        return el("p", "Nobody has decided anything yet.", class_="empty")
    heads = ("When", "Who", "Decision", "On", "Value", "Why", el("span", "Undo", class_="hidden"))
    return table(f"{numbered(len(rows), 'decision')} in force, the last first", heads, rows)


def _of(id_: str, incident: Incident | None) -> Markup:
    return (
        el("a", sentence(incident), href=incident_url(incident.id))
        if incident
        else el("code", id_) + " (taken out since, or gone)"
    )


def _value(given: Judgement) -> str:
    return f"{given.field} = {given.value}" if given.verdict is Verdict.EDIT else ""

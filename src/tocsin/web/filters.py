"""The filter bar of the screens that list: controls, and what is in force; all of it is also an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from tocsin.asking import FIELDS as ASKED
from tocsin.asking import Wanted
from tocsin.base.errors import TocsinError
from tocsin.base.incidents import IncidentStatus
from tocsin.base.model import Stance, Status
from tocsin.record import Record
from tocsin.web.html import el
from tocsin.web.links import view_url
from tocsin.web.plain_words import STATUSES, TOLD, codes, field_words, kind
from tocsin.web.query import NAMES, params_of, wanted_of
from tocsin.web.reading import check

# Parameters that are a place in a list and no filter: another filter begins at the top.
PLACES_IN_LIST = frozenset({"after", "limit"})


@dataclass(frozen=True, slots=True)
class Control:
    """One control of the bar: a parameter with its label; ``kind`` is a type of input, or ``select``."""

    name: str
    label: str
    kind: str = "text"
    options: tuple[tuple[str, str], ...] = ()
    groups: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    attributes: Mapping[str, object] = field(default_factory=dict)


def _kinds() -> tuple[tuple[str, str], ...]:
    return tuple((t, f"{words} ({t})") for (t, mode), words in codes().items() if not mode)


def _modes() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for (type_, mode), words in codes().items():
        if mode:
            found.setdefault(type_, []).append((mode, words))
    return {t: tuple(modes) for t, modes in found.items()}


def _options(words: Mapping[str, str], values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((v, f"{v}: {words[v]}" if v in words else v) for v in map(str, values))


def control(name: str) -> Control:
    """Return the control of a parameter of ``Wanted``."""
    shown = [s for s in IncidentStatus if s is not IncidentStatus.SUPERSEDED]
    every = {
        "words": Control("words", "Words", "search", attributes={"placeholder": 'market "air strike" -drill'}),
        "place": Control("place", "Place", attributes={"list": "places", "placeholder": "Goma, North Kivu, COD"}),
        "actor": Control("actor", "Actor", attributes={"list": "actors", "placeholder": "M23, Rwanda"}),
        "speaker": Control("speaker", "Who says it", attributes={"list": "actors", "placeholder": "United Nations"}),
        "since": Control("since", "From", "date"),
        "until": Control("until", "Before", "date"),
        "type": Control("type", "What", "select", _kinds()),
        "mode": Control("mode", "How", "select", groups=_modes()),
        "status": Control("status", "Status", "select", _options(STATUSES, shown)),
        "told": Control("told", "Told as", "select", _options(TOLD, Status)),
        "stance": Control("stance", "Stance", "select", tuple((s.value, s.value) for s in Stance)),
        "field": Control("field", "Claim on", "select", tuple((f, field_words(f)) for f in ASKED)),
        "min_origins": Control("min_origins", "Origins, at least", "number", attributes={"min": 0, "step": 1}),
        "min_score": Control("min_score", "Score, at least", "number", attributes={"min": 0, "max": 1, "step": "any"}),
        "as_of": Control("as_of", "As known on", "date"),
    }
    return every[name]


def bar(
    path: str, params: Mapping[str, str], names: Sequence[str], more: Sequence[str] = (), *, button: str = "Apply"
) -> Markup:
    """Return the form: it works as it stands, and without a reload where ``live.js`` listens.

    Args:
        path: the page, such as ``/claims``.
        params: the state.
        names: parameters whose controls are seen at once.
        more: those behind "More filters", which is open if one of them is set.
        button: what is written on the button.
    """
    kept = [
        el("input", type="hidden", name=k, value=v)
        for k, v in params.items()
        if k not in (*names, *more, *PLACES_IN_LIST)
    ]
    further = el(
        "details",
        el("summary", "More filters"),
        el("div", [_field(control(n), params.get(n, "")) for n in more], class_="filter-fields"),
        open=any(params.get(n) for n in more),
        class_="filter-more",
    )
    return el(
        "form",
        kept,
        el("div", [_field(control(n), params.get(n, "")) for n in names], class_="filter-fields"),
        el(
            "div",
            further if more else None,
            el("button", button, type="submit", class_="button"),
            clear(path),
            class_="filter-acts",
        ),
        id="filters",
        class_="filters card",
        role="search",
        aria_label="Filters",
        action=path,
        method="get",
    )


def clear(path: str) -> Markup:
    """Return the link that takes all filters away."""
    return el("a", "Clear all", href=path, class_="button plain", data_live=True)


def _field(given: Control, value: str) -> Markup:
    id_ = f"f-{given.name}"
    label = el("span", given.label)
    if given.kind == "select":
        return el("label", label, _select(given, value, id_), class_="field", for_=id_)
    attributes = {**given.attributes, "autocomplete": "off", "spellcheck": "false"}
    made = el("input", id=id_, name=given.name, type=given.kind, value=value, **attributes)
    return el("label", label, made, class_=f"field field-{given.name}", for_=id_)


def _select(given: Control, value: str, id_: str) -> Markup:
    def option(v: str, words: str) -> Markup:
        return el("option", words, value=v, selected=v == value)

    groups = [
        el("optgroup", [option(*o) for o in some], label=kind(name), data_type=name)
        for name, some in given.groups.items()
    ]
    return el("select", option("", "any"), [option(*o) for o in given.options], groups, id=id_, name=given.name)


def suggestions(places: Iterable[str], actors: Iterable[str]) -> Markup:
    """Return what the controls of places and actors suggest."""
    return el("datalist", [el("option", value=p) for p in places], id="places") + el(
        "datalist", [el("option", value=a) for a in actors], id="actors"
    )


def in_force(path: str, params: Mapping[str, str]) -> Markup:
    """Return the filters in force, each a link that takes it away; empty if there are none."""
    named = {n: control(n).label for n in NAMES if n not in PLACES_IN_LIST}
    return chips(path, params, named)


def chips(path: str, params: Mapping[str, str], labels: Mapping[str, str]) -> Markup:
    """Return the parameters that have a label as links that take them away; empty if none is set."""
    found = []
    for name in (n for n in labels if params.get(n)):
        words = f"{labels[name]}: {shown(name, params[name])}"
        cross = el("span", "×", aria_hidden="true")
        found.append(
            el("a", el("span", "Remove the filter ", class_="hidden"), words, cross, id=f"off-{name}",
               href=view_url(path, without(params, name)), class_="chip in-force", data_live=True)
        )  # fmt: skip
    return el("ul", [el("li", f) for f in found], class_="chips", aria_label="Filters in force") if found else Markup()


def shown(name: str, value: str) -> str:
    """Return the value of a parameter in words."""
    if name == "type":
        return kind(value)
    if name == "field":
        return field_words(value)
    if name == "mode":
        return next((w for (_, mode), w in codes().items() if mode == value), value)
    return value


def without(params: Mapping[str, str], *names: str) -> dict[str, str]:
    """Return parameters without some, from the top of the list."""
    return {k: v for k, v in params.items() if k not in names and k not in PLACES_IN_LIST}


@dataclass(frozen=True, slots=True)
class Sound:
    """What can be asked of the parameters of an address, and the sentences on what cannot."""

    params: dict[str, str]
    wanted: Wanted
    errors: tuple[str, ...]


def sound(record: Record, params: Mapping[str, str]) -> Sound:
    """Return the filters that can be asked, each looked at by itself, so that one that is wrong leaves the rest."""
    kept, errors = {}, []
    for name, value in params.items():
        if not value.strip():
            continue
        try:
            check(record, wanted_of({name: value}))
        except TocsinError as error:
            errors.append(str(error))
        else:
            kept[name] = value.strip()
    wanted = wanted_of(kept)
    return Sound({**kept, **params_of(wanted)}, wanted, tuple(errors))


def error_box(found: Iterable[str]) -> Markup:
    """Return what is wrong with the filters, read out at once; the rest is asked for all the same. Empty if nothing is."""
    said = [el("p", _begun(e)) for e in found]
    return el("div", said, class_="error", role="alert") if said else Markup()


def _begun(sentence: str) -> str:
    """Return a sentence with a capital, unless it begins with what was given (``min_score='abc'``)."""
    return sentence if "=" in sentence.split()[0] else f"{sentence[0].upper()}{sentence[1:]}"

"""Fit the weights of triggers and parties: python training/fit_weights.py ../shared/gold [--write].

Cases come from documents of fold 0, which the reader never saw: every word that the lexicon or the reader model takes for
a happening, and everybody who may stand on a side of a right one. A logistic regression by Newton's method.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from folds import fold_of, half_of
from gold import Happening, Span, Text, load
from samples import link_over, overlap, readings

from tocsin.base.model import Parse, Status
from tocsin.base.reading import Reading
from tocsin.language.reader import understand
from tocsin.mentions.about import governed_tokens
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.means import with_means
from tocsin.mentions.parties import parties
from tocsin.mentions.roles import fill_roles, key_of
from tocsin.mentions.scene import make_scene
from tocsin.mentions.shades import likeliest, mode_shares
from tocsin.mentions.status import status_of
from tocsin.mentions.triggers import find_triggers
from tocsin.mentions.weighing import Weighed, all_readings, weigh
from tocsin.pipeline import Tools, load_tools

RIDGE, ROUNDS = 1.0, 30
# Its cases are few, and grammar errs otherwise than the model: chosen by the coded level of whole documents of fold 0.
BY_HAND = "status"
# Sets from which parties are weighed; the long reports of our own have more tellings without their parties than news.
PARTY_SETS = ("items", "reports", "short", "written")
DATA = Path(__file__).parents[1] / "src" / "tocsin" / "data" / "weights"
Case = tuple[Mapping[str, float], bool]


def trigger_cases(text: Text, scene: Scene, drafts: list[Draft], dropped: list[Any]) -> Iterator[Case]:
    """Yield each type that each word may tell, with whether the gold has it."""
    parse = scene.parse
    found = [w for ws in all_readings(scene, drafts, dropped).values() for w in ws]
    hit = {id(e) for e in text.events for w in found if w.type == e.type and _on(parse, w.token, e)}
    for w in found:
        same = [e for e in text.events if e.type == w.type]
        if any(_on(parse, w.token, e) or (id(e) not in hit and _beside(parse, w, e)) for e in same):
            yield w.features, True
        elif not any(overlap(_span(parse, w.token), u) for e in same for u in e.unsure):
            yield w.features, False


def party_cases(text: Text, scene: Scene, drafts: list[Draft], dropped: list[Any]) -> Iterator[Case]:
    """Yield everybody who may stand on a side of a right mention, with whether the gold has it there."""
    for draft in weigh(scene, drafts, dropped)[0]:
        event = next((e for e in text.events if e.type == draft.entry.type and _on(scene.parse, draft.token, e)), None)
        sense = scene.reading.senses.get(draft.token)
        if event is None or sense is None or draft.entry.type == "HAZARD" or not event.sided:
            continue
        wanted = {"actor": _keys(scene, event.actors), "recipient": _keys(scene, event.recipients)}
        spans = {"actor": event.actors, "recipient": event.recipients}
        for p in parties(scene, fill_roles(scene, draft), sense):
            at = (p.link.start, p.link.end)
            right = any(overlap(at, s) for s in spans[p.side]) or key_of(p.link) in wanted[p.side]
            yield p.features, right


def shade_cases(text: Text, scene: Scene, drafts: list[Draft], dropped: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield for each right mention what the rules gave, the model's shares, and the gold: of its mode and its status."""
    found = [with_means(scene, fill_roles(scene, d)) for d in weigh(scene, drafts, dropped)[0]]
    governed = governed_tokens(found)
    for d in found:
        event = next((e for e in text.events if e.type == d.entry.type and _on(scene.parse, d.token, e)), None)
        sense = scene.reading.senses.get(d.token)
        if event is None or sense is None or event.status is None:
            continue
        yield "mode" if d.entry.mode else "no mode", (d.entry.mode, mode_shares(sense, d.entry.type), event.mode)
        status = status_of(scene, d, governed)[0]
        shares = {Status(k): v for k, v in sense.status.items()}
        yield "told" if status is Status.ASSERTED else "status", (status, shares, Status(event.status))


def fit_shades(halves: Mapping[str, dict[str, list[Any]]], *, write: bool) -> None:
    """Choose each head start by what comes out right on one half, and print both."""
    path = DATA / "shades.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    for what in ("mode", "no mode", "status", "told"):
        right = {
            start / 2: sum(likeliest(s, g, start / 2) == wanted for g, s, wanted in halves["dev"][what])
            for start in range(13)
        }
        best = max(right, key=lambda k: (right[k], k))  # of equals, the rules are trusted most
        for half, cases in halves.items():
            of = [likeliest(s, g, best) == wanted for g, s, wanted in cases[what]]
            rule = [g == wanted for g, _, wanted in cases[what]]
            print(f"{what} {half}: head start {best}: {sum(of)} of {len(of)} right, by the rules alone {sum(rule)}")
        if what == BY_HAND:
            continue
        lines = [f"{what}\t{best}\t{line.split(chr(9))[2]}" if line.startswith(f"{what}\t") else line for line in lines]
    if write:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _keys(scene: Scene, spans: tuple[Span, ...]) -> set[object]:
    return {key_of(link) for s in spans if (link := link_over(scene.reading.actors, s)) is not None}


def _span(parse: Parse, token: int) -> Span:
    return parse.tokens[token].start, parse.tokens[token].end


def _on(parse: Parse, token: int, event: Happening) -> bool:
    return any(overlap(_span(parse, token), t) for t in event.triggers)


def _beside(parse: Parse, w: Weighed, event: Happening) -> bool:
    s = parse.sentences[parse.tokens[w.token].sent]
    return any(overlap((s.start, s.end), t) for t in event.triggers)


def fit(x: np.ndarray, y: np.ndarray, *, ridge: float = RIDGE, counts: np.ndarray | None = None) -> np.ndarray:
    """Return the weights of a ridge logistic regression (Newton's method); ``counts``: what each case counts, 1 if absent."""
    c = np.ones(len(y)) if counts is None else counts
    w = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = (x.T * (c * p * (1 - p))) @ x + ridge * np.eye(len(w))
        step = np.linalg.solve(slope, x.T @ (c * (y - p)) - ridge * w)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return w


def calibration_error(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error over equally wide bins."""
    at = np.minimum((p * bins).astype(int), bins - 1)
    return float(
        sum(abs(p[at == k].mean() - y[at == k].mean()) * (at == k).mean() for k in range(bins) if (at == k).any())
    )


def report(name: str, halves: Mapping[str, list[Case]], *, write: bool) -> None:
    """Fit on one half, print how both halves come out, and write the table if asked."""
    names = list(halves["dev"][0][0])
    data = {
        h: (np.array([[f[n] for n in names] for f, _ in c]), np.array([float(y) for _, y in c]))
        for h, c in halves.items()
    }
    w = fit(*data["dev"])
    for h, (x, y) in data.items():
        p = 1 / (1 + np.exp(-x @ w))
        print(f"{name} {h}: {len(y)} cases, {y.mean():.3f} right; calibration error {calibration_error(p, y):.3f}")
        for keep in (0.3, 0.4, 0.5, 0.6):
            kept, right = (p >= keep).sum(), y[p >= keep].sum()
            f1 = 2 * right / (kept + y.sum())
            print(f"   keep {keep:.2f}: precision {right / max(1, kept):.3f} recall {right / y.sum():.3f} F1 {f1:.3f}")
    lines = [f"{n}\t{v:.3f}" for n, v in zip(names, w, strict=True)]
    print("\n".join(lines))
    if write:
        path = DATA / f"{name}.tsv"
        head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        path.write_text("\n".join([*head, "feature\tweight", *lines]) + "\n", encoding="utf-8")


def held_back(gold: Path, sets: list[str], tools: Tools) -> Iterator[tuple[Text, Reading]]:
    """Yield the documents of fold 0 of some sets, up to their coding."""
    texts = load(gold, Path(__file__).parent / "annotations")
    chosen = [t for t in texts if t.whole and t.set in sets and fold_of(t.id) == 0]
    for text, reading in readings(chosen, tools):
        yield text, understand(reading, tools.reader)


def main() -> None:
    """Fit and print both tables."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("gold", type=Path)
    args.add_argument(
        "--sets", default="items,reports,wikinews,composed", help="sets that the lexicon was not written on"
    )
    args.add_argument("--write", action="store_true")
    given = args.parse_args()
    cases: dict[str, dict[str, list[Case]]] = {n: {"dev": [], "test": []} for n in ("triggers", "parties")}
    shades: dict[str, dict[str, list[Any]]] = {"dev": {}, "test": {}}
    tools = load_tools()
    sets = given.sets.split(",")
    for text, reading in held_back(given.gold, [*sets, *PARTY_SETS], tools):
        if reading.parse is None:
            continue
        scene, half = make_scene(reading, reading.parse, tools.lexicon), half_of(text.id)
        found = find_triggers(scene)
        if text.set in sets:
            for what, case in shade_cases(text, scene, *found):
                shades[half].setdefault(what, []).append(case)
            cases["triggers"][half] += trigger_cases(text, scene, *found)
        if text.set in PARTY_SETS:
            cases["parties"][half] += party_cases(text, scene, *found)
    for name, halves in cases.items():
        report(name, halves, write=given.write)
    fit_shades(shades, write=given.write)


if __name__ == "__main__":
    main()

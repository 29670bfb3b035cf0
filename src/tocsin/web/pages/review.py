"""Review: a queue of doubtful pairs and unsure incidents, judged by keys; who decided what, each with its undoing."""

from __future__ import annotations

import json
from asyncio import to_thread
from collections.abc import Mapping, Sequence

from fastapi import Request
from markupsafe import Markup
from nicegui import ui
from nicegui.events import GenericEventArguments

from tocsin.base.errors import BadInput, TocsinError
from tocsin.base.incidents import Incident, Judgement, Verdict
from tocsin.record import Record
from tocsin.web.access import may_write
from tocsin.web.filters import error_box
from tocsin.web.html import el
from tocsin.web.judging import VERDICTS, buttons, decisions, edit_form, keys_help, question
from tocsin.web.links import view_url
from tocsin.web.live import PATIENCE, put, script
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.web.tasks import Task, current, pairs, singles

PATH = "/review"
LISTS = {"pairs": "Pairs in doubt", "singles": "Unsure or disputed", "made": "Decisions made"}
# Decisions that are listed, the last ones.
_LISTED = 200
_PAIRS = frozenset({Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE})
# A value of a form is a word or some JSON; what is longer was not written by a person.
_MOST = 4000
LEDE = (
    "What the machine is least sure of and what most hangs on comes first. Every decision is kept, and can be undone."
)


def tabs(chosen: str) -> Markup:
    """Return the links to the lists."""
    links = [
        el("a", name, href=view_url(PATH, {"list": key}), class_="chip", aria_current="page" if key == chosen else None)
        for key, name in LISTS.items()
    ]
    return el("nav", links, aria_label="Lists to review", class_="chips tabs")


def read_only(site: Site) -> Markup:
    """Return why nothing can be decided here, and what to do."""
    if site.settings.write_token is not None:
        way = el("a", "Give the token", href=view_url("/login", {"next": PATH}))
        return el("p", "Deciding needs the write token of this site. ", way, ".", class_="notice")
    words = "Only the machine that serves this site may decide; serve it with --write-token to let others."
    return el("p", words, class_="notice")


def who() -> Markup:
    """Return the field that asks who decides."""
    made = el("input", id="by", name="by", autocomplete="name", required=True, placeholder="amina")
    return el("label", el("span", "Your name, kept with each decision"), made, class_="field by", for_="by")


def known(record: Record, made: Sequence[Judgement]) -> list[tuple[Judgement, Sequence[Incident | None]]]:
    """Return decisions with the incidents that they are on now; ``None`` for one that is gone."""
    found: dict[str, Incident | None] = {}
    for id_ in dict.fromkeys(i for j in made for i in (j.left, j.right) if i):
        try:
            shown = record.show(id_)
        except BadInput:
            shown = None
        found[id_] = shown if isinstance(shown, Incident) else None
    return [(j, [found[i] if i else None for i in (j.left, j.right)]) for j in made]


class _Screen:
    """The queue of one visit: where in it the reader is, and what was decided."""

    def __init__(self, site: Site, list_: str, *, may: bool) -> None:
        self.site, self.list, self.may = site, list_, may
        self.tasks: list[Task] = []
        self.at, self.side, self.by, self.shows_keys = 0, 0, "", False
        self.done: list[tuple[Judgement, int, list[Task]]] = []  # with the queue as it was before
        self.busy = False
        self.errors = put("")
        self.message = put("").props('role="status"').classes("counts")
        self.acts = put("")
        self.edit = put("")
        self.question = put("")
        self.help = put("")

    @property
    def task(self) -> Task | None:
        """The question that is shown."""
        return self.tasks[self.at] if self.at < len(self.tasks) else None

    async def draw(self, said: str = "") -> None:
        """Show the question; those that a decision made idle fall out of the queue."""
        while self.task is not None and (now := await to_thread(current, self.site.record, self.task)) is None:
            self.tasks.pop(self.at)
            self.at = min(self.at, max(0, len(self.tasks) - 1))
        if self.task is not None:
            self.tasks[self.at] = now or self.task
        self.put(said)

    def put(self, said: str = "") -> None:
        """Put the question as it is known on the page."""
        task, count = self.task, len(self.tasks)
        place = f"Question {self.at + 1} of {count}." if task else "Nothing is left to ask here."
        self.message.set_content(el("p", f"{said} " if said else "", place))
        self.errors.set_content("")
        self.edit.set_content("")
        self.acts.set_content(buttons(task, may_write=self.may) if task else "")
        self.question.set_content(question(task, self.side) if task else self.empty())
        self.help.set_content(keys_help() if self.shows_keys and task else "")
        at = "~".join(task.ids) if task else None
        address = view_url(PATH, {"list": self.list, **({"at": at} if at else {})})
        ui.run_javascript(f"history.replaceState(history.state, '', {json.dumps(address)})")

    def empty(self) -> Markup:
        """Return what to do where nothing is left to ask."""
        words = "Nothing of this list is in doubt. Look at the other lists, or come back when more was read."
        return el("p", words, class_="empty")

    def fail(self, sentence_: str) -> None:
        """Show what went wrong."""
        self.errors.set_content(error_box([sentence_]))

    async def act(self, key: str) -> None:
        """Do what a key stands for."""
        count = max(1, len(self.tasks))
        if key in ("j", "k"):
            self.at, self.side = (self.at + (1 if key == "j" else -1)) % count, 0
            await self.draw()
        elif key in ("1", "2"):
            self.side = int(key) - 1
            self.put(f"The {('left', 'right')[self.side]} one is chosen.")
        elif key == "?":
            self.shows_keys = not self.shows_keys
            self.put()
        elif key == "Escape":
            self.edit.set_content("")
        elif key == "z":
            await self.undo_last()
        elif key == "e":
            self.begin_edit()
        elif key in VERDICTS:
            await self.decide(VERDICTS[key])

    def chosen(self) -> Incident | None:
        """Return the incident that r, w and e are of."""
        task = self.task
        return None if task is None else task.right if self.side == 1 and task.right is not None else task.left

    def begin_edit(self) -> None:
        """Show the form that sets a field."""
        one = self.chosen()
        if one is not None and self.is_free():
            self.edit.set_content(edit_form(one, self.site.record.editable))
            ui.run_javascript("tocsinEdit()")

    def is_free(self) -> bool:
        """Tell whether a decision can be made; say why not."""
        if not self.may:
            self.fail("nothing can be decided here; the notice above says why.")
        elif not self.by:
            self.fail("write your name first: it is kept with each decision.")
            ui.run_javascript("document.getElementById('by')?.focus()")
        return self.may and bool(self.by) and not self.busy

    async def decide(self, verdict: Verdict) -> None:
        """Keep a decision on the question and go on to the next."""
        task, one = self.task, self.chosen()
        if task is None or one is None or (verdict in _PAIRS and task.right is None) or not self.is_free():
            return
        left, right = (task.left.id, task.right.id) if verdict in _PAIRS and task.right else (one.id, None)
        made = await self.keep(verdict, left, right)
        if made is not None:
            self.done.append((made, self.at, [*self.tasks]))
            if task in self.tasks:
                self.tasks.remove(task)
            self.at, self.side = min(self.at, max(0, len(self.tasks) - 1)), 0
            await self.draw(f"Decided: {verdict.value}. z undoes it.")

    async def keep(self, verdict: Verdict, left: str, right: str | None = None, **more: str | None) -> Judgement | None:
        """Keep a decision; ``None`` where it could not be kept, which is said."""
        self.busy = True
        try:
            return await to_thread(self.site.record.judge, verdict, left, right, by=self.by, **more)
        except TocsinError as error:
            self.fail(str(error))
            return None
        finally:
            self.busy = False

    async def set_field(self, given: Mapping[str, object]) -> None:
        """Keep an edit; the question stays, with the new value."""
        words = {k: str(v)[:_MOST].strip() for k, v in given.items()}
        task = self.task
        if task is None or words.get("incident") not in task.ids or not self.is_free():
            return
        more = {"field": words.get("field"), "value": words.get("value", ""), "why": words.get("why") or None}
        made = await self.keep(Verdict.EDIT, words["incident"], None, **more)
        if made is not None:
            self.done.append((made, self.at, [*self.tasks]))
            await self.draw(f"Set: {made.field}. z undoes it.")

    async def undo_last(self) -> None:
        """Take the last decision of this visit back, and ask again."""
        if not self.is_free():
            return
        if not self.done:
            self.fail("you have decided nothing in this visit; the list of decisions made undoes older ones.")
            return
        made, at, tasks = self.done.pop()
        if await self.undo(made.id):
            if made.verdict is not Verdict.EDIT:
                self.tasks, self.at = tasks, at  # with those that the decision made idle
            await self.draw(f"Undone: {made.verdict.value}.")

    async def undo(self, id_: str) -> bool:
        """Take a decision back, and tell whether that went well."""
        try:
            await to_thread(self.site.record.undo, id_, by=self.by)
        except TocsinError as error:
            self.fail(str(error))
            return False
        return True

    async def show_made(self, said: str = "") -> None:
        """Show the decisions in force."""
        record = self.site.record
        made = await to_thread(lambda: known(record, record.judgements()[::-1][:_LISTED]))
        self.message.set_content(el("p", said) if said else "")
        self.errors.set_content("")
        self.question.set_content(decisions(made, may_write=self.may))


class _Queues:
    """The tasks of each list, made once for what the record holds: finding pairs in doubt takes seconds."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.kept: dict[str, tuple[object, list[Task]]] = {}

    def tasks(self, list_: str, at: str) -> list[Task]:
        """Return the tasks of a list; the one that an address names comes first."""
        state = self.record.index.version, len(self.record.judgements())
        if list_ not in self.kept or self.kept[list_][0] != state:
            self.kept[list_] = state, (pairs if list_ == "pairs" else singles)(self.record)
        return sorted(self.kept[list_][1], key=lambda t: "~".join(t.ids) != at)


def _listen(shown: _Screen) -> None:
    """Answer to keys, buttons and forms."""
    script()
    script("review.js")

    def text(event: GenericEventArguments, name: str) -> str:
        given = event.args.get(name) if isinstance(event.args, Mapping) else None
        return given[:_MOST] if isinstance(given, str) else ""

    def by(event: GenericEventArguments) -> None:
        shown.by = text(event, "by").strip()

    async def undo(event: GenericEventArguments) -> None:
        if shown.is_free() and await shown.undo(text(event, "id")):
            await shown.show_made("Undone.")

    async def edit(event: GenericEventArguments) -> None:
        if isinstance(event.args, Mapping):
            await shown.set_field(event.args)

    async def act(event: GenericEventArguments) -> None:
        await shown.act(text(event, "key"))

    ui.on("by", by)
    ui.on("act", act)
    ui.on("edit", edit)
    ui.on("undo", undo)


def add(site: Site) -> None:
    """Register the page."""
    queues = _Queues(site.record)

    @ui.page(PATH, response_timeout=PATIENCE)
    def review(request: Request) -> None:
        params = dict(request.query_params)
        list_ = params.get("list", "pairs") if params.get("list") in LISTS else "pairs"
        may = may_write(site, request)
        with screen(site, title="Review", here=PATH, query=params, lede=LEDE):
            put(tabs(list_))
            put(who() if may else read_only(site))
            shown = _Screen(site, list_, may=may)
            shown.message.set_content(el("p", "Looking for what is most in doubt …"))
            _listen(shown)

        async def fill() -> None:
            if list_ == "made":
                await shown.show_made()
            else:
                shown.tasks = await to_thread(queues.tasks, list_, params.get("at", ""))
                await shown.draw()

        ui.timer(0, fill, once=True)

"""Review: a queue of doubtful pairs and unsure incidents, judged by keys; who decided what, each with its undoing."""

from __future__ import annotations

import json
from asyncio import to_thread
from collections.abc import Mapping

from fastapi import Request
from nicegui import ui
from nicegui.events import GenericEventArguments

from tocsin.base.errors import TocsinError
from tocsin.base.provenance import OF_PAIRS, Judgement, Verdict
from tocsin.web.access import may_write
from tocsin.web.filters import error_box
from tocsin.web.html import el
from tocsin.web.judging import VERDICTS, buttons, decisions, edit_form, keys_help, question
from tocsin.web.links import view_url
from tocsin.web.live import PATIENCE, put, script
from tocsin.web.lookups import with_incidents
from tocsin.web.queue import Queue
from tocsin.web.review_parts import LISTS, PATH, empty, read_only, tabs, who
from tocsin.web.shell import screen
from tocsin.web.site import Site
from tocsin.web.tasks import TaskLists, current

# Decisions that are listed, the last ones.
_LISTED = 200
# A value of a form is a word or some JSON; what is longer was not written by a person.
_MOST = 4000
LEDE = (
    "What the machine is least sure of and what most hangs on comes first. Every decision is kept, and can be undone."
)


class _Screen:
    """The parts of the page that change, over the queue of one visit."""

    def __init__(self, site: Site, list_: str, *, may: bool) -> None:
        self.site, self.list, self.may = site, list_, may
        self.queue = Queue()
        self.by, self.shows_keys, self.busy = "", False, False
        self.errors = put("")
        self.message = put("").props('role="status"').classes("counts")
        self.acts = put("")
        self.edit = put("")
        self.question = put("")
        self.help = put("")

    async def draw(self, said: str = "") -> None:
        """Show the question; those that a decision made idle fall out of the queue."""
        queue = self.queue
        while queue.task is not None and (now := await to_thread(current, self.site.record, queue.task)) is None:
            queue.drop()
        if queue.task is not None:
            queue.renew(now or queue.task)
        self.put(said)

    def put(self, said: str = "") -> None:
        """Put the question as it is known on the page."""
        task, count = self.queue.task, len(self.queue.tasks)
        place = f"Question {self.queue.at + 1} of {count}." if task else "Nothing is left to ask here."
        self.message.set_content(el("p", f"{said} " if said else "", place))
        self.errors.set_content("")
        self.edit.set_content("")
        self.acts.set_content(buttons(task, may_write=self.may) if task else "")
        self.question.set_content(question(task, self.queue.side) if task else empty())
        self.help.set_content(keys_help() if self.shows_keys and task else "")
        at = "~".join(task.ids) if task else None
        address = view_url(PATH, {"list": self.list, **({"at": at} if at else {})})
        ui.run_javascript(f"history.replaceState(history.state, '', {json.dumps(address)})")

    def fail(self, sentence_: str) -> None:
        """Show what went wrong."""
        self.errors.set_content(error_box([sentence_]))

    async def act(self, key: str) -> None:
        """Do what a key stands for."""
        if key in ("j", "k"):
            self.queue.go(1 if key == "j" else -1)
            await self.draw()
        elif key in ("1", "2"):
            self.queue.side = int(key) - 1
            self.put(f"The {('left', 'right')[self.queue.side]} one is chosen.")
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

    def begin_edit(self) -> None:
        """Show the form that sets a field."""
        one = self.queue.chosen
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
        task, one = self.queue.task, self.queue.chosen
        if task is None or one is None or (verdict in OF_PAIRS and task.right is None) or not self.is_free():
            return
        left, right = (task.left.id, task.right.id) if verdict in OF_PAIRS and task.right else (one.id, None)
        made = await self.keep(verdict, left, right)
        if made is not None:
            self.queue.decided(made, task)
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
        task = self.queue.task
        if task is None or words.get("incident") not in task.ids or not self.is_free():
            return
        more = {"field": words.get("field"), "value": words.get("value", ""), "why": words.get("why") or None}
        made = await self.keep(Verdict.EDIT, words["incident"], None, **more)
        if made is not None:
            self.queue.note(made)
            await self.draw(f"Set: {made.field}. z undoes it.")

    async def undo_last(self) -> None:
        """Take the last decision of this visit back, and ask again."""
        if not self.is_free():
            return
        if not self.queue.done:
            self.fail("you have decided nothing in this visit; the list of decisions made undoes older ones.")
            return
        made, at, tasks = self.queue.done.pop()
        if await self.undo(made.id):
            if made.verdict is not Verdict.EDIT:
                self.queue.restore(at, tasks)
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
        made = await to_thread(lambda: with_incidents(record, record.judgements()[::-1][:_LISTED]))
        self.message.set_content(el("p", said) if said else "")
        self.errors.set_content("")
        self.question.set_content(decisions(made, may_write=self.may))


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
    lists = TaskLists(site.record)

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
                shown.queue.tasks = await to_thread(lists.tasks, list_, params.get("at", ""))
                await shown.draw()

        ui.timer(0, fill, once=True)

"""Commands that watch the record: surges, alert."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from tocsin import alerting
from tocsin.alerts.delivery import Delivered, Message, deliver, journal_of
from tocsin.alerts.webhook import Sent, check_address, key_of, send
from tocsin.base.errors import BadInput
from tocsin.base.surges import Surge, Watch
from tocsin.cli.common import (
    DEFAULT_STORE,
    AtPlace,
    Form,
    Format,
    Store,
    app,
    day,
    fail,
    failing,
    listed,
    opened,
    people_console,
    tell,
)
from tocsin.write.atom import atom_text
from tocsin.write.surge_table import surge_table, trend_table
from tocsin.write.surge_words import SURGE_COLUMNS, alert_feed, surge_dict, surge_row

# Weeks that `alert` looks at, so that one that was missed is made up for.
_WEEKS = 4
# Series without a surge that are shown to who asked for a place or an actor.
_CALM = 5
# Weeks in a feed: a reader of feeds that comes once a quarter misses none.
_FEED_WEEKS = 13

AsOf = Annotated[
    str | None, typer.Option("--as-of", help="The day that is asked about (YYYY-MM-DD); default: the last day read.")
]
Place = AtPlace
Actor = Annotated[str | None, typer.Option("--actor", help="Only pairs with this actor, with all that belongs to it.")]


@app.command()
def surges(
    place: Place = None,
    actor: Actor = None,
    as_of: AsOf = None,
    weeks: Annotated[int, typer.Option(min=1, max=alerting.MOST_WEEKS, help="So many weeks up to that day.")] = 1,
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """List where conflict or cooperation rose in the last whole week, and whether events rose or only their coverage."""
    watch = _watched(store, day("--as-of", as_of), weeks, place, actor)
    if format_ is Format.TABLE:
        _remark(watch, is_named=place is not None or actor is not None)
    listed(
        format_,
        dicts=map(surge_dict, watch.surges),
        columns=SURGE_COLUMNS,
        rows=map(surge_row, watch.surges),
        page=lambda: surge_table(watch.surges),
    )


@app.command()
def alert(
    webhook: Annotated[str | None, typer.Option(help="Send each new surge to this address, once, signed.")] = None,
    secret_env: Annotated[
        str | None, typer.Option(help="The environment variable that holds the secret of the signature.")
    ] = None,
    atom: Annotated[Path | None, typer.Option(help="Write the surges as an Atom feed to this file.")] = None,
    place: Place = None,
    actor: Actor = None,
    as_of: AsOf = None,
    journal: Annotated[
        Path | None, typer.Option(help="What was sent already; default: beside the store, STORE.alerts.jsonl.")
    ] = None,
    store: Store = DEFAULT_STORE,
) -> None:
    """Tell of new surges: send those of the last weeks to a webhook, or write all of a quarter as an Atom feed."""
    if webhook is None and atom is None:
        fail("there is nobody to tell; give --webhook URL with --secret-env NAME, or --atom FILE.")
    with failing():
        key = _key(webhook, secret_env)
        kept = (journal or journal_of(store)) if webhook else None
    watch = _watched(store, day("--as-of", as_of), _FEED_WEEKS, place, actor)
    if atom is not None:
        _write_feed(atom, watch)
    if webhook is not None and kept is not None:
        recent = watch.weeks[:_WEEKS]
        new = [s for s in watch.surges if s.trend.week in recent]
        _send(new, webhook, key, kept)


def _key(webhook: str | None, secret_env: str | None) -> bytes:
    if webhook is None:
        return b""
    check_address(webhook)
    if secret_env is None:
        raise BadInput("a webhook is signed; name the environment variable that holds its secret: --secret-env NAME.")
    secret = os.environ.get(secret_env)
    if not secret:
        raise BadInput(f"the environment has no {secret_env}; set it to the secret that the receiver knows.")
    return key_of(secret)


def _send(surges: list[Surge], url: str, key: bytes, journal: Path) -> None:
    def one(body: dict[str, Any], id_: str) -> Sent:
        return send(url, body, id=id_, key=key)

    with failing():
        oldest_first = sorted(surges, key=lambda s: (s.trend.week, s.id))
        messages = [Message(s.id, alerting.message_of(s)) for s in oldest_first]
        done = deliver(messages, one, url=url, journal=journal, now=lambda: datetime.now(UTC))
    _report(done, check_address(url))


def _report(done: Delivered, host: str) -> None:
    taken = sum(s.delivered for s in done.sent)
    tell(f"sent to {host}: {taken} new; {done.known} were sent before")
    failed = [s for s in done.sent if not s.delivered]
    for s in failed:
        what = "is refused and not sent again" if s.is_final else "could not be delivered"
        tell(f"alert {s.id} {what}, after {s.attempts} attempt{'' if s.attempts == 1 else 's'}: {s.answer}")
    if done.waiting:
        tell(f"{done.waiting} more wait for the next run")
    if failed:
        raise typer.Exit(1)


def _write_feed(to: Path, watch: Watch) -> None:
    """Write the feed whole or not at all, so that who reads it meanwhile never gets half."""
    text = atom_text(alert_feed(watch.surges, alerting.moment_of))
    part = to.with_name(to.name + ".part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(to)
    except OSError as error:
        fail(f"{to} cannot be written ({error.strerror}); give the path of a file in a folder that you may write to.")
    tell(f"{to}: {len(watch.surges)} surges of the {len(watch.weeks)} weeks up to {watch.as_of}")


def _watched(store: str, as_of: date | None, weeks: int, place: str | None, actor: str | None) -> Watch:
    with opened(store) as record:
        return alerting.surges(record, as_of=as_of, place=place, actor=actor, weeks=weeks)


def _remark(watch: Watch, *, is_named: bool) -> None:
    """Tell what was looked at, of which weeks nothing can be said, and how things stand that were asked for by name."""
    if watch.weeks:
        first, last = watch.weeks[-1], watch.weeks[0]
        span = f"the week of {last}" if first == last else f"the weeks of {first} to {last}"
        tell(f"as of {watch.as_of}: {span}, {len(watch.surges) or 'no'} surge{'' if len(watch.surges) == 1 else 's'}")
    for remark in watch.remarks:
        tell(f"no data: {remark}")
    surging = {(s.trend.subject, s.trend.measure, s.trend.week) for s in watch.surges}
    calm = [t for t in watch.trends if (t.subject, t.measure, t.week) not in surging]
    if is_named and calm and not watch.surges:
        people_console().print(trend_table(calm[:_CALM]), highlight=False)

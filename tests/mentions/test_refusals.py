"""Refusals told by a verb alone."""

import pytest
from compact import read_of

from tocsin.base.model import Status


def coded(text, tools):
    """Return type, mode and status of the first mention."""
    first = read_of(text, tools, published=None).mentions[0]
    return first.type, first.mode, first.status


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hamas will not release the Israeli hostages.", ("REJECT", "yield", Status.ASSERTED)),
        ("Hamas will release the Israeli hostages.", ("RETREAT", "release", Status.PLANNED)),
        ("Hamas did not release the Israeli hostages.", ("RETREAT", "release", Status.NEGATED)),
    ],
)
def test_only_what_will_not_be_done_is_refused(text, wanted, tools):
    assert coded(text, tools) == wanted


def test_who_is_awaited_is_the_recipient(tools):
    (refusal,) = read_of("Iran will not withdraw its troops until Iraq pays.", tools, published=None).mentions
    assert [p.country for p in refusal.recipients] == ["IRQ"]

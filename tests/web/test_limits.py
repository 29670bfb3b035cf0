"""A bucket of requests for each client, which fills up again."""

from tocsin.web import limits
from tocsin.web.limits import Buckets


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_client_may_make_as_many_requests_as_the_rate_and_no_more():
    buckets = Buckets(3, Clock())
    assert [buckets.take("a").is_allowed for _ in range(4)] == [True, True, True, False]
    assert buckets.take("b").is_allowed


def test_the_bucket_fills_up_again_at_the_rate():
    clock = Clock()
    buckets = Buckets(60, clock)
    assert all(buckets.take("a").is_allowed for _ in range(60))
    refused = buckets.take("a")
    assert (refused.is_allowed, refused.wait) == (False, 1)
    clock.now = 0.5
    assert not buckets.take("a").is_allowed
    clock.now = 1.01
    assert buckets.take("a").is_allowed
    clock.now = 10_000
    assert buckets.take("a").left == 59


def test_a_refusal_says_when_the_next_may_come():
    buckets = Buckets(2, Clock())
    assert "Retry-After" not in buckets.take("a").headers()
    buckets.take("a")
    told = buckets.take("a").headers()
    assert told == {"RateLimit-Policy": '"minute";q=2;w=60', "RateLimit": '"minute";r=0;t=30', "Retry-After": "30"}


def test_clients_of_long_ago_are_forgotten(monkeypatch):
    monkeypatch.setattr(limits, "CLIENTS", 2)
    buckets = Buckets(1, Clock())
    for client in "abc":
        buckets.take(client)
    assert not buckets.take("c").is_allowed
    assert buckets.take("a").is_allowed

"""Messages to a real receiver on this machine: signed, tried again within bounds, with the same id."""

import base64
import json

import pytest
from receiver import Receiver, verified

from tocsin.alerts.webhook import Clock, Patience, check_address, key_of, send, signature
from tocsin.base.errors import BadInput

KEY = b"a key of more than sixteen bytes"
MESSAGE = {"type": "tocsin.surge", "data": {"label": "Nord-Kivu – où ?"}}


class Times:
    """A clock that goes on only when somebody waits."""

    def __init__(self, chance=0.5):
        self.waits = []
        self.clock = Clock(
            now=lambda: 1_700_000_000 + sum(self.waits),
            seconds=lambda: sum(self.waits),
            wait=self.waits.append,
            chance=lambda: chance,
        )


def post(url, patience=None, times=None):
    return send(url, MESSAGE, id="s_1", key=KEY, patience=patience or Patience(), clock=(times or Times()).clock)


def test_a_receiver_that_fails_twice_gets_the_message_signed_and_with_its_id_on_each_attempt() -> None:
    times = Times(1.0)
    with Receiver(500, 503, 204) as receiver:
        sent = post(receiver.url, times=times)
    assert (sent.delivered, sent.attempts, sent.answer) == (True, 3, "the receiver answers 204")
    assert [path for path, _, _ in receiver.got] == ["/hook"] * 3
    assert all(verified(headers, body, KEY) for _, headers, body in receiver.got)
    assert {headers["webhook-id"] for _, headers, _ in receiver.got} == {"s_1"}
    assert {body for _, _, body in receiver.got} == {receiver.got[0][2]}
    assert json.loads(receiver.got[0][2]) == MESSAGE
    stamps = [int(headers["webhook-timestamp"]) for _, headers, _ in receiver.got]
    assert stamps == sorted(set(stamps))


def test_another_key_another_body_or_another_moment_is_no_signature() -> None:
    with Receiver(200) as receiver:
        post(receiver.url)
    _, headers, body = receiver.got[0]
    assert not verified(headers, body, b"another key of sixteen bytes....")
    assert not verified(headers, body + b" ", KEY)
    assert not verified({**headers, "webhook-timestamp": "1700000001"}, body, KEY)


def test_the_signature_is_that_of_the_standards_own_example() -> None:
    # The test vector of the Standard Webhooks libraries.
    key = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body) == expected


def test_waits_double_and_chance_shortens_them_by_at_most_half() -> None:
    for chance, waits in ((0.0, [0.5, 1.0, 2.0, 2.5]), (1.0, [1.0, 2.0, 4.0, 5.0])):
        times = Times(chance)
        with Receiver(500) as receiver:
            sent = post(receiver.url, Patience(attempts=5, longest_wait=5.0), times)
        assert times.waits == waits
        assert (sent.delivered, sent.is_final, sent.attempts) == (False, False, 5)


def test_nothing_is_tried_after_the_deadline() -> None:
    times = Times(1.0)
    with Receiver(500) as receiver:
        sent = post(receiver.url, Patience(attempts=50, deadline=10.0), times)
    assert times.waits == [1.0, 2.0, 4.0]
    assert sent.attempts == len(receiver.got) == 4


def test_a_receiver_may_ask_for_a_longer_wait_within_bounds() -> None:
    for asked, waits in (("7", [7.0]), ("9999", [20.0]), ("soon", [1.0])):
        times = Times(1.0)
        with Receiver(503, headers=[("retry-after", asked)]) as receiver:
            post(receiver.url, Patience(attempts=2, longest_wait=20.0), times)
        assert times.waits == waits


@pytest.mark.parametrize(
    ("status", "is_final"), [(400, True), (410, True), (422, True), (401, False), (404, False), (301, False)]
)
def test_what_is_refused_is_not_tried_again_and_only_the_message_itself_for_good(status, is_final) -> None:
    with Receiver(status, headers=[("location", "/elsewhere")]) as receiver:
        sent = post(receiver.url)
    assert (sent.delivered, sent.is_final, sent.attempts) == (False, is_final, 1)
    assert [path for path, _, _ in receiver.got] == ["/hook"]  # nor is a redirect followed


def test_nobody_there_is_told_and_nothing_is_raised() -> None:
    with Receiver(200) as receiver:
        pass
    sent = post(receiver.url, Patience(attempts=2))
    assert (sent.delivered, sent.is_final, sent.attempts) == (False, False, 2)
    assert "cannot be reached" in sent.answer


@pytest.mark.parametrize("secret", ["short", "whsec_%%%", "whsec_c2hvcnQ=", ""])
def test_a_secret_that_keeps_nobody_out_is_refused(secret) -> None:
    with pytest.raises(BadInput, match="secret"):
        key_of(secret)


def test_a_secret_is_base64_after_its_mark_and_else_itself() -> None:
    assert key_of("whsec_" + base64.b64encode(KEY).decode()) == KEY
    assert key_of(KEY.decode()) == KEY


@pytest.mark.parametrize("url", ["ftp://x.example/a", "x.example", "http://", "file:///etc/passwd", "http://[half"])
def test_an_address_that_is_not_on_the_web_is_refused(url) -> None:
    with pytest.raises(BadInput, match="https://"):
        check_address(url)

"""Who may read and who may write: tokens, cookies, this machine and no other, and no page of another site."""

import pytest
from served import site_of
from starlette.requests import Request

from tocsin.web.access import Right, cookie_of, host_name, is_known_host, right_of
from tocsin.web.site import Settings

PUBLIC = {"host": "0.0.0.0"}


def request(*, method="GET", near="127.0.0.1", **headers):
    headers = {"host": "127.0.0.1:8808", **{n.replace("_", "-"): v for n, v in headers.items()}}
    raw = [(n.encode(), v.encode()) for n, v in headers.items()]
    return Request({"type": "http", "method": method, "path": "/", "headers": raw, "client": (near, 1)})


def right(settings=None, **asked):
    return right_of(site_of(None, **(settings or {})), request(**asked))


def bearer(token):
    return {"authorization": f"Bearer {token}"}


def test_this_machine_may_write_without_a_token():
    assert right() is Right.WRITE


@pytest.mark.parametrize(
    "asked",
    [
        {"near": "192.0.2.7"},
        {"x_forwarded_for": "192.0.2.7"},
        {"forwarded": "for=192.0.2.7"},
        {"host": "tocsin.example"},
        {"origin": "https://evil.example", "method": "POST"},
        {"origin": "null", "method": "POST"},
        {"sec_fetch_site": "cross-site", "method": "POST"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"},
    ],
    ids=str,
)
def test_without_a_token_only_this_machine_itself_may_write(asked):
    assert right(**asked) is Right.READ


def test_a_link_from_elsewhere_leads_to_a_page_that_may_write():
    assert right(sec_fetch_site="cross-site", sec_fetch_mode="navigate") is Right.WRITE
    assert right(sec_fetch_site="cross-site", sec_fetch_mode="navigate", method="POST") is Right.READ


def test_a_form_of_ours_may_write_whose_origin_the_browser_hides():
    assert right(sec_fetch_site="same-origin", origin="null", method="POST") is Right.WRITE


def test_a_site_for_others_lets_nobody_write_without_a_token():
    assert right(PUBLIC) is Right.READ


def test_with_a_write_token_this_machine_needs_it_too():
    settings = {"write_token": "sesame"}
    assert right(settings) is Right.READ
    assert right(settings, **bearer("sesame")) is Right.WRITE
    assert right(settings, **bearer("Sesame")) is Right.NOTHING


def test_with_a_read_token_nothing_is_seen_without_it():
    settings = {"read_token": "look", "write_token": "sesame", **PUBLIC}
    assert right(settings) is Right.NOTHING
    assert right(settings, **bearer("")) is Right.NOTHING
    assert right(settings, **bearer("look")) is Right.READ
    assert right(settings, **bearer("sesame")) is Right.WRITE


def test_a_reader_of_a_local_site_with_a_read_token_may_write():
    assert right({"read_token": "look"}, **bearer("look")) is Right.WRITE
    assert right({"read_token": "look"}) is Right.NOTHING
    assert right({"read_token": "look"}, near="192.0.2.7", **bearer("look")) is Right.READ


def test_a_token_may_have_any_letters():
    assert right({"write_token": "Sésame-öffne"}, **bearer("Sésame-öffne")) is Right.WRITE


def test_a_token_nobody_asked_for_takes_no_right_away():
    assert right(**bearer("whatever")) is Right.WRITE
    assert right(PUBLIC, **bearer("whatever")) is Right.READ


def test_the_cookie_gives_what_its_token_gives_and_does_not_hold_it():
    settings = Settings(read_token="look", write_token="sesame")
    kept = cookie_of(settings, "sesame")
    asked = {"read_token": "look", "write_token": "sesame"}
    assert "sesame" not in kept
    assert right(asked, cookie=f"tocsin_access={kept}") is Right.WRITE
    assert right(asked, cookie=f"tocsin_access={cookie_of(settings, 'look')}") is Right.READ
    assert right(asked, cookie="tocsin_access=sesame") is Right.NOTHING
    assert cookie_of(settings, "guess") is None


def test_a_cookie_does_not_let_another_sites_page_write():
    settings = Settings(write_token="sesame")
    kept = f"tocsin_access={cookie_of(settings, 'sesame')}"
    asked = {"method": "POST", "origin": "https://evil.example", "cookie": kept}
    assert right({"write_token": "sesame"}, **asked) is Right.READ


@pytest.mark.parametrize(
    ("host", "name"),
    [("127.0.0.1:8808", "127.0.0.1"), ("[::1]:8808", "::1"), ("LOCALHOST", "localhost"), ("[::", ""), ("", "")],
)
def test_host_name_leaves_port_and_brackets_out(host, name):
    assert host_name(host) == name


def test_a_local_site_answers_to_its_own_names_alone():
    assert is_known_host(Settings(), "localhost:9000")
    assert not is_known_host(Settings(), "evil.example:8808")
    assert not is_known_host(Settings(), "")
    assert is_known_host(Settings(public_url="https://tocsin.example/x"), "tocsin.example")
    assert is_known_host(Settings(host="0.0.0.0"), "anything.example")

"""What every request passes: host, rights, rate; and the headers that keep pages safe."""

import pytest
from fastapi import FastAPI
from served import HERE, app_of, client_of, problem_of, site_of
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from tocsin.web.gate import Gate, page_policy


def test_another_name_for_this_machine_is_refused(small):
    told = problem_of(client_of(small, base="http://evil.example:8808").get("/api/v1/meta"), 421, "host")
    assert "evil.example" in told["detail"]


def test_pages_and_data_have_the_headers_of_safety(client):
    for path in ("/overview", "/api/v1/meta", "/api/nothing", "/overview.csv"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] in ("no-referrer", "same-origin")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers
    assert "default-src 'none'" in client.get("/overview.csv").headers["content-security-policy"]


def test_pages_may_load_from_the_tile_server_alone(small):
    policy = page_policy(site_of(small, tiles="https://{s}.tiles.example/{z}/{x}/{y}.png"))
    assert "img-src 'self' data: blob: https://*.tiles.example;" in policy
    assert "http" not in page_policy(site_of(small))


def test_without_the_read_token_programs_get_401_and_people_the_question(small):
    client = client_of(small, read_token="look")
    answer = client.get("/api/v1/meta")
    problem_of(answer, 401, "token")
    assert answer.headers["www-authenticate"] == 'Bearer realm="tocsin"'
    for path in ("/overview.json", "/mcp"):
        problem_of(client.get(path), 401, "token")
    page = client.get("/overview?place=Goma")
    assert (page.status_code, page.headers["location"]) == (303, "/login?next=%2Foverview%3Fplace%3DGoma")


def test_a_wrong_token_is_told_to_be_wrong(small):
    answer = client_of(small, read_token="look").get("/api/v1/meta", headers={"Authorization": "Bearer loook"})
    problem_of(answer, 401, "token")
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_the_read_token_opens_all_that_is_read(small):
    client = client_of(small, read_token="look")
    for path in ("/api/v1/meta", "/overview.json", "/overview"):
        assert client.get(path, headers={"Authorization": "Bearer look"}).status_code == 200


def test_people_give_the_token_once_and_the_cookie_holds(small):
    client = client_of(small, read_token="look")
    assert client.get("/login").status_code == 200
    answer = client.post("/login", data={"token": " look ", "next": "/overview?place=Goma"}, headers={"Origin": HERE})
    assert (answer.status_code, answer.headers["location"]) == (303, "/overview?place=Goma")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert client.get("/overview").status_code == 200
    client.post("/logout")
    client.cookies.clear()
    assert client.get("/overview").status_code == 303


def test_a_wrong_token_at_the_door_gives_no_cookie(small):
    client = client_of(small, read_token="look")
    answer = client.post("/login", data={"token": "guess"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "gives no right" in answer.text


def test_a_page_of_another_site_cannot_log_anybody_in(small):
    answer = client_of(small, read_token="look").post(
        "/login", data={"token": "look"}, headers={"Origin": "http://evil.example"}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x=y", ""]
)
def test_after_the_token_nobody_is_led_elsewhere(small, to):
    answer = client_of(small, read_token="look").post("/login", data={"token": "look", "next": to})
    assert answer.headers["location"] == "/overview"


def test_tokens_cannot_be_guessed_at_speed(small):
    client = client_of(small, read_token="look")
    for _ in range(15):
        client.post("/login", data={"token": "guess"})
    problem_of(client.post("/login", data={"token": "look"}), 429, "rate")


def test_a_client_has_a_rate_and_is_told_of_it(small):
    client = client_of(small, rate=2)
    assert client.get("/api/v1/meta").headers["ratelimit"] == '"minute";r=1;t=0'
    client.get("/overview.json")
    answer = client.get("/api/v1/meta")
    problem_of(answer, 429, "rate")
    assert answer.headers["retry-after"] == "30"
    assert client.get("/overview").status_code == 200, "pages have no rate"


def test_a_wrong_token_does_not_get_a_rate_of_its_own(small):
    client = client_of(small, rate=2, read_token="look")
    answers = [client.get("/api/v1/meta", headers={"Authorization": f"Bearer {n}"}).status_code for n in range(3)]
    assert answers == [401, 401, 429]
    assert client.get("/api/v1/meta", headers={"Authorization": "Bearer look"}).status_code == 200


def test_head_is_get_without_the_body(client):
    got, asked = client.get("/overview.json"), client.head("/overview.json")
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["etag"] == got.headers["etag"]
    assert asked.headers["content-length"] == str(len(got.content))


def test_what_fails_unforeseen_is_a_problem_that_tells_nothing_of_the_inside(small, monkeypatch):
    monkeypatch.setattr(type(small), "standing", lambda *_, **__: 1 / 0)
    told = problem_of(client_of(small).get("/api/v1/standing"), 500, "failed")
    assert "division" not in str(told)


def test_pages_of_other_sites_open_no_socket_and_no_mcp(small):
    app = FastAPI()

    @app.websocket("/_nicegui_ws/socket")
    async def socket(websocket: WebSocket):
        await websocket.accept()
        await websocket.close()

    app.add_middleware(Gate, site=site_of(small))
    client = TestClient(app, base_url=HERE, client=("127.0.0.1", 1))
    with client.websocket_connect("/_nicegui_ws/socket", headers={"Origin": HERE, "Host": "127.0.0.1:8808"}):
        pass
    evil = {"Origin": "http://evil.example", "Host": "127.0.0.1:8808"}
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_nicegui_ws/socket", headers=evil):
        pass
    problem_of(TestClient(app_of(site_of(small)), base_url=HERE).post("/mcp", headers=evil, json={}), 403, "origin")


@pytest.mark.parametrize("path", ["/", "/overview", "/login", "/api", "/api/v1/meta", "/overview.csv"])
def test_head_is_answered_as_get_without_a_body(small, path):
    app = app_of(site_of(small))
    app.add_api_route("/", lambda: "the door")
    client = TestClient(app, base_url=HERE, client=("127.0.0.1", 50000), follow_redirects=False)
    told, asked = client.get(path), client.head(path)
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["content-length"] == str(len(told.content))


@pytest.mark.parametrize("path", ["/api/v1/incidents/i%00", "/actor/M%0023.csv", "/api/v1/actors/M%0A23"])
def test_what_no_database_can_hold_does_not_get_to_one(client, path):
    assert "zero byte" in problem_of(client.get(path), 404, "not-found")["detail"]

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tocsin.base.model import Document, Skipped
from tocsin.documents.fetch import Fetched, Limits, fetch, is_address, user_agent
from tocsin.documents.read import read

STORY = "Rebels entered the town of Kamba on Monday after two days of fighting, residents said by telephone."
PAGE = f"<html><head><title>Town falls</title></head><body><article><h1>Town falls</h1><p>{STORY}</p></article></body></html>"
Answer = Callable[[BaseHTTPRequestHandler], None]


def answer(body: bytes, kind: str | None = "text/html", status: int = 200, **heads: str) -> Answer:
    def write(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if kind is not None:
            handler.send_header("Content-Type", kind)
        for name, value in heads.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return write


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b"drip " * 20000)
        handler.wfile.flush()
        time.sleep(0.1)


ANSWERS: dict[str, Answer] = {
    "/page": answer(PAGE.encode(), "text/html; charset=utf-8"),
    "/latin": answer(PAGE.replace("Kamba", "Kambé").encode("cp1252"), "text/html; charset=iso-8859-1"),
    "/untyped": answer(STORY.encode(), None),
    "/text": answer(f"Town falls to rebels by the lake\nBy AFP\n{STORY}".encode(), "text/plain"),
    "/lines": answer(
        b'{"text": "' + STORY.encode() + b'", "url": "https://herald.example/1"}\n', "application/x-ndjson"
    ),
    "/moved": answer(b"", status=302, Location="/page"),
    "/round": answer(b"", status=302, Location="/round"),
    "/away": answer(b"", status=302, Location="file:///etc/hostname"),
    "/gone": answer(b"gone", status=404),
    "/forbidden": answer(b"no", status=403),
    "/film": answer(b"\0" * 100, "video/mp4"),
    "/large": answer(b"x" * 5000),
    "/broken": answer(b"not packed", Content_Encoding="gzip"),
    "/silent": silent,
    "/dripping": dripping,
}


class Site(BaseHTTPRequestHandler):
    asked: dict[str, str | None]

    def do_GET(self) -> None:
        type(self).asked = {"agent": self.headers.get("User-Agent")}
        ANSWERS[self.path](self)

    def log_message(self, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # clients that leave early are what is tested


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch, Server(("127.0.0.1", 0), Site) as server:
        patch.setenv("NO_PROXY", "127.0.0.1")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def reason(url: str, **limits: float) -> str:
    got = fetch(url, limits=Limits(**limits))  # type: ignore[arg-type]
    assert isinstance(got, Skipped), got
    assert (got.file, got.step) == (url, "fetch")
    return got.reason


def test_page_comes_with_its_bytes_and_form(site: str) -> None:
    assert fetch(f"{site}/page") == Fetched(f"{site}/page", PAGE.encode(), ".html")


def test_the_address_is_the_one_after_redirects(site: str) -> None:
    got = fetch(f"{site}/moved")
    assert isinstance(got, Fetched)
    assert got.url == f"{site}/page"


def test_the_site_is_told_who_asks(site: str) -> None:
    fetch(f"{site}/page")
    assert Site.asked["agent"] == user_agent()
    assert user_agent().startswith("tocsin")


def test_an_encoding_in_the_answer_s_head_counts(site: str) -> None:
    got = fetch(f"{site}/latin")
    assert isinstance(got, Fetched)
    assert "Kambé" in got.data.decode("utf-8")


def test_an_answer_without_a_type_is_told_by_its_content(site: str) -> None:
    got = fetch(f"{site}/untyped")
    assert isinstance(got, Fetched)
    assert got.suffix == ""


@pytest.mark.parametrize(
    ("path", "limits", "words"),
    [
        ("/gone", {}, "404 Not Found; there is no such page"),
        ("/forbidden", {}, "the site refuses programs"),
        ("/film", {}, "its content is video/mp4"),
        ("/round", {"max_redirects": 3}, "more than 3 redirects"),
        ("/away", {}, "neither http nor https"),
        ("/large", {"max_bytes": 4999}, "MB; save the part"),
        ("/broken", {}, "packing cannot be undone"),
        ("/silent", {"timeout": 0.2}, "no answer within 0.2 s"),
        ("/dripping", {"deadline": 0.3}, "not whole after 0.3 s"),
    ],
)
def test_what_cannot_be_had_is_skipped_with_a_reason(
    site: str, path: str, limits: dict[str, float], words: str
) -> None:
    assert words in reason(f"{site}{path}", **limits)


def test_a_page_of_just_the_largest_size_is_taken(site: str) -> None:
    assert isinstance(fetch(f"{site}/large", limits=Limits(max_bytes=5000)), Fetched)


@pytest.mark.parametrize("url", ["ftp://a.org/x", "file:///etc/hostname", "a.org/x", "http://", "https://[half", ""])
def test_only_addresses_on_the_web_are_fetched(url: str) -> None:
    assert "no address on the web" in reason(url)


def test_a_server_that_is_not_there_is_a_reason() -> None:
    assert "cannot be reached" in reason("http://127.0.0.1:9/x")


@pytest.mark.parametrize("url", ["http://a b.org/x", "http://127.0.0.1:99999/", "http://xn--/", "http://\u2028/"])
def test_impossible_addresses_are_a_reason(url: str) -> None:
    assert reason(url)


def test_addresses_are_told_from_files() -> None:
    assert is_address("HTTPS://a.org/x")
    assert not is_address("http.txt")


def test_read_takes_addresses_among_its_paths(site: str, tmp_path: object) -> None:
    page, text, lines = read([f"{site}/moved", f"{site}/text", f"{site}/lines"], fetch=fetch)
    assert isinstance(page, Document)
    assert isinstance(text, Document)
    assert isinstance(lines, Document)
    assert (page.title, page.file, page.url, page.outlet) == (
        "Town falls",
        f"{site}/moved",
        f"{site}/page",
        "127.0.0.1",
    )
    assert (text.url, text.provider) == (f"{site}/text", "AFP")
    assert lines.url == "https://herald.example/1"


def test_read_passes_on_why_an_address_was_skipped(site: str) -> None:
    (found,) = read([f"{site}/gone"], fetch=fetch)
    assert isinstance(found, Skipped)
    assert found.step == "fetch"


def test_read_fetches_nothing_unless_it_is_told_how() -> None:
    (found,) = read(["https://herald.example/1"])
    assert isinstance(found, Skipped)
    assert "nothing is fetched here" in found.reason


def test_a_page_that_names_no_outlet_is_the_agency_s_by_its_address() -> None:
    def give(url: str) -> Fetched:
        return Fetched(url, f"Town falls to rebels by the lake\n{STORY}".encode(), "")

    (found,) = read(["https://www.reuters.com/1"], fetch=give)
    assert isinstance(found, Document)
    assert (found.outlet, found.provider) == ("reuters.com", "Reuters")

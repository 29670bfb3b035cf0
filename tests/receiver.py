"""A receiver of webhooks on this machine, which verifies as Standard Webhooks says, with none of our own code."""

import base64
import hashlib
import hmac
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver:
    """A server that answers with the given status codes in turn, the last of them for good, and keeps what it got."""

    def __init__(self, *codes, headers=()):
        got = self.got = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                got.append((self.path, dict(self.headers.items()), body))
                self.send_response(codes[min(len(got), len(codes)) - 1])
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def verified(headers, body, key):
    """Return whether a message bears the signature of a key."""
    h = {name.lower(): value for name, value in headers.items()}
    content = f"{h['webhook-id']}.{h['webhook-timestamp']}.".encode() + body
    mac = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return f"v1,{mac}" in h["webhook-signature"].split(" ")

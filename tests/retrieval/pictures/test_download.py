"""Pictures come from the web only within limits, and never from inside a private network."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from retrieval.errors import InputError
from retrieval.pictures import download
from retrieval.pictures.download import DownloadLimits, fetch_picture

OWN_SERVER = (ipaddress.ip_network("127.0.0.1/32"),)


class Shop(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind = self.path.partition("?")[0]
        if kind == "/picture":
            self._send(200, b"picture bytes")
        elif kind == "/moved":
            self._send(302, b"", {"Location": "/picture"})
        elif kind == "/circle":
            self._send(302, b"", {"Location": "/circle"})
        elif kind == "/inside":
            self._send(
                302, b"", {"Location": f"http://127.0.0.2:{self.server.server_port}/picture"}
            )
        elif kind == "/file":
            self._send(302, b"", {"Location": "file:///etc/passwd"})
        elif kind == "/large":
            self._send(200, b"x" * 5000)
        elif kind == "/endless":
            self.send_response(200)
            self.end_headers()
            for _ in range(1000):
                self.wfile.write(b"x" * 1000)
        elif kind == "/slow":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            for _ in range(50):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        elif kind == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"x" * 10)
        else:
            self._send(404, b"none")

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def limits(**changes: object) -> DownloadLimits:
    return DownloadLimits(allowed_networks=OWN_SERVER, **changes)  # type: ignore[arg-type]


def test_a_picture_is_fetched_and_redirects_are_followed(shop: str) -> None:
    assert fetch_picture(f"{shop}/picture?a=1", limits()) == b"picture bytes"
    assert fetch_picture(f"{shop}/moved", limits()) == b"picture bytes"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]",
        "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:a00:1::]", "0.0.0.0", "[fe80::1]",
        "100.64.0.1", "224.0.0.1", "0x7f.1", "2130706433",
    ],
)  # fmt: skip
def test_private_addresses_are_refused_however_they_are_written(host: str) -> None:
    with pytest.raises(InputError, match="private network"):
        fetch_picture(f"http://{host}/a.jpg", DownloadLimits(timeout_s=2))


def test_a_redirect_into_a_private_network_is_refused(shop: str) -> None:
    with pytest.raises(InputError, match="private network"):
        fetch_picture(f"{shop}/inside", limits())


def test_the_connection_goes_to_the_address_that_was_checked(
    shop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["127.0.0.1", "127.0.0.9"])
    port = int(shop.rpartition(":")[2])

    def resolver(*_: object, **__: object) -> list[tuple]:
        return [(2, 1, 6, "", (next(answers), port))]

    monkeypatch.setattr(download.socket, "getaddrinfo", resolver)
    with pytest.raises(InputError):  # the connection asks no second time for the name
        monkeypatch.setattr(download.socket, "create_connection", _refuse_names)
        fetch_picture(f"http://shop.example:{port}/picture", limits())


def _refuse_names(address: tuple[str, int], **_: object) -> None:
    assert ipaddress.ip_address(address[0]) == ipaddress.ip_address("127.0.0.1")
    raise OSError("checked")


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a/b", "http://", "http://a b/", "http://u:p@a/", "http://a:99999/",
     "http://a/\r\nX: y", "nonsense"],
)  # fmt: skip
def test_other_schemes_and_malformed_addresses_are_refused(url: str) -> None:
    with pytest.raises(InputError):
        fetch_picture(url)


def test_a_redirect_to_a_file_is_refused(shop: str) -> None:
    with pytest.raises(InputError, match="http"):
        fetch_picture(f"{shop}/file", limits())


def test_circling_redirects_end(shop: str) -> None:
    with pytest.raises(InputError, match="redirects"):
        fetch_picture(f"{shop}/circle", limits())


@pytest.mark.parametrize("path", ["large", "endless"])
def test_too_many_bytes_are_refused_told_or_not(shop: str, path: str) -> None:
    with pytest.raises(InputError, match="larger"):
        fetch_picture(f"{shop}/{path}", limits(max_bytes=2000))


def test_a_server_that_dribbles_is_cut_off_in_time(shop: str) -> None:
    started_s = time.monotonic()
    with pytest.raises(InputError, match="longer"):
        fetch_picture(f"{shop}/slow", limits(timeout_s=0.5))
    assert time.monotonic() - started_s < 3


def test_a_broken_off_answer_and_a_missing_page_are_refused(shop: str) -> None:
    with pytest.raises(InputError, match="10 of 1000"):
        fetch_picture(f"{shop}/short", limits())
    with pytest.raises(InputError, match="404"):
        fetch_picture(f"{shop}/none", limits())

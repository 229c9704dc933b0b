"""Fetch one picture from a web address within limits; only when the caller chose to.

An address named in a catalogue is not to be trusted: it could point into the network this
program runs in. Names are resolved first, every address is checked, and the connection goes to
the checked address, so that a second answer of the name server changes nothing.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from retrieval.errors import InputError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

_CHUNK_BYTES = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits


@dataclass(frozen=True, slots=True)
class DownloadLimits:
    """How much a picture's server may ask of us. ``allowed_networks`` exempts own servers."""

    max_bytes: int = 20 * 1024 * 1024
    timeout_s: float = 15.0
    max_redirects: int = 3
    allowed_networks: tuple[IpNetwork, ...] = ()


def fetch_picture(url: str, limits: DownloadLimits | None = None) -> bytes:
    """The bytes behind an http(s) address. Raises InputError with one sentence.

    ``timeout_s`` bounds the whole exchange, redirects included (name resolution has the
    system's own limit). Proxies are not used and cookies not kept.
    """
    limits = limits or DownloadLimits()
    deadline_s = time.monotonic() + limits.timeout_s
    current = url
    for _ in range(limits.max_redirects + 1):
        outcome = _fetch_once(current, limits, deadline_s)
        if isinstance(outcome, bytes):
            return outcome
        current = urljoin(current, outcome)
    raise InputError(f"{_shown(url)} redirects more than {limits.max_redirects} times.")


def _shown(url: str) -> str:
    return "Address " + repr("".join(c if c.isprintable() else "?" for c in url)[:200])


def _fetch_once(url: str, limits: DownloadLimits, deadline_s: float) -> bytes | str:
    """The body, or where the server sends us instead."""
    parts, port = _checked(url)
    host = parts.hostname or ""
    address = _public_address(url, host, port, limits)
    remaining_s = deadline_s - time.monotonic()
    if remaining_s <= 0:
        raise InputError(f"{_shown(url)} took longer than {limits.timeout_s:g} s.")
    connection = http.client.HTTPConnection(host, port, timeout=remaining_s)
    # a server that sends a byte now and then never lets a read time out: cut the line instead
    expired = threading.Event()
    lines: list[socket.socket] = []  # the connection forgets its socket once the answer begins

    def cut() -> None:
        expired.set()
        for line in lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    watchdog = threading.Timer(remaining_s, cut)
    watchdog.daemon = True
    watchdog.start()
    try:
        line = socket.create_connection((str(address), port), timeout=remaining_s)
        lines.append(line)
        if parts.scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
            lines.append(line)
        connection.sock = line
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        headers = {"Accept": "image/*", "Accept-Encoding": "identity", "User-Agent": "vitrine"}
        connection.request("GET", path, headers=headers)
        return _answer(url, connection.getresponse(), limits, expired)
    except InputError:
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        if expired.is_set() or isinstance(error, TimeoutError):
            raise InputError(f"{_shown(url)} took longer than {limits.timeout_s:g} s.") from error
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputError(f"{_shown(url)} cannot be fetched ({reason}).") from error
    finally:
        watchdog.cancel()
        connection.close()


def _checked(url: str) -> tuple[SplitResult, int]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        url.encode("ascii")
    except ValueError as error:
        raise InputError(f"{_shown(url)} is not a web address.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"{_shown(url)} is not an http or https address.")
    if parts.username is not None or parts.password is not None:
        raise InputError(f"{_shown(url)} carries a user name; leave that out.")
    if any(c.isspace() or not c.isprintable() for c in url):
        raise InputError(f"{_shown(url)} holds blanks or control characters.")
    return parts, port


def _public_address(url: str, host: str, port: int, limits: DownloadLimits) -> IpAddress:
    """The first address of the host; refused when any of them lies inside a private network."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    except (OSError, ValueError) as error:
        raise InputError(f"{_shown(url)} has a host that is not found.") from error
    for address in addresses:
        if any(address in network for network in limits.allowed_networks):
            continue
        if not all(_is_public(each) for each in (address, *_embedded(address))):
            raise InputError(f"{_shown(url)} points into a private network; it is not fetched.")
    return addresses[0]


def _is_public(address: IpAddress) -> bool:
    return address.is_global and not address.is_multicast


def _embedded(address: IpAddress) -> list[IpAddress]:
    """IPv4 addresses that an IPv6 address stands for (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    inner: list[IpAddress | None] = [address.ipv4_mapped, address.sixtofour]
    if address.teredo:
        inner += list(address.teredo)
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [each for each in inner if each is not None]


def _answer(
    url: str, response: http.client.HTTPResponse, limits: DownloadLimits, expired: threading.Event
) -> bytes | str:
    if response.status in _REDIRECTS:
        target = response.getheader("Location")
        if target:
            return target
    if response.status != 200:
        raise InputError(f"{_shown(url)} answers {response.status} {response.reason}.")
    told = response.getheader("Content-Length")
    too_large = f"{_shown(url)} is larger than {limits.max_bytes / 1024**2:g} MB."
    if told is not None and told.isdigit() and int(told) > limits.max_bytes:
        raise InputError(too_large)
    body = bytearray()
    while chunk := response.read(_CHUNK_BYTES):
        body += chunk
        if len(body) > limits.max_bytes:
            raise InputError(too_large)
    if expired.is_set():
        raise InputError(f"{_shown(url)} took longer than {limits.timeout_s:g} s.")
    if told is not None and told.isdigit() and len(body) < int(told):
        raise InputError(f"{_shown(url)} broke off after {len(body)} of {told} bytes.")
    return bytes(body)

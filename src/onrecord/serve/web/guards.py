"""Guards: what stands before every request, whoever answers it.

Only hosts that were named; no request that another site's page sends; a token, if there is one; bodies no longer and waits no
longer than allowed. Every answer forbids scripts of others, frames and guessing of types. An error that nobody caught is
told as one, without its trace.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
from collections.abc import Collection
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.serve.web.problems import MEDIA_TYPE, Problem, problem_of

LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
MAX_BODY_BYTES: Final = 2_000_000
REQUEST_S: Final = 60.0
COOKIE: Final = "onrecord-token"
_PORT: Final = re.compile(r":\d{1,5}$")
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: under it a browser sends `Origin: null` with our own forms, and they could not be told from others'.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the guards hold a request to. `hosts` are names without ports, an IPv6 address in brackets."""

    hosts: Collection[str] = LOOPBACK
    token: str | None = None
    max_body_bytes: int = MAX_BODY_BYTES
    timeout_s: float = REQUEST_S


class Guard:
    """ASGI middleware that lets pass what keeps to the rules."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app, self._rules = app, rules
        self._hosts = frozenset(host.lower() for host in rules.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # there is nothing behind a websocket here
        watched = _Watched(receive, send, self._rules.max_body_bytes)
        try:
            async with asyncio.timeout(self._rules.timeout_s):
                headers = Headers(scope=scope)
                self._check(scope, headers)
                if (clean := self._entered(scope)) is not None:
                    await _to(clean, self._mark(), watched.send)
                    return
                self._check_token(headers)
                await self._app(scope, watched.receive, watched.send)
        except TimeoutError:
            await watched.tell(self._late(watched))
        except Exception as error:
            await watched.tell(problem_of(error))

    def _check(self, scope: Scope, headers: Headers) -> None:
        """Raise what is wrong with the request, but for its token."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or _PORT.sub("", hosts[0]).lower() not in self._hosts:
            raise Problem(status=421, detail="This server is not of that name. Name its host with --allow-host when it is started.")
        if _is_anothers(scope["method"], headers, hosts[0]):
            raise Problem(status=403, detail="The request was sent by a page of another site; one of this site was expected.")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            raise Problem(status=400, detail="Content-Length is no number; the length of the body was expected.")
        if int(length) > self._rules.max_body_bytes:
            raise too_long(self._rules.max_body_bytes)

    def _check_token(self, headers: Headers) -> None:
        if self._rules.token is None:
            return
        scheme, _, given = headers.get("authorization", "").partition(" ")
        bearer = scheme.lower() == "bearer" and _same(given.strip(), self._rules.token)
        if not bearer and not _same(_cookie(headers), self._mark()):
            raise Problem(status=401, detail="A token was expected: `Authorization: Bearer TOKEN`.", headers={"WWW-Authenticate": "Bearer"})

    def _entered(self, scope: Scope) -> str | None:
        """Return the address without its token, if a browser was sent here with the right one."""
        query = scope["query_string"].decode("latin-1")
        if self._rules.token is None or "token=" not in query or scope["method"] != "GET":
            return None
        pairs = parse_qsl(query, keep_blank_values=True)
        if not any(name == "token" and _same(value, self._rules.token) for name, value in pairs):
            return None
        rest = urlencode([pair for pair in pairs if pair[0] != "token"])
        path = "/" + scope["raw_path"].decode("latin-1").lstrip("/\\")  # `//other.example` would lead away
        return f"{path}?{rest}" if rest else path

    def _mark(self) -> str:
        """What the cookie holds: it proves the token and does not tell it."""
        return hashlib.sha256(f"onrecord:{self._rules.token}".encode()).hexdigest()

    def _late(self, watched: _Watched) -> Problem:
        seconds = f"{self._rules.timeout_s:g} seconds"
        if watched.has_body:
            return Problem(status=504, detail=f"It took longer than {seconds}; a quicker question was expected. Ask for less.")
        return Problem(status=408, detail=f"The body did not come within {seconds}; a whole one was expected. Send it again.")


class _Watched:
    """The two ends of one request: counts what comes in, adds our headers to what goes out."""

    def __init__(self, receive: Receive, send: Send, max_bytes: int) -> None:
        self._receive, self._send, self._max_bytes = receive, send, max_bytes
        self._bytes = 0
        self.has_body = self._has_begun = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._bytes += len(message.get("body", b""))
            self.has_body = not message.get("more_body", False)
            if self._bytes > self._max_bytes:
                raise too_long(self._max_bytes)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._has_begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "private, no-cache")
        await self._send(message)

    async def tell(self, problem: Problem) -> None:
        """Send the problem, unless an answer has begun; then only breaking off is left."""
        if self._has_begun:
            raise ConnectionAbortedError("the answer broke off")
        body = problem.body()
        headers = {"content-type": MEDIA_TYPE, "content-length": str(len(body)), **(problem.headers or {})}
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await self.send({"type": "http.response.start", "status": problem.status, "headers": raw})
        await self._send({"type": "http.response.body", "body": body})


def too_long(max_bytes: int) -> Problem:
    """Return the problem of a body that is too long."""
    return Problem(status=413, detail=f"The body is too long; at most {max_bytes:,} bytes were expected. Send less, or use the command line.")


def _is_anothers(method: str, headers: Headers, host: str) -> bool:
    """Say whether a page of another site sent the request; a link that leads here is followed all the same."""
    site, mode = headers.get("sec-fetch-site", "same-origin"), headers.get("sec-fetch-mode", "navigate")
    if method in _SAFE:
        return site in ("cross-site", "same-site") and mode != "navigate"
    origin = headers.get("origin")
    return site not in ("same-origin", "none") or (origin is not None and urlsplit(origin).netloc.lower() != host.lower())


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())


async def _to(address: str, mark: str, send: Send) -> None:
    cookie = f"{COOKIE}={mark}; HttpOnly; SameSite=Strict; Path=/"
    raw = [(b"location", address.encode("latin-1")), (b"set-cookie", cookie.encode()), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 303, "headers": raw})
    await send({"type": "http.response.body", "body": b""})

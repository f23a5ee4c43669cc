"""Fetching pages and feeds, for those who ask for it with `--fetch`. The one file that knows httpx2 and protego.

In: an address. Out: what it gave. Asked for politely: as robots.txt allows, with conditional requests, a timeout, and no
more than a page's size. Addresses inside the user's own network are refused: a feed must not make us ask there, neither by
name, nor by a redirect, nor by a name that points there. The address that was checked is the one that is connected to.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from onrecord.errors import ReadError
from onrecord.read.chunks import megabytes
from onrecord.read.inputs import reason_of
from onrecord.read.item import Fetched

if TYPE_CHECKING:
    from httpx2 import Client, Response

AGENT: Final = "onrecord"
_HEADERS: Final = {"User-Agent": f"{AGENT} (reads news articles; asks only when its user does)", "Accept-Encoding": "gzip, deflate"}
_MOST_REDIRECTS: Final = 5
_LONGEST_DELAY_S: Final = 30.0
_MAX_ROBOTS_BYTES: Final = 500_000
_REDIRECTS: Final = frozenset([301, 302, 303, 307, 308])


def is_public(address: str) -> bool:
    """Return whether an IP address is one that anybody can reach: no private, local, shared or reserved one.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False, False)
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        # An address of the old kind can be wrapped up in one of the new.
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None or found in ipaddress.ip_network("64:ff9b::/96"):
            return inner is not None and inner.is_global and not inner.is_multicast
    return found.is_global and not found.is_multicast and not found.is_reserved


def resolved(host: str, port: int) -> list[str]:
    """Return the IP addresses that a name stands for, those of the old kind first: every network has these."""
    found = dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    return sorted(found, key=lambda address: ":" in address)


class Fetcher:
    """Asks for pages over one connection pool; remembers what robots.txt said, and what each address was like the last time.

    `validators` is the file that keeps the latter between runs: None asks for everything anew.
    """

    def __init__(
        self,
        *,
        validators: Path | None = None,
        timeout_s: float = 20.0,
        max_bytes: int = 20_000_000,
        allows: Callable[[str], bool] = is_public,
        resolve: Callable[[str, int], Iterable[str]] = resolved,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path = validators
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._allows = allows
        self._resolve = resolve
        self._sleep = sleep
        self._asked: set[str] = set()
        self._client: Client | None = None
        self._robots: dict[str, Any] = {}
        self._validators = _loaded(validators)
        self.unchanged = 0

    def __call__(self, url: str) -> Fetched | None:
        """Return what an address gives, or None where it is as it was. Raises ReadError where it gives nothing that may be had."""
        place, known = url, self._validators.get(url, {})
        for _ in range(_MOST_REDIRECTS + 1):
            self._obey_robots(place, url)
            response, data = self._get(place, url, self._max_bytes, known if place == url else {})
            if response.status_code == 304:
                self.unchanged += 1
                return None
            if response.status_code in _REDIRECTS and (to := response.headers.get("location")):
                place = urljoin(place, to)
                continue
            if response.status_code != 200:
                raise ReadError(url, f"the server answered {response.status_code}; expected 200. Look at it in a browser.")
            self._remember(url, response)
            return Fetched(url=place, data=_in_charset(data, response), is_html=_is_html(response.headers.get("content-type", "")))
        raise ReadError(url, f"it leads on through more than {_MOST_REDIRECTS} redirects; expected a page. Give the address where it ends.")

    def forget(self, url: str) -> None:
        """Ask for an address anew the next time, since what it gave could not all be read."""
        self._validators.pop(url, None)

    def keep(self) -> None:
        """Write down what the addresses were like: to be called when all that they gave is on record."""
        if self._path is not None and self._validators:
            waiting = self._path.with_name(self._path.name + ".new")
            waiting.write_text(json.dumps(self._validators, indent=0, sort_keys=True), encoding="utf-8")
            waiting.replace(self._path)

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()

    def _remember(self, url: str, response: Response) -> None:
        said = {"if-none-match": response.headers.get("etag"), "if-modified-since": response.headers.get("last-modified")}
        self._validators.pop(url, None)
        if kept := {name: value for name, value in said.items() if value}:
            self._validators[url] = kept

    def _obey_robots(self, place: str, url: str) -> None:
        parts = urlsplit(place)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._rules(site, url)
        if not self._robots[site].can_fetch(place, AGENT):
            raise ReadError(url, f"robots.txt of {parts.netloc} does not allow it; expected a page that may be fetched. Save it by hand.")
        delay_s = self._robots[site].crawl_delay(AGENT) or 0.0
        if site in self._asked and delay_s:
            self._sleep(min(float(delay_s), _LONGEST_DELAY_S))
        self._asked.add(site)

    def _rules(self, site: str, url: str) -> Any:
        Protego = _protego(url)
        place = f"{site}/robots.txt"
        for _ in range(_MOST_REDIRECTS + 1):
            response, data = self._get(place, url, _MAX_ROBOTS_BYTES, {}, cuts=True)
            if response.status_code in _REDIRECTS and (to := response.headers.get("location")):
                place = urljoin(place, to)
                continue
            if response.status_code >= 500:
                # RFC 9309: a server that cannot say what it allows allows nothing.
                return Protego.parse("User-agent: *\nDisallow: /")
            return Protego.parse(data.decode("utf-8", "replace") if response.status_code == 200 else "")
        return Protego.parse("")

    def _get(self, place: str, url: str, max_bytes: int, headers: Mapping[str, str], *, cuts: bool = False) -> tuple[Response, bytes]:
        """Return the answer and its body. `cuts` keeps the beginning of what is too long, where else it is refused."""
        client, errors = self._opened(url)
        target, host = self._checked(place, url)
        deadline = time.monotonic() + self._timeout_s
        try:
            # The certificate is checked for the name, though the connection is made to the address.
            name = {"sni_hostname": urlsplit(place).hostname}
            request = client.build_request("GET", target, headers={**_HEADERS, **headers, "Host": host}, extensions=name)
            response = client.send(request, stream=True)
            try:
                return response, _body(response, url, max_bytes, deadline, cuts=cuts)
            finally:
                response.close()
        except errors as error:
            what = str(error) or type(error).__name__
            raise ReadError(url, f"it cannot be fetched ({what[:120]}); expected a page. Check the address, and try again later.") from None

    def _checked(self, place: str, url: str) -> tuple[str, str]:
        """Return the address with the name replaced by the IP address that was checked, and the name."""
        try:
            parts = urlsplit(place)
            host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            host, port = "", 0
        if not host or parts.scheme not in {"http", "https"} or parts.username is not None:
            raise ReadError(url, f"it leads to {place[:200]!r}; expected an http or https address without a password. Check it.")
        try:
            addresses = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise ReadError(url, f"the name {host!r} cannot be looked up ({reason_of(error)}); expected a public name. Check it.") from None
        inside = [address for address in addresses if not self._allows(address)]
        if inside or not addresses:
            raise ReadError(url, f"{host!r} stands for {', '.join(inside) or 'no address'}; expected a public address. Such places are not fetched.")
        literal = f"[{addresses[0]}]" if ":" in addresses[0] else addresses[0]
        return urlunsplit((parts.scheme, f"{literal}:{port}", parts.path or "/", parts.query, "")), parts.netloc

    def _opened(self, url: str) -> tuple[Client, tuple[type[Exception], ...]]:
        try:
            import httpx2
        except ImportError:
            raise ReadError(url, "fetching needs httpx2, which is not installed. Install it with: pip install 'onrecord[fetch]'.") from None
        if self._client is None:
            # Settings of the environment, such as a proxy, would take the check of addresses away.
            self._client = httpx2.Client(timeout=self._timeout_s, follow_redirects=False, trust_env=False)
        return self._client, (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, UnicodeError)


def _protego(url: str) -> Any:
    try:
        from protego import Protego
    except ImportError:
        raise ReadError(url, "fetching needs protego, which is not installed. Install it with: pip install 'onrecord[fetch]'.") from None
    return Protego


def _body(response: Response, url: str, max_bytes: int, deadline: float, *, cuts: bool) -> bytes:
    data = bytearray()
    for piece in response.iter_bytes():
        data += piece
        if len(data) > max_bytes:
            if cuts:
                break
            raise ReadError(url, f"it gives more than {megabytes(max_bytes)}; expected one article or a feed. Leave it out.")
        if time.monotonic() > deadline:
            raise ReadError(url, "it does not end within the time that is given; expected a page. Try again later.")
    return bytes(data)


def _in_charset(data: bytes, response: Response) -> bytes:
    """What the server calls the encoding comes first; the text is handed on as UTF-8 then."""
    name = response.charset_encoding
    if name is None or name.casefold() in {"utf-8", "utf8"}:
        return data
    try:
        return data.decode("cp1252" if name.casefold() in {"iso-8859-1", "latin-1", "us-ascii"} else name).encode("utf-8")
    except (LookupError, ValueError):
        return data


def _is_html(content_type: str) -> bool | None:
    kind = content_type.partition(";")[0].strip().casefold()
    return True if kind in {"text/html", "application/xhtml+xml"} else False if kind else None


def _loaded(path: Path | None) -> dict[str, dict[str, str]]:
    if path is None or not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    # What is in the file only saves a request: what cannot be read of it is asked anew.
    return {url: said for url, said in found.items() if isinstance(said, dict) and all(isinstance(value, str) for value in said.values())}

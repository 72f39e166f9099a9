"""What the web pages are told about the place where they run."""

from dataclasses import dataclass
from urllib.parse import urlsplit

# Browsers hold these to be safe without a certificate, since nothing leaves the machine (W3C, Secure Contexts).
_HERE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class WebConfig:
    """``public_url`` is where browsers find the pages; ``timezone`` is for staff who told none.

    Raises `ValueError` for an address that is no place for these pages: anything but https, except on this machine.
    """

    public_url: str
    timezone: str = "UTC"

    def __post_init__(self) -> None:
        parts = urlsplit(self.public_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("it is no address of a site; write one such as https://review.example.org")
        if parts.scheme == "http" and parts.hostname not in _HERE:
            raise ValueError("it has to begin with https:// (http:// is for localhost only)")

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by https."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def origin(self) -> str:
        """Scheme, host and port, as a browser names where a form comes from (RFC 6454)."""
        return self._origin(urlsplit(self.public_url).hostname or "")

    @property
    def origins(self) -> frozenset[str]:
        """All such names of these pages: on this machine it has several, and no other machine can take them."""
        return frozenset(self._origin(host) for host in self._hosts())

    @property
    def hosts(self) -> frozenset[str]:
        """The names that browsers may ask for."""
        return frozenset(_in_brackets(host) for host in self._hosts())

    def _hosts(self) -> tuple[str, ...]:
        return (urlsplit(self.public_url).hostname or "",) if self.is_secure else _HERE

    def _origin(self, host: str) -> str:
        parts = urlsplit(self.public_url)
        usual = {"http": 80, "https": 443}[parts.scheme]
        port = f":{parts.port}" if parts.port not in (None, usual) else ""
        return f"{parts.scheme}://{_in_brackets(host)}{port}"

    @property
    def session_cookie(self) -> str:
        """What the cookie of a session is called."""
        return self._cookie("session")

    @property
    def door_cookie(self) -> str:
        """What the cookie is called that ties a sign-in form to the browser it was shown in."""
        return self._cookie("door")

    def _cookie(self, name: str) -> str:
        # With this prefix a browser takes the cookie from this very host only, and only by https (RFC 6265bis, 4.1.3).
        return f"__Host-{name}" if self.is_secure else name


def _in_brackets(host: str) -> str:
    return f"[{host}]" if ":" in host else host

"""Which addresses Telegram takes as a link."""

from __future__ import annotations

import re

_HOST = re.compile(r"(?:[A-Za-z0-9.\-_!$,~*'();&+=\u0080-\U0010ffff]|%[0-9A-Fa-f]{2})+")
_TG_HOST = re.compile(r"[A-Za-z0-9_-]+")
_IPV6 = re.compile(r"\[[0-9A-Fa-f:.]+\]")
_TG_USER = re.compile(r"tg:(?://)?user\?id=(\d+)", re.IGNORECASE)


class LinkError(ValueError):
    """Why an address is no link."""


def mentioned_user(url: str) -> int | None:
    """The user id of a `tg://user?id=...` link."""
    match = _TG_USER.fullmatch(url)
    return int(match.group(1)) if match else None


def check_link(url: str, *, https_only: bool = False) -> None:
    """Raise LinkError unless the address is an http, https or tg link Telegram would accept."""
    scheme, separator, rest = url.partition(":")
    scheme = scheme.lower()
    if https_only and scheme != "https":
        raise LinkError("Only HTTPS links are allowed")
    if scheme == "tg" and separator:
        _check_tg(rest.removeprefix("//"))
    elif scheme in ("http", "https") and rest.startswith("//"):
        _check_http(re.split("[/?#]", rest[2:], maxsplit=1)[0])
    else:
        raise LinkError("Unsupported URL protocol")


def _check_tg(rest: str) -> None:
    host = re.split("[/?#]", rest, maxsplit=1)[0]
    if not host:
        raise LinkError("URL host is empty")
    if not _TG_HOST.fullmatch(host):
        raise LinkError("Unallowed characters in URL host")


def _check_http(authority: str) -> None:
    host_port = authority.rpartition("@")[2]
    host, port = host_port, ""
    if match := re.fullmatch(r"(.*):([^:\]]*)", host_port, re.DOTALL):
        host, port = match.groups()
        _check_port(port)
    if not host:
        raise LinkError("URL host is empty")
    if _IPV6.fullmatch(host):
        return
    if not _HOST.fullmatch(host):
        raise LinkError("Disallowed character in URL host")
    if "." not in host or host == ".":
        raise LinkError("Wrong HTTP URL")


def _check_port(port: str) -> None:
    if not (port.isascii() and port.isdigit() and 0 < int(port) <= 65535):
        raise LinkError("Wrong port number specified in the URL")


def is_link(url: str) -> bool:
    """Whether text formatted as a link keeps it; a bare host name counts as http."""
    for candidate in (url, f"http://{url}"):
        try:
            check_link(candidate)
        except LinkError:
            continue
        return True
    return False

"""Where the web server listens. Without the server itself, which takes a while to load."""

import socket


class PortTaken(Exception):  # noqa: N818 - it is a state of the machine more than an error
    """Nothing can be served at this host and port. The message says which, and what to do."""


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens; whoever comes before it is served waits. Raises `PortTaken`."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise PortTaken(
            f"The web pages cannot be served at {host}:{port}: {reason}. "
            "STRONGSUIT_HTTP_HOST and STRONGSUIT_HTTP_PORT name another place; for the demo, --port does."
        ) from None

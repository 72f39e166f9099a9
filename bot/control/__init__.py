"""The control socket: how a command reaches the running bot, which alone may open the embedded database."""

from bot.control.client import NobodyAnswersError, ask
from bot.control.server import serving
from bot.control.wire import socket_in

__all__ = ["NobodyAnswersError", "ask", "serving", "socket_in"]

"""The closed lists of what is counted: words that say nothing about anybody."""

from typing import Literal, get_args

Turned = Literal["applied", "repeated", "set_aside", "passed_over"]
"""What became of an act: applied; known from before; failed, and kept for the operator; failed, and not even kept."""
Channel = Literal["telegram", "terminal", "other"]
Sort = Literal["reply", "unsolicited"]
SendingTrouble = Literal[
    "too_many_requests", "server_error", "timed_out", "not_connected", "interrupted", "token_refused", "blocked",
    "refused", "file_refused", "fault",
]  # fmt: skip
"""Why a try to send went wrong. ``interrupted``: the line broke, and nobody knows; ``fault``: a mistake of ours."""

TURNS: tuple[Turned, ...] = get_args(Turned)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
SORTS: tuple[Sort, ...] = get_args(Sort)
SENDING_TROUBLES: tuple[SendingTrouble, ...] = get_args(SendingTrouble)

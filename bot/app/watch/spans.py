"""How long something takes, in words for an operator."""

_UNITS = ((86_400, "days"), (3_600, "hours"), (60, "minutes"))


def span(seconds: float) -> str:
    """About how long that is: "40 seconds", "12 minutes", "3 days"."""
    seconds = max(0.0, seconds)  # clocks are set back
    for size, name in _UNITS:
        if seconds >= 2 * size:
            return f"{int(seconds / size)} {name}"
    whole = int(seconds)
    return f"{whole} second{'' if whole == 1 else 's'}"

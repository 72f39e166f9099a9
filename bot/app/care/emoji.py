"""Emoji that say something of danger, as words; the others say nothing here."""

_WORDS = {
    "🔫": "gun",
    "💊": "pills",
    "🔪": "knife",
    "🗡": "knife",
    "⚰": "coffin",
    "🪦": "grave",
    "🪢": "noose",
    "🩸": "blood",
    "💉": "needle",
    "🌉": "bridge",
    "🚆": "train",
    "😂": "lol",
    "🤣": "lol",
    "😹": "lol",
    "😆": "lol",
    "💀": "skullsign",
    "☠": "skullsign",
    "👋": "goodbyesign",
    "🕊": "peacesign",
}
TABLE = {ord(sign): f" {word} " for sign, word in _WORDS.items()}
"""For ``str.translate``."""

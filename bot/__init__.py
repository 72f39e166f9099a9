"""Strongsuit: a conversational companion for guided strengths reflection."""

import zoneinfo

# Time zones change every year, by law and at short notice. The rules are those of the locked tzdata package, on every
# machine, and not those that a system happens to have.
zoneinfo.reset_tzpath(to=())

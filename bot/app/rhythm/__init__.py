"""Check-ins: on which days they come (`calendar`), how they grow rarer (`course`), and when not to disturb (`manners`).

All of it is pure: moments come in, and nothing is read or written.
"""

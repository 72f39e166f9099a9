"""The terminal: the same conversation as on Telegram, for trying things out, for writers, and for tests."""

"""Telegram: intake by long polling, delivery through python-telegram-bot's client."""

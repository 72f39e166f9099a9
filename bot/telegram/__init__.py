"""Telegram: intake by long polling, delivery through python-telegram-bot's client, and everything Telegram is strict on."""

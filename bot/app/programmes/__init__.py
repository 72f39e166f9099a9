"""Programmes: founding and running one, inviting people and staff, and the operator's operations as plain data."""

from bot.app.programmes.problem import Problem

__all__ = ["Problem"]

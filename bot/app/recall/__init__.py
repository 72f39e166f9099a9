"""Recall: which of a person's own lines are quoted back to them, and why."""

from bot.app.recall.choosing import CODES, Candidate, Pick, explain, pick
from bot.app.recall.weights import PURPOSES, WEIGHTS, Weights

__all__ = ["CODES", "PURPOSES", "WEIGHTS", "Candidate", "Pick", "Weights", "explain", "pick"]

"""Strongsuit beside bots of other libraries, and beside the least that a durable bot has to do.

All hold the same talk of twelve questions with the same people. Run: ``python -m benchmarks beside``.
"""

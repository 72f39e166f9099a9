"""Measurements, side by side: what an idle tick costs, how a rush drains, how fast check-ins are made and sent.

`make bench` runs them all; ``python -m benchmarks --help`` shows the parts. docs/performance.md explains the figures.
"""

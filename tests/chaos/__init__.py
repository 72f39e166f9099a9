"""Chaos: the real process is killed while simulated people talk with it, and nothing may be lost or told twice.

``python tests/chaos --runs 200 --people 50 --seed 7`` runs it by hand; see `chaos.cli`.
"""

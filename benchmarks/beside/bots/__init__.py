"""The bots that are measured beside Strongsuit, each written as the documentation of its library shows.

They run in an environment of their own (`benchmarks.beside.environment`), which has what they import.
"""

"""How well the look at danger signs sees: sets of sentences, figures, and the training of what stands behind the rules.

``python -m benchmarks.safety`` prints the figures (`make safety`); README.md tells how the sets were made.
"""

"""The page on performance shows what was measured."""

from benchmarks.page import PAGE, TABLES, filled


def test_the_tables_are_those_of_the_figures() -> None:
    """``python -m benchmarks page`` puts them there; nobody else writes numbers into them."""
    text = PAGE.read_text("utf-8")
    assert filled(text) == text
    for name in ("beside", "memory", "on-file", "replicas", "idle", "rush", "throughput"):
        assert name in TABLES
        assert f"<!-- figures: {name} 1 -->\n|" in text

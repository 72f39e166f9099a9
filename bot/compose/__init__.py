"""The composition root: it alone knows how everything is put together, and in `clock` it alone reads the clock."""

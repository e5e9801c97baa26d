"""The same nights at 1x: on real programs, with a real broker between them."""

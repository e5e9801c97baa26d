"""Every word of a night file: pattern, meaning, example."""

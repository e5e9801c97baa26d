"""How right the vital signs are, on real recordings with references, and on simulated bodies."""

"""`attune vitals`, and how right the vital signs are on real recordings."""

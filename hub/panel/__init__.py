"""The web panel: what nurses see, and what they may ask."""

"""Deterioration: this person's own usual rates, and whether breathing or pulse has left them."""

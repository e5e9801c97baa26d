"""The radar over the bed: its behaviour, and the dialect that it speaks on its wire."""

"""The only files of the hub that touch network and disk."""

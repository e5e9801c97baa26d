"""What staff ask of a room, and how far that has got."""

"""The door unit's pages, served by the node itself: true with hub and network dead."""

"""The hub: what every room said, what is wrong, who is told. See docs/architecture.md."""

"""The record of one episode: what belongs to it, its spells and alarms, and its export. No I/O."""

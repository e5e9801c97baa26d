"""The front door: the one command, `attune`, with all its subcommands."""

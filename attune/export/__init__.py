"""`attune journal export`: the whole record of an episode, for an investigator, with its proof."""

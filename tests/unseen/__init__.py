"""Nobody unseen: what ends a blank spell and what never does, over whatever can happen to a hub."""

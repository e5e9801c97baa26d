"""What the journal writes down of itself: kinds of entries that are facts of no room."""

KEY_BEGAN = "key began"
PERSON_ERASED = "person erased"
CHAIN_BEGAN = "chain began"  # over facts that an earlier version had stored without one

END_DISPUTED = "end disputed"  # what was stored did not end where the hub had signed that it did

OF_ITSELF = frozenset({KEY_BEGAN, PERSON_ERASED, CHAIN_BEGAN, END_DISPUTED})

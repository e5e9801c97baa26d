"""One file a version of the store; each holds its own SQL, and is never edited afterwards."""

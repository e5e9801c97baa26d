"""`attune play`: its language, its verdicts, what it prints and draws."""

"""`attune estates`: rooms held against the standards, reports, evidence, and a simulated site."""

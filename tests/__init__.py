"""What shows that Attune does what it says."""

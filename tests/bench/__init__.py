"""How fast the hub is, for real, beside the plainest thing that could do the job."""

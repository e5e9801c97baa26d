"""How fast the hub is, for real, beside the plainest thing that could do the job."""

import os

# Threads of linear algebra spin while they wait: ten times as slow on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

"""The front door: the one command, `attune`, with all its subcommands."""

import os

# Threads of linear algebra spin while they wait for so little work: on a busy machine they made
# vital signs ten times as dear. Whatever is begun from here says so before numpy is there.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

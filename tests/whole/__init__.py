"""The whole ward as real processes, as somebody who typed the command meets it."""

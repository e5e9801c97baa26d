"""A farm of nodes: many real ones in one process, that write down what they say."""

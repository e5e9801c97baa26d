"""What holds whatever happens: for every sequence of events that Hypothesis can think of."""

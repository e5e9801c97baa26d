"""The words that node and hub share: rooms, units, messages, topics, conditions. No I/O."""

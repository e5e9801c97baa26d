"""The only files of the node that touch pins, buses, network and clock. They decide nothing."""

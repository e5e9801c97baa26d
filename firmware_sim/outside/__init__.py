"""The only files of the simulator that touch terminals, sockets, the network and the clock."""

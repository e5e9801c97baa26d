"""Who works here: the register, the rota, and who may do what."""

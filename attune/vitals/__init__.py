"""A radar recording, heard as a node would hear it: `attune vitals`."""

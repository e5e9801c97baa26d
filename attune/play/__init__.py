"""`attune play`: whole nights on virtual time, with the very node and hub machines."""

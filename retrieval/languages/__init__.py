"""How human languages are read: one module each."""

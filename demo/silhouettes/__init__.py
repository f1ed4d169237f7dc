"""The products' shapes, one function per kind."""

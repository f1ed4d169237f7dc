"""One test class a port, run on the fake and on the real thing."""

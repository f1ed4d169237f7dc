"""The faces: pages, HTTP API, command line."""

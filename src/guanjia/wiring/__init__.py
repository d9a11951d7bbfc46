"""The only room that names both a port and what fills it: one verb a file."""

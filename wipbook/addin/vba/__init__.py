"""A VBA project written byte by byte: compound file, compression, directory, modules."""

"""Functions of jobs and contracts."""

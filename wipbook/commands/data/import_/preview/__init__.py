"""What an import would change, laid out on a sheet; and the import of what was looked at."""

"""What of the add-in stands in the registry of Windows."""

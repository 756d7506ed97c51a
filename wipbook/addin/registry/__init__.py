"""What of the add-in, and of Excel, stands in the registry of Windows."""

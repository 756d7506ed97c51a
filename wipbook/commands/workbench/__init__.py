"""What commands share: open, compute, fill, log."""

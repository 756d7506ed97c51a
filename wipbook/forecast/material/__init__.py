"""Lead times, what to order when, what runs short."""

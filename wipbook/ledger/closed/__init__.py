"""Books that were closed: what each close recorded, and the chain that holds the records together."""

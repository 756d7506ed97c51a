"""What overhead remains over or under: where it is contained, where it goes, and how a close books it."""

"""The packs, one file each: who gets it, and what is in it."""

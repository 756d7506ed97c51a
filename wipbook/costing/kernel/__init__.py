"""The loops: integers in, integers out; compiled where that pays."""

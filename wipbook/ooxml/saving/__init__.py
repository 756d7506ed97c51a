"""A new version of a file in the place of the old one, and nothing lost: neither ours, nor the old, nor another's."""

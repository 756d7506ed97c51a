"""The zip package: parts read and copied byte for byte, saved whole or not at all."""

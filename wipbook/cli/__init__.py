"""The shell's way in: one thin function per command."""

"""The installer for Windows: one program that brings Python, wipbook and the add-in, built without Windows."""

"""Units and currencies of rows, as they were typed, turned into those of the material and of the company."""

"""Functions of process costing and shared cost."""

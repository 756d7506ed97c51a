"""What a formula reads: its references, followed through names, tables and sheets."""

"""What things cost: layers, jobs, labor, overhead. Pure: a Ledger in, result tables out."""

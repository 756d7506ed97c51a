"""Many plants in one run: the plan, the child processes, what is known of steps that have run."""

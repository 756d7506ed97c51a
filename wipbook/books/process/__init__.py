"""Process cost by department and period: the weighted average that relieved the jobs, and FIFO beside it."""

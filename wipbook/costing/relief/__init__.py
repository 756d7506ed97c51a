"""What leaves a job: its periods, its pools of cost, what it made, what is in process, and the relief of all that."""

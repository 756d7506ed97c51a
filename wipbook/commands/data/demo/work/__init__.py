"""What happens in the simulated plant in a year."""

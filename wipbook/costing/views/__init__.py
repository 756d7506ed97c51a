"""What audit and planning look at beside the results: views by subject, each made once."""

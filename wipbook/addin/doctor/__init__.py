"""What the doctor looks at, one thing a module; it reads and changes nothing."""

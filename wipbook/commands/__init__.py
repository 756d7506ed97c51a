"""What a button or a batch run does, once. The only place where hosts, sheets and engines meet."""

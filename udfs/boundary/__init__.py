"""Where cells become typed arguments and results become cells again; the functions themselves stay one line long."""

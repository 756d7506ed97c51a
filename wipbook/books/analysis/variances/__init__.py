"""Variances by cause, job, material and work center: what is booked, and what is only told."""

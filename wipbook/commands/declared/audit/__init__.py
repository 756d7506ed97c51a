"""Commands of audit: rules, counts, samples, sign-off."""

"""Commands of the group Audit: rules, counts, samples, sign-off."""

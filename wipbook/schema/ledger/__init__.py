"""Input sheets of the general ledger: accounts, overhead pools."""

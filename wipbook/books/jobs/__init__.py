"""Cost of jobs: their sheets, their roll-forward, the card of one of them."""

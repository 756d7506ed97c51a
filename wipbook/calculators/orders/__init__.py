"""How much to order and when: lots, safety stock."""

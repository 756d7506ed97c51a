"""What jobs are charged: labor, overhead, material; and what leaves them."""

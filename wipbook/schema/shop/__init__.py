"""Input sheets of the shop: time tickets, machine bookings, inspections."""

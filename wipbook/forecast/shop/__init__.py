"""The shop floor: schedule, due dates, load, flow."""

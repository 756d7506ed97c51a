"""What the benchmark of forecasts measures by horizon, and the page that shows it."""

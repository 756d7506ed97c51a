"""Statistical tests of lists, and samples drawn from them."""

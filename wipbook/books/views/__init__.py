"""Views of the books that several rules and plans share, each made once."""

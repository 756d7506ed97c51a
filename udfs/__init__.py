"""Home of the custom functions of the WIP category. None is written yet: they come with the Excel add-in."""

"""Commands of the view: which tabs are shown, where the cursor goes, a row to type into."""

"""How the demo shop's products are written: sheets of plain text, read into the rows of the feed."""

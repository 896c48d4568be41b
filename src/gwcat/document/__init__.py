"""Pages without a format: tables, paragraphs, fonts, paper. Forms make them, render writes them."""

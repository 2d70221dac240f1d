"""The words, dates, numbers and typography of pages."""

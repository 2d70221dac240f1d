"""Draft missing translations with the model, and everything done around it."""

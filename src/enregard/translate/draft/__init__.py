"""Draft missing translations with the model, and process its input and output."""

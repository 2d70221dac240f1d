"""What all packages share: articles, blocks, texts with marks, sentences."""

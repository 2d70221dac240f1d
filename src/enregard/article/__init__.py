"""The words everybody uses: articles, blocks, texts with marks, sentences."""

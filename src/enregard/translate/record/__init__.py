"""The record of each translation: PO files that the program drafts and people correct."""

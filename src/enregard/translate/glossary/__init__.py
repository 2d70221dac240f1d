"""The publication's glossary: terms and their required English."""

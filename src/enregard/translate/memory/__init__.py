"""The reviewed translations of a whole publication."""

"""Write a folder that is never half written."""

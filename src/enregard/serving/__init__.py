"""Shows a publication while it is worked on, to this machine only, and takes corrections."""

"""Files, locks, processor cores, databases and file formats, for all packages."""

"""What the operating system provides: files, locks, cores, and the formats every package reads."""

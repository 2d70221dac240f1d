"""Settings of Sphinx, which builds these pages into a site: `make docs`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

project = "enregard"
author = "the authors of enregard"
extensions = ["myst_parser", "tools.reference"]
exclude_patterns = ["_build", "man"]
root_doc = "index"
language = "en"

html_theme = "furo"
html_title = "enregard"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_use_index = False

# Links to headings as on the pages of source repositories.
myst_heading_anchors = 4

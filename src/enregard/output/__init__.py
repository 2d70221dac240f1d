"""Write the site's folder so that readers never see it half written."""

"""What stands above the features: front page, search, export and erasure, health, sitemap."""

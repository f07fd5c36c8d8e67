"""What every request needs: database sessions, errors as pages, headers, limits, forms used once, template filters."""

"""The public pages. Each view asks `bulletin.reading` what may be seen and shows it."""

"""What WeasyPrint does more often than it needs to: less work, and the same pages."""

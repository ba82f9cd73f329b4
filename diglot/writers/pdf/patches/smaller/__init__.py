"""What WeasyPrint writes more often, or at greater length, than a reader needs."""

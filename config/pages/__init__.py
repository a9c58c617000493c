"""What every page is drawn with: how its template is read, and what each template is told."""

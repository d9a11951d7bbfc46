"""The bulletin of a release: two pages of A4 that an office can publish, as HTML for print and as DOCX for editing."""

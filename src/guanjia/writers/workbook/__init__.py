"""The workbook for officers, sheet by sheet."""

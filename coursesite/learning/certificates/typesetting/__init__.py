"""Setting a certificate's words on paper, in any script, with fonts that go into the PDF.

Nothing here is imported when the site starts: `printed.py` loads it when somebody asks for a PDF.
"""

"""Tables to bytes: XLSX, DOCX, HTML, CSV. Nothing about catalogues."""
